package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Event;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.gateway.wire.MainWire;
import io.miscord.testkit.AsyncApi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The document of the sockets and the code are one, in both directions. */
final class AsyncApiTest {
    private static final AsyncApi CONTRACT = AsyncApi.CONTRACT;
    private static final String HEARD = "receiveOnMain";
    private static final String SAID = "sendOnMain";
    /** Says to nodes whose sockets to end, and to nobody else. */
    private static final Set<Class<?>> UNTOLD =
            Set.of(EphemeralEvent.SessionsRevoked.class, EphemeralEvent.TaskUpdated.class);

    @TestFactory
    List<DynamicTest> what_clients_say_is_described_field_by_field() {
        return agree(HEARD, named(ClientFrame.class), Shapes.ofClients());
    }

    @TestFactory
    List<DynamicTest> what_nodes_say_is_described_field_by_field() {
        var said = new ArrayList<>(named(ServerFrame.class));
        said.addAll(named(Event.class));
        said.removeAll(UNTOLD);
        return agree(SAID, said, Shapes.ofNodes());
    }

    private static List<DynamicTest> agree(String operation, List<Class<?>> records, Shapes shapes) {
        var messages = CONTRACT.messages(operation);
        assertThat(messages.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        records.stream().map(Class::getSimpleName).toList());
        return records.stream()
                .map(type -> DynamicTest.dynamicTest(
                        type.getSimpleName(), () -> agree(type, messages.get(type.getSimpleName()), shapes)))
                .toList();
    }

    private static void agree(Class<?> type, JsonNode message, Shapes shapes) {
        var name = type.getAnnotation(JsonTypeName.class).value();
        assertThat(message.path("name").asText()).isEqualTo(name);
        var payload = CONTRACT.schema(message.path("payload"));
        assertThat(payload.at("/properties/event/const").asText()).isEqualTo(name);
        if (type != ServerFrame.Batch.class) { // its data are frames, which are judged one by one
            shapes.agree(type, payload.at("/properties/data"));
        }
    }

    @Test
    void every_example_is_of_its_schema() {
        for (var operation : List.of(HEARD, SAID)) {
            CONTRACT.messages(operation).forEach((name, message) -> {
                assertThat(message.path("examples")).as(name).isNotEmpty();
                message.path("examples").forEach(example -> CONTRACT.check(operation, example.path("payload")));
            });
        }
    }

    @Test
    void every_example_of_a_client_is_read_as_the_frame_it_is_of() throws Exception {
        for (var message : CONTRACT.messages(HEARD).entrySet()) {
            for (var example : message.getValue().path("examples")) {
                var said = MainWire.WIRE.read(example.path("payload").toString());
                assertThat(said.frame().getClass().getSimpleName()).isEqualTo(message.getKey());
            }
        }
    }

    @Test
    void every_close_code_is_described() {
        var described = CONTRACT.document().at("/channels/main/x-close-codes");
        assertThat(described.findValuesAsText("code"))
                .containsExactlyElementsOf(Arrays.stream(Disconnect.values())
                        .map(why -> String.valueOf(why.code()))
                        .distinct()
                        .toList());
    }

    @Test
    void every_code_of_an_error_is_described() {
        assertThat(Shapes.texts(CONTRACT.document().at("/components/schemas/ErrorCode/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Problem.Kind.values())
                        .map(Problem.Kind::code)
                        .collect(Collectors.toSet()));
    }

    @Test
    void what_both_documents_describe_they_describe_alike() {
        var openapi = AsyncApi.read("openapi.yaml");
        var http = openapi.at("/components/schemas");
        var sockets = CONTRACT.document().at("/components/schemas");
        var both = new HashSet<>(names(http));
        both.retainAll(names(sockets));
        assertThat(both).contains("Message", "Account", "Permission");
        both.forEach(name -> assertThat(sockets.get(name)).as(name).isEqualTo(http.get(name)));
        assertThat(CONTRACT.document().at("/info/version")).isEqualTo(openapi.at("/info/version"));
    }

    @Test
    void nothing_is_described_that_nothing_refers_to() {
        var text = CONTRACT.document().toString();
        for (var kind : List.of("messages", "schemas")) {
            assertThat(names(CONTRACT.document().at("/components/" + kind)))
                    .as(kind)
                    .allMatch(name -> text.contains("\"#/components/" + kind + "/" + name + "\""));
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** All records below a sealed type that have a wire name. */
    private static List<Class<?>> named(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses())
                    .flatMap(sub -> named(sub).stream())
                    .toList();
        }
        return type.isAnnotationPresent(JsonTypeName.class) ? List.of(type) : List.of();
    }
}
