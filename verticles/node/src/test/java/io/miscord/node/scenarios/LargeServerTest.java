package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.Place;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long things take in a large server with people online on two nodes. What is asserted is far from what is wanted,
 * since a busy machine multiplies all of it: work that grows with the members would be seen even so. On a quiet one,
 * {@code -Dmiscord.large.p50=200 -Dmiscord.large.p99=200} assert what is wanted.
 */
@Tag("system")
@ExtendWith(RealServers.class)
final class LargeServerTest {
    private static final Logger LOG = LoggerFactory.getLogger(LargeServerTest.class);
    private static final int ONLINE = Integer.getInteger("miscord.large.online", 100);
    private static final int TIMES = Integer.getInteger("miscord.large.times", 30);
    private static final Duration MEDIAN = Duration.ofMillis(Integer.getInteger("miscord.large.p50", 1_000));
    private static final Duration P99 = Duration.ofMillis(Integer.getInteger("miscord.large.p99", 5_000));
    private static final int AT_ONCE = 8;
    private static final int WARM = 10;

    private final Path data = Folders.temporary("large");
    private final Audience audience = new Audience();
    private NodeProcess first;
    private NodeProcess second;

    @AfterEach
    void stop() {
        audience.close();
        Nodes.stop(data, second, first);
    }

    @Test
    void everything_in_a_large_server_is_done_soon(Stores stores) throws Exception {
        first = NodeProcess.start(data, Nodes.options(stores));
        second = NodeProcess.start(data, Nodes.options(stores, "--join", first.clusterAddress()));
        var owner = Person.registers(first.url(), "owner");
        var place = owner.createsServer("Large");
        var online = all(IntStream.range(0, ONLINE)
                .<Callable<Person>>mapToObj(i -> () -> Person.registers(node(i), "online"))
                .toList());
        LargeServer.fill(stores, place, online);
        var took = new ArrayList<Took>();
        took.add(opening(online));
        took.add(reading(place, online));
        var role = LargeServer.role(stores, place);
        var hidden = LargeServer.hiddenFrom(stores, place, online);
        // Nodes that have just started are slow at first: what everybody does all the time has been done before.
        calling(owner, place, TIMES);
        showing(owner, role, hidden, WARM);
        took.addAll(calling(owner, place, TIMES));
        took.addAll(allowing(owner, role, TIMES));
        took.addAll(showing(owner, role, hidden, TIMES / 2));
        took.forEach(it -> LOG.info("large server, {} online: {}", ONLINE, it));
        assertThat(took).allSatisfy(it -> {
            assertThat(it.at(50)).as("%s", it).isLessThan(MEDIAN);
            assertThat(it.at(99)).as("%s", it).isLessThan(P99);
        });
    }

    /** How long something took, each time. */
    private record Took(String what, List<Duration> times) {
        Duration at(int percent) {
            var sorted = times.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }

        @Override
        public String toString() {
            return "%s: p50 %d ms, p90 %d ms, p99 %d ms of %d"
                    .formatted(what, at(50).toMillis(), at(90).toMillis(), at(99).toMillis(), times.size());
        }
    }

    /** Half come together; of the others each is measured. */
    private Took opening(List<Person> online) throws Exception {
        all(IntStream.range(0, ONLINE / 2)
                .<Callable<Duration>>mapToObj(i -> () -> enters(online, i))
                .toList());
        var times = IntStream.range(ONLINE / 2, ONLINE)
                .mapToObj(i -> enters(online, i))
                .toList();
        return new Took("a socket opens", times);
    }

    private Duration enters(List<Person> online, int i) {
        return audience.enters(i, node(i), online.get(i).accessToken());
    }

    private Took reading(Place place, List<Person> online) {
        var times = new ArrayList<Duration>();
        for (int i = 0; i < TIMES * 2; i++) {
            var http = online.get(i % ONLINE).http();
            long since = System.nanoTime();
            http.get("/api/servers/" + place.serverId()).expect(200);
            times.add(Duration.ofNanos(System.nanoTime() - since));
        }
        return new Took("a server is read", times);
    }

    private List<Took> calling(Person owner, Place place, int times) {
        var answered = new ArrayList<Duration>();
        var reached = new ArrayList<Duration>();
        for (int i = 0; i < times; i++) {
            var text = "@everyone number " + i + ".";
            var awaited = audience.await(text, number -> 1);
            long since = System.nanoTime();
            owner.http()
                    .post("/api/channels/" + place.channelId() + "/messages", Map.of("content", text))
                    .expect(201);
            answered.add(Duration.ofNanos(System.nanoTime() - since));
            reached.add(Audience.last(awaited, since));
        }
        return List.of(new Took("@everyone is sent", answered), new Took("@everyone has reached all", reached));
    }

    /** A role of a third of all members gains and loses a permission that shows nobody more. */
    private List<Took> allowing(Person owner, String role, int times) {
        return changing("what a role allows", owner, role, "ADD_REACTIONS", times, event -> "role:updated", i -> 1);
    }

    /** The same role shows all hidden channels to its members, and hides them again. */
    private List<Took> showing(Person owner, String role, List<Integer> hidden, int times) {
        return changing(
                "what a role shows",
                owner,
                role,
                "ADMINISTRATOR",
                times,
                given -> given ? "channel:created" : "channel:removed",
                hidden::get);
    }

    private List<Took> changing(
            String what,
            Person owner,
            String role,
            String permission,
            int times,
            Function<Boolean, String> event,
            IntUnaryOperator frames) {
        var answered = new ArrayList<Duration>();
        var reached = new ArrayList<Duration>();
        for (int i = 0; i < times; i++) {
            boolean given = i % 2 == 0;
            var awaited = audience.await("\"event\":\"%s\"".formatted(event.apply(given)), frames);
            long since = System.nanoTime();
            owner.http()
                    .put(role, Map.of("permissions", given ? List.of("SPEAK", permission) : List.of("SPEAK")))
                    .expect(200);
            answered.add(Duration.ofNanos(System.nanoTime() - since));
            reached.add(Audience.last(awaited, since));
        }
        return List.of(new Took(what + " is changed", answered), new Took(what + " has reached all", reached));
    }

    private String node(int i) {
        return i % 2 == 0 ? first.url() : second.url();
    }

    private static <T> List<T> all(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var done = new ArrayList<T>();
            for (var one : threads.invokeAll(work)) {
                done.add(one.get());
            }
            return done;
        }
    }
}
