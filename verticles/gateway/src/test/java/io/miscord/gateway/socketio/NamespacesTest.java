package io.miscord.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A client's connections to namespaces as a state machine, its time moved by hand. */
final class NamespacesTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Namespaces client =
            new Namespaces(new SocketIoSettings(Set.of("/", "/custom"), Duration.ofSeconds(1), 2), 100, 0);

    private static List<String> names(List<Namespaces.Effect> effects) {
        return effects.stream()
                .map(effect -> switch (effect) {
                    case Namespaces.Effect.Connect connect -> "connect " + connect.namespace() + " " + connect.auth();
                    case Namespaces.Effect.Event event ->
                        "event " + event.namespace() + " " + event.arguments() + " " + event.id();
                    case Namespaces.Effect.Left left -> "left " + left.namespace();
                    case Namespaces.Effect.Send send -> "send " + PacketWriter.write(send.packet());
                    case Namespaces.Effect.Close close -> "close";
                })
                .toList();
    }

    private void connected(String namespace) {
        client.text("0" + namespace + ",", 0);
        client.accept(namespace, JSON.objectNode().put("sid", "x"));
    }

    @Test
    void a_client_asks_is_let_in_and_speaks() {
        assertThat(names(client.text("0{\"token\":\"a\"}", 0))).containsExactly("connect / {\"token\":\"a\"}");
        assertThat(names(client.accept("/", JSON.objectNode().put("sid", "x"))))
                .containsExactly("send [40{\"sid\":\"x\"}]");
        assertThat(names(client.text("27[\"a\",1]", 0))).containsExactly("event / [\"a\",1] 7");
    }

    @Test
    void who_is_refused_may_ask_again() {
        client.text("0", 0);
        assertThat(names(client.refuse("/", JSON.objectNode().put("message", "no"), 5)))
                .containsExactly("send [44{\"message\":\"no\"}]");
        assertThat(names(client.text("0", 6))).containsExactly("connect / {}");
    }

    @Test
    void there_is_no_namespace_but_those_there_are() {
        assertThat(names(client.text("0/random", 0)))
                .containsExactly("send [44/random,{\"message\":\"Invalid namespace\"}]");
        assertThat(names(client.text("0", 0))).hasSize(1);
    }

    @Test
    void whoever_asks_for_what_there_is_not_for_ever_is_sent_away() {
        for (int i = 0; i < 10; i++) {
            assertThat(names(client.text("0/random" + i, 0))).first().asString().startsWith("send [44/random");
        }
        assertThat(names(client.text("0/random", 0))).containsExactly("close");
    }

    @Test
    void whoever_does_not_connect_first_is_sent_away() {
        assertThat(names(client.text("2[\"a\"]", 0))).containsExactly("close");
        assertThat(client.text("0", 0)).isEmpty();
    }

    @Test
    void whoever_speaks_before_the_answer_is_sent_away() {
        client.text("0", 0);

        assertThat(names(client.text("2[\"a\"]", 0))).containsExactly("left /", "close");
    }

    @Test
    void whoever_connects_twice_is_sent_away() {
        connected("/");

        assertThat(names(client.text("0", 0))).containsExactly("left /", "close");
    }

    @Test
    void a_namespace_is_left_alone_while_others_stay() {
        connected("/");
        connected("/custom");

        assertThat(names(client.text("1/custom,", 0))).containsExactly("left /custom");
        assertThat(names(client.text("2[\"a\"]", 0))).hasSize(1);
        assertThat(names(client.text("2/custom,[\"a\"]", 0))).containsExactly("left /", "close");
    }

    @Test
    void the_server_may_take_a_client_out() {
        connected("/");

        assertThat(names(client.disconnect("/", 0))).containsExactly("send [41]", "left /");
        assertThat(client.disconnect("/", 0)).isEmpty();
    }

    @Test
    void an_answer_that_comes_after_the_client_left_is_for_nobody() {
        client.text("0", 0);
        assertThat(names(client.text("1", 0))).containsExactly("left /");

        assertThat(client.accept("/", JSON.objectNode())).isEmpty();
        assertThat(client.refuse("/", JSON.objectNode(), 0)).isEmpty();
    }

    @Test
    void acknowledgements_that_nobody_asked_for_mean_nothing() {
        connected("/");

        assertThat(client.text("31[]", 0)).isEmpty();
    }

    @Test
    void payloads_that_nobody_wants_are_not_even_read() {
        assertThat(names(client.text("0/random,{no JSON", 0)))
                .first()
                .asString()
                .startsWith("send [44/random");
        connected("/");

        assertThat(client.text("31[no JSON", 0)).isEmpty();
        assertThat(names(client.text("0{no JSON", 0))).containsExactly("left /", "close");
    }

    @Test
    void whoever_is_nowhere_for_too_long_is_sent_away() {
        assertThat(client.tick(999)).isEmpty();
        client.text("0", 999);
        assertThat(client.tick(5_000)).isEmpty();
        client.refuse("/", JSON.objectNode(), 5_000);
        assertThat(client.tick(5_999)).isEmpty();
        assertThat(names(client.tick(6_000))).containsExactly("close");
        assertThat(client.tick(7_000)).isEmpty();
    }

    @Test
    void the_end_of_the_session_is_the_end_everywhere() {
        connected("/");
        connected("/custom");

        assertThat(names(client.closed())).containsExactlyInAnyOrder("left /", "left /custom");
        assertThat(client.closed()).isEmpty();
    }
}
