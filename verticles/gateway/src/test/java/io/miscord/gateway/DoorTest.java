package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.UserId;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.Eventually;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may open a socket, and how many from one address, as a proxy before the gateway tells it. */
final class DoorTest {
    private static final String MANY = "203.0.113.7";
    private static final String OTHER = "203.0.113.8";
    private static final String PER_ADDRESS = "gateway.accepts.perAddress.";

    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayServer gateway;

    @AfterEach
    void stop() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    private void start(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("http.trustedProxies", "127.0.0.1"));
        all.putAll(settings);
        gateway = new GatewayServer(all, same -> same);
    }

    private RawSocket from(String address) throws IOException {
        var socket = RawSocket.from(address, gateway);
        sockets.add(socket);
        return socket;
    }

    @Test
    void one_address_cannot_keep_the_others_out() throws IOException {
        start(Map.of(
                PER_ADDRESS + "perSecond",
                "1",
                PER_ADDRESS + "burst",
                "3",
                "gateway.accepts.perSecond",
                "1",
                "gateway.accepts.burst",
                "6"));
        for (int i = 0; i < 3; i++) {
            assertThat(from(MANY).answer).startsWith("HTTP/1.1 101");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(from(MANY).answer).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after: 1\r\n");
        }
        assertThat(from(OTHER).answer).startsWith("HTTP/1.1 101");
        assertThat(gateway.meters.document("test", List.of()).toString()).contains("rateLimited=20");
    }

    @Test
    void addresses_that_one_network_has_all_of_are_one() throws IOException {
        start(Map.of(PER_ADDRESS + "perSecond", "1", PER_ADDRESS + "burst", "2"));
        assertThat(from("2001:db8:0:1::1").answer).startsWith("HTTP/1.1 101");
        assertThat(from("2001:db8:0:1::2").answer).startsWith("HTTP/1.1 101");
        assertThat(from("2001:db8:0:1:ffff::3").answer).startsWith("HTTP/1.1 429");
        assertThat(from("2001:db8:0:2::1").answer).startsWith("HTTP/1.1 101");
    }

    @Test
    void who_has_not_said_who_they_are_takes_a_place_from_their_neighbours_alone() throws IOException {
        start(Map.of(PER_ADDRESS + "unauthenticated", "2"));
        Promise<io.miscord.contract.Welcome> never = Promise.promise();
        gateway.owners.answer(StreamAsk.Hello.class, ask -> never.future());
        var first = from(MANY);
        var second = from(MANY);
        assertThat(second.answer).startsWith("HTTP/1.1 101");
        assertThat(from(MANY).answer).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after: 5\r\n");
        assertThat(from(OTHER).answer).startsWith("HTTP/1.1 101");
        var token = gateway.token(new UserId(UuidV7.next()), new SessionId(UuidV7.next()));
        first.says("{\"event\":\"authenticate\",\"data\":{\"token\":\"" + token + "\"}}");
        Eventually.that(() -> "no place of who is known", () -> isLetIn(MANY));
        second.close();
        Eventually.that(() -> "no place of who is gone", () -> isLetIn(MANY));
        assertThat(from(MANY).answer).startsWith("HTTP/1.1 429");
    }

    @Test
    void an_upgrade_with_a_body_is_refused_and_takes_no_place() throws IOException {
        start(Map.of("gateway.maxConnections", "1"));
        for (var body : List.of("Content-Length: 8200", "Content-Length: 5", "Transfer-Encoding: chunked")) {
            try (var socket = RawSocket.with(body + "\r\n", gateway)) {
                assertThat(socket.answer).as(body).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close");
            }
        }
        assertThat(from(OTHER).answer).startsWith("HTTP/1.1 101");
    }

    @Test
    void who_is_turned_away_leaves_no_place_taken() throws IOException {
        start(Map.of(
                PER_ADDRESS + "unauthenticated",
                "3",
                "gateway.accepts.perSecond",
                "1",
                "gateway.accepts.burst",
                "1",
                "gateway.maxConnections",
                "4"));
        assertThat(from(MANY).answer).startsWith("HTTP/1.1 101");
        for (int i = 0; i < 10; i++) {
            assertThat(from(MANY).answer).startsWith("HTTP/1.1 503");
        }
        for (int i = 0; i < 2; i++) {
            Eventually.that(() -> "no place", () -> isLetIn(MANY));
        }
        Eventually.that(() -> "it is not their number", () -> from429(MANY));
        Eventually.that(() -> "no place of another", () -> isLetIn(OTHER));
        Eventually.that(() -> "the node is not full", () -> isFull(OTHER));
    }

    @Test
    void this_machine_s_own_sockets_are_not_counted_by_address() {
        start(Map.of(PER_ADDRESS + "perSecond", "1", PER_ADDRESS + "burst", "2", PER_ADDRESS + "unauthenticated", "2"));
        for (int i = 0; i < 10; i++) {
            gateway.opens();
        }
    }

    private boolean isLetIn(String address) {
        return answers(address, "HTTP/1.1 101");
    }

    private boolean from429(String address) {
        return answers(address, "HTTP/1.1 429");
    }

    private boolean isFull(String address) {
        return answers(address, "HTTP/1.1 503")
                && sockets.getLast().answer.toLowerCase(java.util.Locale.ROOT).contains("retry-after: 5");
    }

    private boolean answers(String address, String start) {
        try {
            return from(address).answer.startsWith(start);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
