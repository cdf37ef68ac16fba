package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.FlatSocket;
import io.miscord.testkit.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The monitoring socket, on two nodes, of which the second tells everybody how it is. */
interface MonitorScenarios {
    People people();

    /** Who may see all. */
    Person operator();

    private FlatSocket watches(Person person, int node) {
        return FlatSocket.open(people().gateway(node), "/ws?token=" + person.accessToken());
    }

    @Test
    default void who_watches_is_told_who_they_are_and_the_load_of_the_cluster_each_second() {
        var alice = people().registers("alice", 0);
        try (var watch = watches(alice, 0)) {
            var status = watch.await("connection_status").path("data");
            assertThat(status.path("status").asText()).isEqualTo("connected");
            assertThat(status.path("user_id").asText()).isEqualTo(alice.id());
            var metrics = watch.await(
                    "metrics_update", told -> watch.of("metrics_update").size() >= 3);
            assertThat(metrics.path("timestamp").asText()).endsWith("Z");
            assertThat(metrics.at("/data/cluster/status").asText()).isEqualTo("up");
            assertThat(metrics.at("/data/cluster/nodes").asInt()).isEqualTo(2);
            assertThat(metrics.at("/data/cluster/event_loop_lag_ms").isNumber()).isTrue();
            assertThat(metrics.path("data").has("nodes"))
                    .as("for operators alone")
                    .isFalse();
            watch.says("ping");
            watch.await("pong");
            watch.says("shout");
            assertThat(watch.await("error").at("/data/message").asText()).contains("type");
        }
    }

    @Test
    default void an_operator_is_told_of_every_node() {
        try (var watch = watches(operator(), 1)) {
            var nodes = watch.await(
                            "metrics_update",
                            told -> told.at("/data/nodes/0/watchers").asInt()
                                            + told.at("/data/nodes/1/watchers").asInt()
                                    == 1)
                    .at("/data/nodes");
            assertThat(nodes).hasSize(2);
            for (var node : nodes) {
                assertThat(node.path("id").asText()).isNotEmpty();
                assertThat(node.path("memory_bytes").asLong()).isGreaterThan(10_000_000);
                assertThat(node.at("/breakers/redis").asText()).isEqualTo("closed");
                assertThat(node.at("/breakers/postgres").asText()).isEqualTo("closed");
                assertThat(node.path("verticles").toString()).contains("gateway");
            }
        }
    }

    @Test
    default void connections_are_told_exactly_and_whoever_watches_is_none() {
        var alice = people().registers("alice", 0);
        try (var first = watches(alice, 0);
                var second = watches(alice, 1)) {
            var before = settled(first);
            var devices = new ArrayList<Connection>();
            for (int i = 0; i < 20; i++) {
                devices.add(alice.anotherDevice(people().gateway(i)));
            }
            comesTo(first, before + 20);
            comesTo(second, before + 20);
            devices.subList(0, 7).forEach(Connection::close);
            comesTo(first, before + 13);
            comesTo(second, before + 13);
        }
    }

    /** How many connections there are, once those of the tests before are gone. */
    private int settled(FlatSocket watch) {
        return Eventually.get(() -> "no three figures alike in a row: " + connections(watch), () -> {
            var told = connections(watch);
            var last = told.subList(Math.max(0, told.size() - 3), told.size());
            return last.size() == 3 && last.stream().distinct().count() == 1
                    ? Optional.of(last.getLast())
                    : Optional.empty();
        });
    }

    private static List<Integer> connections(FlatSocket watch) {
        return watch.of("metrics_update").stream()
                .map(told -> told.at("/data/cluster/connections").asInt())
                .toList();
    }

    private static void comesTo(FlatSocket watch, int connections) {
        Eventually.that(
                () -> "not " + connections + " connections: " + connections(watch),
                () -> connections(watch).getLast() == connections);
    }

    @Test
    default void messages_are_told_as_a_load_tool_counts_them() throws InterruptedException {
        var here = people().meet();
        try (var watch = watches(here.bob(), 1)) {
            long before = last(watch, "messages").asLong();
            var load = new Load(here, 25);
            load.runs();
            var rates = new ArrayList<Double>();
            watch.of("metrics_update")
                    .forEach(told -> rates.add(
                            told.at("/data/cluster/messages_per_second").asDouble()));
            var steady = rates.subList(rates.size() - 4, rates.size()).stream()
                    .sorted()
                    .toList();
            assertThat((steady.get(1) + steady.get(2)) / 2)
                    .as("of " + rates)
                    .isCloseTo(load.perSecond(), withinPercentage(5));
            Eventually.that(
                    () -> "%d messages before, %d acknowledged since, now %s"
                            .formatted(before, load.acknowledged(), last(watch, "messages")),
                    () -> last(watch, "messages").asLong() == before + load.acknowledged());
            assertThat(last(watch, "deliveries_per_second").asDouble()).isPositive();
            assertThat(last(watch, "latency_p99").asDouble()).isPositive();
        }
    }

    private static JsonNode last(FlatSocket watch, String figure) {
        watch.await("metrics_update");
        return watch.of("metrics_update").getLast().at("/data/cluster/" + figure);
    }

    /** Two people who each write so often a second, for ten seconds; and what is answered. */
    final class Load {
        private static final int SECONDS = 10;

        private final People.Meeting here;
        private final int each;
        private final AtomicInteger acknowledged = new AtomicInteger();
        private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private double perSecond;

        Load(People.Meeting here, int each) {
            this.here = here;
            this.each = each;
        }

        void runs() throws InterruptedException {
            try (var pace = Executors.newSingleThreadScheduledExecutor()) {
                long start = System.nanoTime();
                var sent = new AtomicInteger();
                var ticking = pace.scheduleAtFixedRate(
                        () -> {
                            says(here.alice(), sent.incrementAndGet());
                            says(here.bob(), sent.incrementAndGet());
                        },
                        0,
                        1_000_000 / each,
                        TimeUnit.MICROSECONDS);
                Eventually.that(() -> sent + " sent", () -> sent.get() >= 2 * each * SECONDS);
                ticking.cancel(false);
                perSecond = acknowledged.get() / ((System.nanoTime() - start) / 1e9);
                Eventually.that(() -> acknowledged + " of " + sent, () -> acknowledged.get() == sent.get());
            }
            assertThat(failures).isEmpty();
        }

        private void says(Person person, int number) {
            person.connection()
                    .asks("message:send", Map.of("channelId", here.channel(), "content", "load " + number))
                    .whenComplete((answer, failure) -> {
                        if (failure == null && answer.path("event").asText().equals("ack")) {
                            acknowledged.incrementAndGet();
                        } else {
                            failures.add(new AssertionError(answer + " " + failure));
                        }
                    });
        }

        int acknowledged() {
            return acknowledged.get();
        }

        double perSecond() {
            return perSecond;
        }
    }

    @Test
    default void a_subscription_says_what_comes_and_news_are_not_lost_in_between() {
        var alice = people().registers("alice", 0);
        try (var watch = watches(alice, 1)) {
            watch.await("metrics_update");
            watch.says("subscribe", Map.of("events", List.of("sync_update")));
            watch.await("connection_status", told -> told.at("/data/events").size() == 1);
            alice.createsServer("Quiet");
            int told = watch.of("metrics_update").size();
            watch.says("subscribe", Map.of("events", List.of("notification", "metrics_update")));
            var news = watch.await("notification");
            assertThat(news.at("/data/event").asText()).isEqualTo("server:joined");
            assertThat(news.at("/data/data/server/name").asText()).isEqualTo("Quiet");
            watch.await("metrics_update", more -> watch.of("metrics_update").size() > told);
            watch.says("subscribe", Map.of("events", List.of("secrets")));
            assertThat(watch.await("error").at("/data/code").asText()).isEqualTo("invalid");
        }
    }

    @Test
    default void who_has_not_signed_in_sees_the_load_where_that_is_allowed_and_nothing_else() {
        try (var refused = FlatSocket.open(people().gateway(0), "/ws?user_id=somebody");
                var wrong = FlatSocket.open(people().gateway(1), "/ws?token=nonsense&user_id=somebody");
                var watch = FlatSocket.open(people().gateway(1), "/ws?user_id=somebody")) {
            assertThat(refused.closed().code()).isEqualTo(4501);
            assertThat(wrong.closed().code()).isEqualTo(4501);
            assertThat(watch.await("connection_status").at("/data/user_id").isNull())
                    .isTrue();
            var metrics = watch.await("metrics_update");
            assertThat(metrics.path("data").has("nodes")).isFalse();
            watch.says("get_sync_status");
            assertThat(watch.await("error").at("/data/message").asText()).isEqualTo("Sign in first.");
            watch.says("subscribe", Map.of("events", List.of("notification")));
            watch.await("error", told -> watch.of("error").size() == 2);
            assertThat(watch.of("sync_status")).isEmpty();
            assertThat(watch.isOpen()).isTrue();
        }
    }

    @Test
    default void who_only_watches_is_not_online() {
        var here = people().meet();
        var carol = people().registers("carol", 1);
        carol.joins(here.alice().invites(here.place()));
        try (var watch = watches(carol, 1)) {
            watch.await("metrics_update");
            var status = here.alice()
                    .http()
                    .get("/api/users/" + carol.id() + "/presence")
                    .expect(200)
                    .path("status")
                    .asText();
            assertThat(status).isEqualTo("offline");
        }
    }
}
