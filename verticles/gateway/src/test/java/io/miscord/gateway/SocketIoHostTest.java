package io.miscord.gateway;

import static io.miscord.gateway.SocketIoNodes.ALICE;
import static io.miscord.gateway.SocketIoNodes.address;
import static io.miscord.gateway.SocketIoNodes.connected;
import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.gateway.socketio.Polls;
import io.miscord.testkit.Eventually;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may begin a session of Socket.IO, and how many from one address, as a proxy before the gateway tells it. */
final class SocketIoHostTest {
    private static final String MANY = "203.0.113.7";
    private static final String OTHER = "203.0.113.8";
    private static final String PER_ADDRESS = "gateway.accepts.perAddress.";

    private final SocketIoNodes nodes = new SocketIoNodes();

    @AfterEach
    void stop() {
        nodes.close();
    }

    private static HttpResponse<String> from(String address, Polls polls) {
        return polls.says("GET", "?EIO=4&transport=polling", "", "X-Forwarded-For", address);
    }

    @Test
    void an_address_begins_sessions_at_its_pace() {
        var node = nodes.node(
                "http.trustedProxies", "127.0.0.1", PER_ADDRESS + "perSecond", "1", PER_ADDRESS + "burst", "2");
        var polls = new Polls(address(node));
        int begun = 0;
        var answer = from(MANY, polls);
        while (answer.statusCode() == 200) {
            assertThat(++begun).isLessThan(50);
            answer = from(MANY, polls);
        }

        assertThat(begun).isGreaterThanOrEqualTo(2);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(answer.body()).isEqualTo("{\"code\":3,\"message\":\"Too many requests\"}");
        assertThat(from(OTHER, polls).statusCode()).isEqualTo(200);
    }

    @Test
    void an_address_has_few_sessions_whose_client_is_nobody() {
        var node = nodes.node("http.trustedProxies", "127.0.0.1", PER_ADDRESS + "unauthenticated", "2");
        var polls = new Polls(address(node));
        assertThat(from(MANY, polls).statusCode()).isEqualTo(200);
        assertThat(from(MANY, polls).statusCode()).isEqualTo(200);

        var refused = from(MANY, polls);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(from(OTHER, polls).statusCode()).isEqualTo(200);
    }

    @Test
    void this_machine_s_own_sessions_are_not_counted_by_address() {
        var node = nodes.node(
                PER_ADDRESS + "perSecond", "1", PER_ADDRESS + "burst", "2", PER_ADDRESS + "unauthenticated", "2");
        var polls = new Polls(address(node));
        for (int i = 0; i < 10; i++) {
            polls.opens();
        }
    }

    @Test
    void those_who_are_in_and_those_who_are_nobody_yet_take_no_places_of_each_other() {
        var node = nodes.node("gateway.maxConnections", "2");
        var polls = new Polls(address(node));
        try (var alice = nodes.enters(node, ALICE)) {
            connected(alice);
            polls.opens();
            var last = polls.opens();
            assertThat(polls.get("?EIO=4&transport=polling").statusCode()).isEqualTo(503);
            assertThat(polls.post(Polls.of(last), "1").statusCode()).isEqualTo(200);
            Eventually.that(
                    () -> "no place of who is gone",
                    () -> polls.get("?EIO=4&transport=polling").statusCode() == 200);
        }
    }
}
