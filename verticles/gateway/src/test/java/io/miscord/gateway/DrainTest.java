package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Refusal;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Welcome;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that leaves, and requests that wait for what is away. */
final class DrainTest {
    private static final UserId ALICE = new UserId(UuidV7.next());
    private static final Map<String, String> DELETE = Map.of("messageId", new MessageId(UuidV7.next()).toString());

    private final SessionId session = new SessionId(UuidV7.next());
    private GatewayServer gateway = new GatewayServer(Map.of(), settings -> settings.answering(Duration.ofSeconds(1)));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void who_is_still_being_let_in_is_told_when_to_come_elsewhere() {
        Promise<Welcome> never = Promise.promise();
        gateway.owners.answer(StreamAsk.Hello.class, ask -> never.future());
        var silent = gateway.opens();
        var alice = gateway.opens();
        alice.asks("authenticate", Map.of("token", gateway.token(ALICE, session)));
        Eventually.that(
                () -> "not asked",
                () -> !gateway.owners.asked(StreamAsk.Hello.class).isEmpty());
        gateway.leaves();
        for (var socket : List.of(silent, alice)) {
            assertThat(socket.closed().code()).isEqualTo(1001);
            assertThat(socket.frames().of("reconnect"))
                    .singleElement()
                    .satisfies(
                            told -> assertThat(told.path("data").path("afterMs").asLong(-1))
                                    .isNotNegative());
        }
    }

    @Test
    void answers_are_waited_for_by_the_clock_however_busy_the_loop_is() {
        welcomes();
        Promise<Answer.Changed> never = Promise.promise();
        gateway.owners.answer(MessageAsk.Delete.class, ask -> never.future());
        var alice = gateway.enters(ALICE, session);
        alice.asks("message:delete", DELETE);
        Eventually.that(
                () -> "not asked",
                () -> !gateway.owners.asked(MessageAsk.Delete.class).isEmpty());
        gateway.slowsDown(150);
        long start = System.nanoTime();
        gateway.leaves();
        assertThat(alice.closed().code()).isEqualTo(1001);
        // Fifty looks of the loop, if those were counted, would be over seven seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofMillis(7_000));
    }

    @Test
    void while_a_sync_waits_for_postgresql_the_same_socket_is_answered() {
        welcomes();
        Promise<Answer.Replay> never = Promise.promise();
        gateway.owners.answer(StreamAsk.Since.class, ask -> never.future());
        gateway.owners.answer(
                MessageAsk.Delete.class,
                ask -> Future.failedFuture(ProblemException.later(1, Refusal.NOT_ANSWERING, "database")));
        var alice = gateway.enters(ALICE, session);
        var sync = alice.asks("sync", Map.of("stream", StreamId.of(ALICE).toString(), "after", 5));
        Eventually.that(
                () -> "not asked",
                () -> !gateway.owners.asked(StreamAsk.Since.class).isEmpty());
        assertThat(alice.refusal("message:delete", DELETE).path("retryAfter").asInt())
                .isEqualTo(1);
        assertThat(sync).isNotDone();
        never.complete(new Answer.Replay(StreamId.of(ALICE), List.of(), 0, true));
        assertThat(sync)
                .succeedsWithin(Duration.ofSeconds(20))
                .matches(frame -> frame.path("event").asText().equals("ack"));
    }

    private void welcomes() {
        gateway.owners.answer(
                StreamAsk.Hello.class,
                ask -> Future.succeededFuture(
                        Welcomes.of(ask.by().user(), Map.of(StreamId.of(ask.by().user()), 0L))));
    }
}
