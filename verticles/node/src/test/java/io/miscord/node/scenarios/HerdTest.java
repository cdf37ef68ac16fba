package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.Http;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Seed;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node dies with many sockets on it: all come back elsewhere, evenly, and ask PostgreSQL for little. */
@Tag("system")
@ExtendWith(RealServers.class)
final class HerdTest {
    private static final Logger LOG = LoggerFactory.getLogger(HerdTest.class);
    private static final int SOCKETS = Integer.getInteger("miscord.herd", 400);
    private static final int PEOPLE = 40;
    private static final int RATE = Integer.getInteger("miscord.herd.rate", 100);
    private static final int BURST = 20;
    private static final int OVERLOADED = 4013;

    private final Path data = Folders.temporary("herd");
    private NodeProcess first;
    private NodeProcess second;

    @AfterEach
    void stop() {
        Nodes.stop(data, first, second);
    }

    @Test
    void a_node_s_people_are_live_again_within_the_announced_spread(Stores stores) throws InterruptedException {
        var settings = NodeProcess.set(List.of(
                "gateway.accepts.perSecond=" + RATE, "gateway.accepts.burst=" + BURST, "gateway.maxConnections=20000"));
        first = NodeProcess.start(data, Nodes.options(stores, settings));
        second = NodeProcess.start(data, Nodes.options(stores, with(settings, "--join", first.clusterAddress())));
        var people = new People(first.url(), second.url());
        var here = people.meet();
        var code = here.alice().invites(here.place());
        var crowd = new ArrayList<Person>();
        for (int i = 0; i < PEOPLE; i++) {
            var person = people.registers("p" + i, 1);
            person.joins(code);
            crowd.add(person);
        }
        var seed = Seed.announced();
        var clients = new ArrayList<Client>();
        for (int i = 0; i < SOCKETS; i++) {
            clients.add(new Client(crowd.get(i % PEOPLE), here.channel(), new Random(seed.value() + i)));
        }
        all(clients, client -> client.comes(second.url(), false));
        here.alice().sends(here.channel(), "before");
        clients.forEach(client -> Eventually.that(() -> "not seen: before", () -> client.saw("before")));
        // Who came early was told of a small herd; the node tells them anew as it grows.
        long announced = SOCKETS * 1_250L / RATE;
        long told = announced * 4 / 5 - 500;
        clients.forEach(
                client -> Eventually.that(() -> "told of " + client.spreadMs(), () -> client.spreadMs() >= told));
        here.bob().close();
        long fetchesBefore = fetches();
        second.kill9();
        var missed = ChatScenarios.numbered("missed", 20);
        ChatScenarios.acked(ChatScenarios.sendsAtOnce(here.alice(), here.channel(), missed));
        clients.forEach(client -> client.delayMs = client.random.nextLong(client.spreadMs()));
        var stalls = new Stalls();
        long start = System.nanoTime();
        all(clients, client -> client.comes(first.url(), true));
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        long stalledMs = stalls.end();
        here.alice().sends(here.channel(), "after");
        clients.forEach(client -> Eventually.that(() -> "not seen: after", () -> client.saw("after")));
        clients.forEach(client -> {
            client.connection.frames().inOrder();
            assertThat(client.connection.frames().texts(here.channel())).containsSubsequence(missed);
        });
        long fetched = fetches() - fetchesBefore;
        long refusals = clients.stream().mapToLong(client -> client.refusals).sum();
        LOG.info(
                "{} sockets live again: took={} ms announced={} ms stalled={} ms refused={} fetched={} {}",
                SOCKETS,
                tookMs,
                announced,
                stalledMs,
                refusals,
                fetched,
                seed);
        assertThat(tookMs).as("no faster than the pace").isGreaterThanOrEqualTo((SOCKETS - BURST) * 1_000L / RATE);
        assertThat(tookMs).as("announced: " + announced).isLessThan(announced + 3_000 + stalledMs);
        requirePace(clients, stalledMs);
        // The channel, the server, and each person's own stream at most.
        assertThat(fetched).isLessThanOrEqualTo(PEOPLE + 2L);
        people.leave();
        clients.forEach(client -> client.connection.drop());
    }

    /** In no second more were taken in than the bucket has; when somebody here was late to see it is allowed for. */
    private static void requirePace(List<Client> clients, long stalledMs) {
        var opened = clients.stream().map(client -> client.openedAt).sorted().toList();
        int from = 0;
        for (int to = 0; to < opened.size(); to++) {
            while (opened.get(to) - opened.get(from) > 1_000) {
                from++;
            }
            assertThat(to - from + 1).isLessThanOrEqualTo(BURST + (int) ((1_500 + stalledMs) * RATE / 1_000));
        }
    }

    /** Counts the time that this machine let nothing run, or its clients wait, which is not the nodes' doing. */
    private static final class Stalls {
        private static final long STEP_MS = 10;
        private static final long NOTHING_MS = 20;

        private final AtomicLong stalledMs = new AtomicLong();
        private final Thread watch = Thread.ofPlatform().daemon().start(this::watches);

        private void watches() {
            try {
                while (true) {
                    long start = System.nanoTime();
                    TimeUnit.MILLISECONDS.sleep(STEP_MS);
                    long late = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) - STEP_MS;
                    stalledMs.addAndGet(late > NOTHING_MS ? late : 0);
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        long end() {
            watch.interrupt();
            return stalledMs.get();
        }
    }

    private static String[] with(String[] settings, String... more) {
        var all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Questions for missed events that the first node has asked PostgreSQL. */
    private long fetches() {
        return new Http(first.url())
                .with("Accept", "text/plain")
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("miscord_stream_fetches"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private interface Step {
        void take(Client client) throws InterruptedException;
    }

    private static void all(List<Client> clients, Step step) throws InterruptedException {
        var failures = new CopyOnWriteArrayList<Throwable>();
        var threads = clients.stream()
                .map(client -> Thread.ofVirtual().start(() -> {
                    try {
                        step.take(client);
                    } catch (Throwable failure) {
                        failures.add(failure);
                    }
                }))
                .toList();
        for (var thread : threads) {
            assertThat(thread.join(Duration.ofMinutes(3))).isTrue();
        }
        assertThat(failures).isEmpty();
    }

    /** One socket of somebody's, and how it comes back. */
    private static final class Client {
        private final Person person;
        private final String channel;
        private final Random random;
        private @Nullable Connection connection;
        private long delayMs;
        private long openedAt;
        private int refusals;

        Client(Person person, String channel, Random random) {
            this.random = random;
            this.person = person;
            this.channel = channel;
        }

        /** Comes after its delay, and again each time that it is refused, backing off as it was told. */
        void comes(String node, boolean resumes) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(delayMs);
            var before = connection;
            for (long wait = 250; ; wait = Math.min(wait * 2, 4_000)) {
                try {
                    connection = before == null ? Connection.open(node, "") : Connection.openAgain(node, before);
                    openedAt = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
                    break;
                } catch (Connection.Refused | CompletionException refused) {
                    refusals++;
                    TimeUnit.MILLISECONDS.sleep(random.nextLong(wait) + 1);
                }
            }
            var hello = resumes
                    ? Map.of(
                            "token",
                            person.accessToken(),
                            "resume",
                            Map.of(
                                    "epoch",
                                    before.frames().epoch().orElseThrow(),
                                    "positions",
                                    before.frames().positions()))
                    : Map.of("token", person.accessToken());
            try {
                connection.authenticate(hello);
            } catch (AssertionError notLetIn) {
                if (connection.isOpen() || connection.closed().code() != OVERLOADED) {
                    throw notLetIn;
                }
                refusals++;
                connection = before;
                delayMs = random.nextLong(2_000);
                comes(node, resumes);
                return;
            }
            if (resumes) {
                Eventually.that(
                        () -> "not resumed",
                        () -> !connection.frames().of("resumed").isEmpty());
            }
        }

        boolean saw(String text) {
            return connection.frames().texts(channel).contains(text);
        }

        long spreadMs() {
            var told = connection.frames().of("reconnect:policy");
            var policy = told.isEmpty()
                    ? connection
                            .frames()
                            .of("authenticated")
                            .getLast()
                            .path("data")
                            .path("reconnect")
                    : told.getLast().path("data");
            return policy.path("spreadMs").asLong();
        }
    }
}
