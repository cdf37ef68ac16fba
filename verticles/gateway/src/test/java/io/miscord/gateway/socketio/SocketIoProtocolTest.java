package io.miscord.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.gateway.conformance.ConformanceServer;
import io.miscord.gateway.conformance.ConformanceServer.Timings;
import io.miscord.platform.json.Json;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Socket.IO v5 over real connections: what its document names, and what its official suite checks. Malformed: no
 * packet, no payload where one is due, a payload that does not fit, a reserved name, an event before CONNECT, a second
 * CONNECT, an unknown namespace, attachments that are too many, missing, or not announced.
 */
final class SocketIoProtocolTest {
    private static final Timings STRICT =
            new Timings(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofMillis(200));

    private static Vertx vertx;
    private static ConformanceServer server;
    private static String url;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = ConformanceServer.start(vertx, 0, Timings.CALM).await();
        url = "http://127.0.0.1:" + server.port() + "/socket.io/";
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    /** The address of another server's WebSockets, with these timings. */
    private static String at(Timings timings) {
        int port = ConformanceServer.start(vertx, 0, timings).await().port();
        return "http://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket";
    }

    private static Frames opens() {
        var socket = new Frames(url + "?EIO=4&transport=websocket");
        assertThat(socket.hears()).startsWith("0{");
        return socket;
    }

    private static Frames connects() {
        var socket = opens().says("40");
        assertThat(socket.hearsMore()).startsWith("40{");
        assertThat(socket.hearsMore()).isEqualTo("42[\"auth\",{}]");
        return socket;
    }

    @Test
    void a_client_connects_to_the_main_namespace() {
        try (var socket = opens().says("40")) {
            var told = Json.tree(socket.hears().substring(2));

            assertThat(told.fieldNames()).toIterable().containsExactly("sid");
            assertThat(told.path("sid").textValue()).isNotEmpty();
            assertThat(socket.hears()).isEqualTo("42[\"auth\",{}]");
        }
    }

    @Test
    void what_a_client_says_of_itself_is_handed_on() {
        try (var socket = opens().says("40{\"token\":\"123\"}")) {
            assertThat(socket.hears()).startsWith("40{");
            assertThat(socket.hears()).isEqualTo("42[\"auth\",{\"token\":\"123\"}]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/custom,", "40/custom", "40/custom,{}"})
    void a_client_connects_to_another_namespace(String message) {
        try (var socket = opens().says(message)) {
            assertThat(socket.hears()).startsWith("40/custom,{\"sid\":");
            assertThat(socket.hears()).isEqualTo("42/custom,[\"auth\",{}]");
        }
    }

    @Test
    void an_unknown_namespace_is_refused() {
        try (var socket = opens().says("40/random")) {
            assertThat(socket.hears()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "4",
                "47",
                "42[\"before a connect\"]",
                "41",
                "431[]",
                "44{\"message\":\"no\"}",
                "40[]",
                "40{",
                "451-[\"a\",{\"_placeholder\":true,\"num\":0}]" // closed once its attachment is there
            })
    void whoever_does_not_begin_with_a_connect_is_sent_away(String message) {
        try (var socket = opens().says(message).says(new byte[] {1})) {
            assertThat(socket.hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void whoever_says_nothing_is_sent_away() {
        try (var socket = new Frames(at(STRICT))) {
            assertThat(socket.hears()).startsWith("0{");
            String heard;
            for (heard = socket.hears(); heard.equals("2"); heard = socket.hears()) {
                socket.says("3"); // its transport lives, which is not enough
            }
            assertThat(heard).isEqualTo(Frames.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40",
                "42",
                "42{}",
                "42[]",
                "42[{}]",
                "42[\"a\"",
                "42[\"connect\"]",
                "42[\"disconnect\"]",
                "41{}",
                "43[]",
                "44{}",
                "42/custom,[\"not connected there\"]",
                "45[\"a\"]",
                "4511-[\"a\"]",
                "450-[\"a\"]",
                "49[\"a\"]"
            })
    void a_malformed_packet_ends_the_session(String message) {
        try (var socket = connects().says(message)) {
            assertThat(socket.hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void bytes_that_nothing_announced_end_the_session() {
        try (var socket = connects().says(new byte[] {1})) {
            assertThat(socket.hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void text_where_bytes_are_due_ends_the_session() {
        try (var socket = connects()
                .says("451-[\"message\",{\"_placeholder\":true,\"num\":0}]")
                .says("42[\"message\"]")) {
            assertThat(socket.hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void a_placeholder_without_its_attachment_ends_the_session() {
        try (var socket = connects()
                .says("451-[\"message\",{\"_placeholder\":true,\"num\":1}]")
                .says(new byte[] {1})) {
            assertThat(socket.hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void a_client_that_has_left_stays_a_while() {
        var lively = new Timings(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(30));
        try (var socket = new Frames(at(lively)).says("40")) {
            assertThat(socket.hearsMore()).startsWith("0{");
            assertThat(socket.hearsMore()).startsWith("40{");
            assertThat(socket.hearsMore()).isEqualTo("42[\"auth\",{}]");
            assertThat(socket.says("41").says("3").hears()).isEqualTo("2");
        }
    }

    @Test
    void a_client_leaves_one_namespace_and_stays_in_the_other() {
        try (var socket = connects().says("40/custom")) {
            assertThat(socket.hearsMore()).startsWith("40/custom,{");
            assertThat(socket.hearsMore()).isEqualTo("42/custom,[\"auth\",{}]");
            socket.says("41/custom").says("42[\"message\",\"message to main namespace\"]");

            assertThat(socket.hearsMore()).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
        }
    }

    @Test
    void an_event_is_answered_by_another() {
        try (var socket = connects().says("42[\"message\",1,\"2\",{\"3\":[true]}]")) {
            assertThat(socket.hearsMore()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
        }
    }

    @Test
    void bytes_go_both_ways() {
        try (var socket = connects()
                .says("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]")
                .says(new byte[] {1, 2, 3})
                .says(new byte[] {4, 5, 6})) {
            assertThat(socket.hearsMore())
                    .isEqualTo("452-[\"message-back\",{\"_placeholder\":true,\"num\":0},"
                            + "{\"_placeholder\":true,\"num\":1}]");
            assertThat(socket.hearsMore()).isEqualTo("010203");
            assertThat(socket.hearsMore()).isEqualTo("040506");
        }
    }

    @Test
    void an_event_is_acknowledged() {
        try (var socket = connects().says("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]")) {
            assertThat(socket.hearsMore()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @Test
    void an_acknowledgement_carries_bytes() {
        try (var socket = connects()
                .says("452-789[\"message-with-ack\",{\"_placeholder\":true,\"num\":0},"
                        + "{\"_placeholder\":true,\"num\":1}]")
                .says(new byte[] {1, 2, 3})
                .says(new byte[] {4, 5, 6})) {
            assertThat(socket.hearsMore())
                    .isEqualTo("462-789[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            assertThat(socket.hearsMore()).isEqualTo("010203");
            assertThat(socket.hearsMore()).isEqualTo("040506");
        }
    }

    @Test
    void a_placeholder_is_one_only_where_it_is_true() {
        try (var socket = connects()
                .says("451-[\"message\",{\"_placeholder\":\"true\",\"num\":0},{\"_placeholder\":true,\"num\":0}]")
                .says(new byte[] {1})) {
            assertThat(socket.hearsMore())
                    .isEqualTo("451-[\"message-back\",{\"_placeholder\":\"true\",\"num\":0},"
                            + "{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.hearsMore()).isEqualTo("01");
        }
    }

    @Test
    void all_of_it_goes_over_polls_too() {
        var polls = new Polls(url);
        var sid = polls.opens();
        assertThat(polls.post(Polls.of(sid), "40").statusCode()).isEqualTo(200);
        var connected = polls.get(Polls.of(sid)).body();
        if (!connected.contains("auth")) { // which keeps a distance
            connected += "\u001e" + polls.get(Polls.of(sid)).body();
        }
        assertThat(connected).matches("40\\{\"sid\":\"[^\"]+\"}\u001e42\\[\"auth\",\\{}]");

        polls.post(
                Polls.of(sid),
                "451-7[\"message-with-ack\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID\u001e42[\"message\",1]");
        assertThat(polls.get(Polls.of(sid)).body())
                .isEqualTo("461-7[{\"_placeholder\":true,\"num\":0}]\u001ebAQID\u001e42[\"message-back\",1]");
        polls.post(Polls.of(sid), "42[\"connect\"]");
        assertThat(polls.get(Polls.of(sid)).statusCode()).isEqualTo(200); // the goodbye waits for this poll
        assertThat(polls.get(Polls.of(sid)).statusCode()).isEqualTo(400);
    }
}
