package io.miscord.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.gateway.conformance.ConformanceServer;
import io.miscord.gateway.conformance.ConformanceServer.Timings;
import io.miscord.testkit.Eventually;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * WebSockets that no library would ask for, byte by byte: without a key, of another version, by another method, with a
 * body, with a query that cannot be read. Each is refused, and no count of it stays.
 */
final class EngineIoHandshakeTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String VERSION = "Sec-WebSocket-Version: 13";

    private static Vertx vertx;
    private static ConformanceServer server;
    private static Polls polls;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = ConformanceServer.start(vertx, 0, Timings.CALM).await();
        polls = new Polls("http://127.0.0.1:" + server.port() + "/engine.io/");
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    private static String upgrade(String method, String query, String... headers) {
        return method + " /engine.io/" + query + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** The head of what these bytes are answered with. */
    private static String answer(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as(head.toString()).isNotNegative();
                head.append((char) next);
            }
            return head.toString();
        }
    }

    /** The status that these bytes are answered with. */
    private static String status(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return line.substring(line.length() - 3);
        }
    }

    private static void leavesNothing() {
        Eventually.that(
                () -> server.sessions().size() + " sessions, "
                        + server.sessions().unproven() + " counted",
                () -> server.sessions().size() == 0
                        && server.sessions().unproven() == 0
                        && server.sessions().unprovenAddresses() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 13, no key",
        "GET, 8, key",
        "GET, none, key",
        "POST, 13, key",
    })
    void a_websocket_that_is_not_asked_for_properly_is_refused(String method, String version, String key)
            throws IOException {
        var request = upgrade(
                method,
                "?EIO=4&transport=websocket",
                key.equals("key") ? KEY : "X: y",
                version.equals("none") ? "X: z" : "Sec-WebSocket-Version: " + version);

        assertThat(status(request)).isIn("400", "405");
        leavesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000", "Content-Length: 5", "Transfer-Encoding: chunked"})
    void a_websocket_with_a_body_is_refused_at_once_and_is_never_counted(String body) throws IOException {
        var polling = polls.opens();
        for (var query : List.of("?EIO=4&transport=websocket", "?EIO=4&transport=websocket&sid=" + polling)) {
            var answer = answer(upgrade("GET", query, KEY, VERSION, body));
            assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close\r\n");
        }
        assertThat(server.sessions().unproven()).isEqualTo(1);
        assertThat(polls.post(Polls.of(polling), "1").statusCode()).isEqualTo(200);
        leavesNothing();
    }

    @Test
    void a_websocket_that_brings_a_large_body_along_is_never_counted() throws IOException {
        var request = upgrade("GET", "?EIO=4&transport=websocket", KEY, VERSION, "Content-Length: 20000");

        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((request + "a".repeat(20_000)).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
            assertThat(server.sessions().unproven()).isZero();
        }
    }

    @Test
    void a_query_that_cannot_be_read_is_refused() throws IOException {
        var request = "GET /engine.io/?EIO=4&transport=polling&sid=%zz HTTP/1.1\r\nHost: a\r\n\r\n";

        assertThat(status(request)).isEqualTo("400");
        leavesNothing();
    }

    @Test
    void a_request_for_a_websocket_that_asks_for_none_leaves_the_session_alone() {
        var sid = polls.opens();

        assertThat(polls.get("?EIO=4&transport=websocket&sid=" + sid).body())
                .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(polls.post(Polls.of(sid), "4a").statusCode()).isEqualTo(200);
        assertThat(polls.get(Polls.of(sid)).body()).isEqualTo("4a");
        assertThat(polls.post(Polls.of(sid), "1").statusCode()).isEqualTo(200);
    }
}
