package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.FlatSocket;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much the sockets of the previous generation may say at once. */
final class FrameAllowanceTest {
    private static final int BURST = 5;

    private final UserId alice = new UserId(UuidV7.next());
    private final GatewayServer gateway = new GatewayServer(
            Map.of("gateway.framesPerSecond", "1", "gateway.frameBurst", Integer.toString(BURST)),
            settings -> settings);

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** Who comes to seven others has an offer and some candidates for each. */
    @Test
    void a_call_has_three_times_as_much_to_say_as_any_other_socket() {
        var server = new ServerId(UuidV7.next());
        var channel = new ChannelId(UuidV7.next());
        var positions = Map.of(StreamId.of(alice), 0L, StreamId.of(server), 0L, StreamId.of(channel), 0L);
        var welcome = Welcomes.of(alice, positions, server, 1, Set.of(channel));
        gateway.owners.answer(StreamAsk.Hello.class, ask -> Future.succeededFuture(welcome));
        try (var call = opens("voice/" + channel);
                var other = opens("notifications")) {
            for (int i = 0; i < 2 * BURST; i++) {
                call.says("ping");
                other.says("ping");
            }
            other.await("error", frame -> frame.path("code").asText().equals("rate_limited"));
            Eventually.that(
                    () -> "not all heard: " + call.all(), () -> call.of("pong").size() == 2 * BURST);
            assertThat(call.of("error")).isEmpty();
        }
    }

    private FlatSocket opens(String path) {
        var token = gateway.token(alice, new SessionId(UuidV7.next()));
        return FlatSocket.open(gateway.url(), "/ws/legacy/" + path + "?token=" + token);
    }
}
