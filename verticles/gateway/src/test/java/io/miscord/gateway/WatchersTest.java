package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Account;
import io.miscord.contract.Answer;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskId;
import io.miscord.contract.TaskKind;
import io.miscord.contract.TaskStatus;
import io.miscord.contract.UserId;
import io.miscord.contract.Welcome;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.FlatSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The monitoring socket, while the test speaks for the owners. */
final class WatchersTest {
    private static final UserId ALICE = new UserId(UuidV7.next());
    private static final UserId BOB = new UserId(UuidV7.next());
    private static final UserId OPERATOR = new UserId(UuidV7.next());

    private final GatewayServer gateway = new GatewayServer(Map.of("monitoring.public", "true"), settings -> settings);

    @BeforeEach
    void owners() {
        gateway.owners.answer(
                StreamAsk.Hello.class,
                ask -> Future.succeededFuture(welcome(ask.by().user())));
        gateway.owners.answer(
                TaskAsk.Visible.class,
                ask -> Future.succeededFuture(new Answer.Listing<>(
                        ALICE.equals(ask.by().user()) ? List.of(task(ALICE, 7)) : List.of(), null)));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_task_is_told_to_whom_it_belongs_and_to_operators() {
        try (var alice = watches(ALICE);
                var bob = watches(BOB);
                var operator = watches(OPERATOR);
                var unnamed = FlatSocket.open(gateway.url(), "/ws?user_id=x")) {
            unnamed.await("connection_status");
            gateway.bus.announce(List.of(new EphemeralEvent.TaskUpdated(task(ALICE, 42))));
            gateway.bus.announce(List.of(new EphemeralEvent.TaskUpdated(task(null, 43))));
            gateway.bus.announce(List.of(new EphemeralEvent.TaskUpdated(task(BOB, 44))));
            alice.await("sync_update");
            bob.await("sync_update");
            operator.await("sync_update", told -> told.at("/data/progress").asInt() == 44);
            for (var socket : List.of(alice, bob, unnamed)) {
                int told = socket.of("metrics_update").size();
                socket.await(
                        "metrics_update", next -> socket.of("metrics_update").size() > told + 1);
            }
            assertThat(alice.of("sync_update"))
                    .singleElement()
                    .satisfies(told ->
                            assertThat(told.at("/data/progress").asInt()).isEqualTo(42));
            assertThat(bob.of("sync_update")).hasSize(1);
            assertThat(operator.of("sync_update")).hasSize(3);
            assertThat(unnamed.of("sync_update")).isEmpty();
        }
    }

    @Test
    void who_asks_is_told_of_their_tasks() {
        try (var alice = watches(ALICE);
                var bob = watches(BOB)) {
            alice.says("get_sync_status");
            assertThat(alice.await("sync_status").at("/data/tasks/0/progress").asInt())
                    .isEqualTo(7);
            bob.says("get_sync_status");
            assertThat(bob.await("sync_status").at("/data/tasks")).isEmpty();
        }
    }

    @Test
    void who_has_not_subscribed_to_tasks_is_not_told_of_them() {
        try (var alice = watches(ALICE)) {
            alice.says("subscribe", Map.of("events", List.of("metrics_update")));
            alice.await("connection_status", told -> told.at("/data/events").size() == 1);
            gateway.bus.announce(List.of(new EphemeralEvent.TaskUpdated(task(ALICE, 42))));
            int told = alice.of("metrics_update").size();
            alice.await("metrics_update", next -> alice.of("metrics_update").size() > told + 1);
            assertThat(alice.of("sync_update")).isEmpty();
        }
    }

    @Test
    void the_last_subscription_holds_though_an_earlier_one_is_answered_later() {
        Promise<Answer.Heads> late = Promise.promise();
        gateway.owners.answer(StreamAsk.Heads.class, ask -> late.future());
        try (var alice = watches(ALICE)) {
            alice.says("subscribe", Map.of("events", List.of("metrics_update")));
            alice.says("subscribe", Map.of("events", List.of("metrics_update", "notification")));
            alice.says("subscribe", Map.of("events", List.of("sync_update")));
            alice.says("ping");
            alice.await("pong"); // the node has read them all
            late.complete(new Answer.Heads("e", Map.of()));
            alice.await(
                    "connection_status", told -> alice.of("connection_status").size() == 4);
            assertThat(alice.of("connection_status")
                            .getLast()
                            .at("/data/events")
                            .toString())
                    .isEqualTo("[\"sync_update\"]");
        }
    }

    @Test
    void a_task_that_has_ended_is_never_told_to_run() {
        try (var alice = watches(ALICE)) {
            var running = task(ALICE, 42);
            gateway.bus.announce(List.of(new EphemeralEvent.TaskUpdated(running)));
            gateway.bus.announce(List.of(new EphemeralEvent.TaskUpdated(ended(running))));
            gateway.bus.announce(List.of(new EphemeralEvent.TaskUpdated(running)));
            gateway.bus.announce(List.of(new EphemeralEvent.TaskUpdated(task(ALICE, 7))));
            alice.await("sync_update", told -> told.at("/data/progress").asInt() == 7);
            assertThat(alice.of("sync_update"))
                    .extracting(told -> told.at("/data/status").asText())
                    .containsExactly("running", "cancelled", "running");
        }
    }

    private static Task ended(Task task) {
        return new Task(
                task.id(),
                task.kind(),
                TaskStatus.CANCELLED,
                task.progress(),
                task.processedItems(),
                task.totalItems(),
                null,
                task.createdBy(),
                task.createdAt(),
                null,
                Instant.now(),
                null,
                null);
    }

    @Test
    void who_watches_counts_apart_from_who_talks_and_is_forgotten_when_they_go() {
        var alice = watches(ALICE);
        assertThat(gateway.meters.connections()).isZero();
        assertThat(gateway.meters.scrape("text/plain")).contains("miscord_watchers 1.0");
        alice.close();
        Eventually.that(
                () -> "still there", () -> gateway.meters.scrape("text/plain").contains("miscord_watchers 0.0"));
        assertThat(gateway.meters.connections()).isZero();
    }

    private FlatSocket watches(UserId who) {
        var socket = FlatSocket.open(gateway.url(), "/ws?token=" + gateway.token(who, new SessionId(UuidV7.next())));
        socket.await("connection_status");
        return socket;
    }

    private static Task task(@Nullable UserId by, int progress) {
        return new Task(
                new TaskId(UuidV7.next()),
                TaskKind.EXPORT,
                TaskStatus.RUNNING,
                progress,
                progress,
                100,
                null,
                by,
                Instant.now(),
                null,
                null,
                null,
                null);
    }

    private static Welcome welcome(UserId user) {
        var now = Instant.now();
        var account =
                new Account(user, "x", "X", null, null, null, null, now, "x@example.org", true, user.equals(OPERATOR));
        return new Welcome(
                account,
                List.of(),
                List.of(),
                Map.of(StreamId.of(user), 0L),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                "e");
    }
}
