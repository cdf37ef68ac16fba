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
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ten thousand clients that come in every way there is, and go without a word: nothing of them stays. */
final class LeakTest {
    private static final int CLIENTS = 10_000;
    private static final int WARM_UP = 2_000;
    private static final long MOST_GROWTH = 4 * 1024 * 1024;
    private static final Timings TIMINGS =
            new Timings(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(500));
    private static final String UPGRADE = "Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final ConformanceServer server =
            ConformanceServer.start(vertx, 0, TIMINGS).await();

    @Test
    void ten_thousand_abrupt_ends_leave_no_session_and_no_memory() throws IOException {
        try {
            comeAndGo(WARM_UP);
            long before = used();
            comeAndGo(CLIENTS);
            // Vert.x keeps what it closed for the 10 s that a goodbye may take.
            Eventually.that(() -> "the heap grew by " + (used() - before), () -> used() - before < MOST_GROWTH);
        } finally {
            vertx.close().await();
        }
    }

    private void comeAndGo(int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            switch (i % 6) {
                case 0 -> says("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n" + UPGRADE, "101");
                case 1 -> says("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n", "200");
                case 2 ->
                    says("GET /socket.io/?EIO=4&transport=polling&sid=" + sid() + " HTTP/1.1\r\nHost: a\r\n\r\n", "");
                case 3 ->
                    says(
                            "POST /socket.io/?EIO=4&transport=polling&sid=" + sid()
                                    + " HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n40",
                            "");
                case 4 ->
                    says(
                            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nContent-Length: 9\r\n" + UPGRADE,
                            "400");
                default ->
                    says("GET /socket.io/?EIO=4&transport=websocket&sid=" + sid() + " HTTP/1.1\r\n" + UPGRADE, "101");
            }
        }
        Eventually.that(
                () -> server.sessions().size() + " sessions, "
                        + server.sessions().unproven() + " counted",
                () -> server.sessions().size() == 0
                        && server.sessions().unproven() == 0
                        && server.sessions().unprovenAddresses() == 0);
    }

    /** A session of polls that began just now. */
    private String sid() throws IOException {
        var answer = says("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n", "200");
        int from = answer.indexOf("\"sid\":\"") + "\"sid\":\"".length();
        return answer.substring(from, answer.indexOf('"', from));
    }

    /** Says this on a connection of its own, reads an answer of this status if one is awaited, and breaks it off. */
    private String says(String request, String status) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoLinger(true, 0);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            if (status.isEmpty()) {
                return "";
            }
            var bytes = new byte[2_048];
            int length = socket.getInputStream().read(bytes);
            var answer = new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            return answer;
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
