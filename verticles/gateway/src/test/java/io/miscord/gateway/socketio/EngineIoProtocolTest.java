package io.miscord.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.gateway.conformance.ConformanceServer;
import io.miscord.gateway.conformance.ConformanceServer.Timings;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Eventually;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Engine.IO v4 over real connections: what its document names, and what its official suite checks. Malformed
 * handshakes: no or another version; no or another transport; another method than GET; an unknown session; a WebSocket
 * that is none, or for polling. Malformed packets: no type, none at all, bytes that are no Base64, no UTF-8, too large,
 * too many, a ping of the client's. Tricks: two polls, two POSTs, a poll or a POST cut off, another transport than the
 * session's, a second WebSocket, a WebSocket that does not finish its upgrade, a session after its end.
 */
final class EngineIoProtocolTest {
    private static final String POLLING = "?EIO=4&transport=polling";
    private static final String WEBSOCKET = "?EIO=4&transport=websocket";

    private static final Timings LIVELY =
            new Timings(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(30));
    private static final Timings STRICT =
            new Timings(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(30));

    private static Vertx vertx;
    private static ConformanceServer server;
    private static String url;
    private static Polls polls;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = ConformanceServer.start(vertx, 0, Timings.CALM).await();
        url = "http://127.0.0.1:" + server.port() + "/engine.io/";
        polls = new Polls(url);
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    /** The address of another server, with these timings. */
    private static String at(Timings timings) {
        return "http://127.0.0.1:"
                + ConformanceServer.start(vertx, 0, timings).await().port() + "/engine.io/";
    }

    private static Polls polls(Timings timings) {
        return new Polls(at(timings));
    }

    private static Frames opensSocket() {
        var socket = new Frames(url + WEBSOCKET);
        assertThat(socket.hears()).startsWith("0{");
        return socket;
    }

    private static void isOver(String sid) {
        assertThat(polls.get(Polls.of(sid)).statusCode()).isEqualTo(400);
        assertThat(polls.post(Polls.of(sid), "4a").body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void a_session_of_polls_begins_with_all_that_a_client_has_to_know() {
        var answer = polls.get(POLLING);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=UTF-8");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.body()).startsWith("0");
        var told = Json.tree(answer.body().substring(1));
        assertThat(told.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        assertThat(told.path("sid").textValue()).hasSize(20);
        assertThat(told.path("upgrades").toString()).isEqualTo("[\"websocket\"]");
        assertThat(told.path("pingInterval").intValue()).isEqualTo(30_000);
        assertThat(told.path("pingTimeout").intValue()).isEqualTo(30_000);
        assertThat(told.path("maxPayload").intValue()).isEqualTo(1_000_000);
    }

    @Test
    void whoever_asks_without_end_and_reads_nothing_is_sent_away_before_much_waits() {
        var sid = polls.opens();
        var large = "4" + "a".repeat(900_000);
        int answered = 0;
        while (polls.post(Polls.of(sid), large).statusCode() == 200) {
            assertThat(++answered).isLessThan(6);
        }

        assertThat(answered).isEqualTo(5); // what it was told when it ended
        isOver(sid);
    }

    @Test
    void a_session_of_a_websocket_has_nothing_to_upgrade_to() {
        try (var socket = new Frames(url + WEBSOCKET)) {
            var told = Json.tree(socket.hears().substring(1));

            assertThat(told.path("upgrades").toString()).isEqualTo("[]");
            assertThat(told.path("sid").textValue()).hasSize(20);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET     | ?transport=polling                 | 5 | Unsupported protocol version",
                "GET     | ?EIO=abc&transport=polling         | 5 | Unsupported protocol version",
                "GET     | ?EIO=3&transport=polling           | 5 | Unsupported protocol version",
                "GET     | ?EIO=4                             | 0 | Transport unknown",
                "GET     | ?EIO=4&transport=abc               | 0 | Transport unknown",
                "GET     | ?EIO=4&transport=webtransport      | 0 | Transport unknown",
                "GET     | ?EIO=4&transport=websocket         | 3 | Bad request",
                "GET     | ?EIO=4&transport=polling&sid=abc   | 1 | Session ID unknown",
                "GET     | ?EIO=4&transport=polling&sid=__proto__ | 1 | Session ID unknown",
                "POST    | ?EIO=4&transport=polling           | 2 | Bad handshake method",
                "PUT     | ?EIO=4&transport=polling           | 2 | Bad handshake method",
                "DELETE  | ?EIO=4&transport=polling           | 2 | Bad handshake method",
            })
    void a_malformed_handshake_is_told_what_is_wrong(String method, String query, int code, String message) {
        var answer = polls.says(method, query, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?transport=websocket",
                "?EIO=abc&transport=websocket",
                "?EIO=4",
                "?EIO=4&transport=abc",
                "?EIO=4&transport=polling",
                "?EIO=4&transport=websocket&sid=abc"
            })
    void a_malformed_websocket_is_not_opened(String query) {
        assertThatThrownBy(() -> new Frames(url + query))
                .isInstanceOf(AssertionError.class)
                .hasMessage("refused: 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    void a_session_takes_gets_and_posts_alone(String method) {
        var sid = polls.opens();

        assertThat(polls.says(method, Polls.of(sid), "").body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    }

    @Test
    void pages_of_other_sites_may_read_the_answers_when_the_door_says_so() {
        var answer = polls.says("GET", POLLING, "", "Origin", "https://other.example.org");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");

        var asked = polls.says("OPTIONS", POLLING, "", "Origin", "https://other.example.org");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("access-control-allow-methods")).contains("GET, POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "4test1\u001e4test2\u001e4test3", "4hello\u001ebAQIDBA==", "4", "4\u20ac"})
    void what_is_posted_is_echoed_to_the_next_poll(String payload) {
        var sid = polls.opens();

        var posted = polls.post(Polls.of(sid), payload);
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.body()).isEqualTo("ok");
        assertThat(polls.get(Polls.of(sid)).body()).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "7", "4a\u001e", "\u001e", "b!!!", "2"})
    void a_malformed_payload_ends_the_session(String payload) {
        var sid = polls.opens();

        assertThat(polls.post(Polls.of(sid), payload).statusCode()).isEqualTo(400);
        isOver(sid);
    }

    @Test
    void an_empty_post_ends_the_session() {
        var sid = polls.opens();

        assertThat(polls.says("POST", Polls.of(sid), "").statusCode()).isEqualTo(400);
        isOver(sid);
    }

    @Test
    void bytes_as_a_body_end_the_session() {
        var sid = polls.opens();

        var answer = polls.says("POST", Polls.of(sid), "4a", "Content-Type", "application/octet-stream");
        assertThat(answer.statusCode()).isEqualTo(400);
        isOver(sid);
    }

    @Test
    void a_payload_that_is_too_large_ends_the_session() {
        var fits = polls.opens();
        assertThat(polls.post(Polls.of(fits), "4" + "a".repeat(999_999)).statusCode())
                .isEqualTo(200);

        var sid = polls.opens();
        assertThat(polls.post(Polls.of(sid), "4" + "a".repeat(1_000_000)).statusCode())
                .isEqualTo(413);
        isOver(sid);
    }

    @Test
    void too_many_packets_end_the_session() {
        var sid = polls.opens();

        assertThat(polls.post(Polls.of(sid), "4" + "\u001e4".repeat(1_000)).statusCode())
                .isEqualTo(400);
        isOver(sid);
    }

    @Test
    void two_polls_at_a_time_end_the_session() throws Exception {
        var sid = polls.opens();
        var first = polls.gets(Polls.of(sid));
        var second = polls.gets(Polls.of(sid));

        var answers = List.of(first.get(30, TimeUnit.SECONDS), second.get(30, TimeUnit.SECONDS));
        assertThat(answers).extracting(answer -> answer.statusCode()).containsExactlyInAnyOrder(200, 400);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 200)
                .extracting(answer -> answer.body())
                .containsExactly("1");
        isOver(sid);
    }

    @Test
    void two_posts_at_a_time_end_the_session() throws IOException {
        var sid = polls.opens();
        try (var slow = raw("POST " + path(sid) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n4hel")) {
            Eventually.that(
                    () -> "still one at a time",
                    () -> polls.post(Polls.of(sid), "4a").statusCode() != 200);
            slow.getOutputStream().write("lo1234".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .as("the first comes too late")
                    .isEqualTo("HTTP/1.1 400");
        }
        isOver(sid);
    }

    @Test
    void a_poll_that_is_cut_off_ends_the_session() throws IOException {
        var sid = polls.opens();
        try (var poll = raw("GET " + path(sid) + " HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(server.sessions().find(sid))
                    .as("as long as poll is connected", poll)
                    .isPresent();
        }
        Eventually.that(() -> "still there", () -> server.sessions().find(sid).isEmpty());
        isOver(sid);
    }

    @Test
    void a_post_that_is_cut_off_ends_the_session() throws IOException {
        var sid = polls.opens();
        try (var post = raw("POST " + path(sid) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n4hel")) {
            assertThat(server.sessions().find(sid))
                    .as("as long as post is connected", post)
                    .isPresent();
        }
        Eventually.that(() -> "still there", () -> server.sessions().find(sid).isEmpty());
        isOver(sid);
    }

    @Test
    void a_websocket_echoes_text_and_bytes() {
        try (var socket = opensSocket()) {
            assertThat(socket.says("4hello").hearsMore()).isEqualTo("4hello");
            assertThat(socket.says(new byte[] {1, 2, 3, 4}).hearsMore()).isEqualTo("01020304");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "7", "2", "1"})
    void a_websocket_is_closed_for_what_is_no_packet_and_for_a_goodbye(String message) {
        try (var socket = opensSocket()) {
            assertThat(socket.says(message).hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void a_message_that_is_too_large_closes_the_websocket() {
        try (var socket = opensSocket()) {
            assertThat(socket.says("4" + "a".repeat(1_000_000)).hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void polls_are_pinged() {
        var pinged = polls(LIVELY);
        var sid = pinged.opens();
        for (int i = 0; i < 3; i++) {
            assertThat(pinged.get(Polls.of(sid)).body()).isEqualTo("2");
            assertThat(pinged.post(Polls.of(sid), "3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_websocket_is_pinged() {
        try (var socket = new Frames(at(LIVELY) + WEBSOCKET)) {
            assertThat(socket.hears()).startsWith("0{");
            for (int i = 0; i < 3; i++) {
                assertThat(socket.hears()).isEqualTo("2");
                socket.says("3");
            }
        }
    }

    @Test
    void a_websocket_that_answers_no_ping_is_closed() {
        try (var socket = new Frames(at(STRICT) + WEBSOCKET)) {
            assertThat(socket.hears()).startsWith("0{");
            assertThat(socket.hears()).isEqualTo("2");
            assertThat(socket.hears()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void polls_that_answer_no_ping_are_over() {
        var strict = polls(STRICT);
        var sid = strict.opens();

        // Nobody asks for the ping, so this poll either gets it late or finds the session gone; then it is gone.
        Eventually.that(() -> "still there", () -> strict.get(Polls.of(sid)).statusCode() == 400);
        assertThat(strict.get(Polls.of(sid)).body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void a_goodbye_frees_the_poll_and_ends_the_session() throws Exception {
        var answers = new HashSet<String>();
        // The poll and the goodbye come over two connections: which of them is read first is not for the test to say.
        for (int i = 0; i < 20; i++) {
            var sid = polls.opens();
            var poll = polls.gets(Polls.of(sid));
            assertThat(polls.post(Polls.of(sid), "1").statusCode()).isEqualTo(200);
            answers.add(poll.get(30, TimeUnit.SECONDS).body());
            isOver(sid);
        }
        assertThat(answers).contains("6").isSubsetOf("6", "{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void what_is_no_utf_8_ends_the_session() throws IOException {
        var sid = polls.opens();
        try (var post = raw("POST " + path(sid) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n4")) {
            post.getOutputStream().write(new byte[] {(byte) 0xC3, 0x28});
            assertThat(new String(post.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
        isOver(sid);
    }

    private static String path(String sid) {
        return "/engine.io/" + Polls.of(sid);
    }

    private static Socket raw(String request) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
