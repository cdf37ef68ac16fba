package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Event;
import io.miscord.contract.LegacyFrame;
import io.miscord.contract.MonitorFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerFrame;
import io.miscord.gateway.wire.LegacyChatWire;
import io.miscord.gateway.wire.LegacyNotificationsWire;
import io.miscord.gateway.wire.LegacyVoiceWire;
import io.miscord.gateway.wire.MainWire;
import io.miscord.gateway.wire.MonitorWire;
import io.miscord.gateway.wire.Wire;
import io.miscord.testkit.AsyncApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    @TestFactory
    List<DynamicTest> what_nodes_say_on_legacy_sockets_is_described_field_by_field() {
        var messages = new HashMap<String, JsonNode>();
        Stream.of("Chat", "Notifications", "Voice")
                .forEach(socket -> messages.putAll(CONTRACT.messages("sendOnLegacy" + socket)));
        return agree("Legacy", messages, named(LegacyFrame.class), AsyncApiTest::agreeFlat);
    }

    @TestFactory
    List<DynamicTest> what_nodes_say_to_those_who_watch_is_described_field_by_field() {
        return agree(
                "Monitor",
                CONTRACT.messages("sendOnMonitor"),
                named(MonitorFrame.class),
                (type, message) -> agreeData(type, message, Shapes.ofNodes(), "type"));
    }

    private static List<DynamicTest> agree(String operation, List<Class<?>> records, Shapes shapes) {
        return agree(
                "",
                CONTRACT.messages(operation),
                records,
                (type, message) -> agreeData(type, message, shapes, "event"));
    }

    /** Messages are called as their records are, with a prefix where the same name stands on several sockets. */
    private static List<DynamicTest> agree(
            String prefix,
            Map<String, JsonNode> messages,
            List<Class<?>> records,
            BiConsumer<Class<?>, JsonNode> comparison) {
        assertThat(messages.keySet())
                .containsExactlyInAnyOrderElementsOf(records.stream()
                        .map(type -> prefix + type.getSimpleName())
                        .toList());
        return records.stream()
                .map(type -> DynamicTest.dynamicTest(
                        type.getSimpleName(),
                        () -> comparison.accept(type, messages.get(prefix + type.getSimpleName()))))
                .toList();
    }

    private static void agreeData(Class<?> type, JsonNode message, Shapes shapes, String key) {
        var payload = payload(type, message, key);
        if (type != ServerFrame.Batch.class) { // its data are frames, which are judged one by one
            shapes.agree(type, payload.at("/properties/data"));
        }
    }

    /** The name stands among the data. */
    private static void agreeFlat(Class<?> type, JsonNode message) {
        ObjectNode rest = payload(type, message, "type").deepCopy();
        rest.withObjectProperty("properties").remove("type");
        assertThat(rest.withArrayProperty("required").remove(0).asText()).isEqualTo("type");
        Shapes.ofNodes().agree(type, rest);
    }

    private static JsonNode payload(Class<?> type, JsonNode message, String key) {
        var name = type.getAnnotation(JsonTypeName.class).value();
        assertThat(message.path("name").asText()).isEqualTo(name);
        var payload = CONTRACT.schema(message.path("payload"));
        assertThat(payload.path("properties").path(key).path("const").asText()).isEqualTo(name);
        return payload;
    }

    @Test
    void every_example_is_of_its_schema() {
        for (var operation : CONTRACT.operations()) {
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
    void every_example_of_a_client_with_flat_frames_is_read_as_the_frame_it_is_of() throws Exception {
        var channel = ChannelId.of("019a3f20-2c3d-7e4f-9051-62738495a6b7");
        InstantSource clock = () -> Instant.EPOCH;
        isRead("receiveOnLegacyChat", "Legacy", new LegacyChatWire(channel, clock));
        isRead("receiveOnLegacyNotifications", "Legacy", new LegacyNotificationsWire(clock));
        isRead("receiveOnMonitor", "Monitor", new MonitorWire(clock));
        for (var example :
                CONTRACT.messages("receiveOnLegacyVoice").get("LegacySignal").path("examples")) {
            var said = new LegacyVoiceWire(channel, clock)
                    .read(example.path("payload").toString());
            assertThat(said.frame()).isInstanceOf(ClientFrame.OfVoice.class);
        }
    }

    private static void isRead(String operation, String prefix, Wire wire) throws Exception {
        for (var message : CONTRACT.messages(operation).entrySet()) {
            for (var example : message.getValue().path("examples")) {
                var said = wire.read(example.path("payload").toString());
                assertThat(prefix + said.frame().getClass().getSimpleName()).isEqualTo(message.getKey());
            }
        }
    }

    @Test
    void socket_io_has_the_events_of_the_main_socket_but_for_what_is_its_own() {
        assertThat(CONTRACT.messages("receiveOnSocketIo")).isEqualTo(CONTRACT.messages(HEARD));
        var said = CONTRACT.messages(SAID);
        said.keySet().removeAll(Set.of("Ack", "Batch"));
        assertThat(CONTRACT.messages("sendOnSocketIo")).isEqualTo(said);
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
    void every_refusal_is_described_with_its_sentence() {
        var described = CONTRACT.document().at("/components/schemas/Refusal/x-sentences");
        assertThat(described.properties().stream()
                        .map(sentence ->
                                sentence.getKey() + ": " + sentence.getValue().asText()))
                .containsExactlyElementsOf(Arrays.stream(Refusal.values())
                        .map(why -> why + ": " + why.sentence())
                        .toList());
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
