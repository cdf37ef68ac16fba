package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.embedded.EmbeddedServers.Kind;
import io.miscord.testkit.BreakableServers;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.Http;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL or Redis freezes, or dies and comes back: two nodes and their people get over it. */
@Tag("system")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StoresGoneTest {
    private static final int SENDERS = 6;
    private static final int CHANNELS = 3;
    /** Longer than it takes until the breaker opens, so that refusals by the clock and by the breaker are both seen. */
    private static final Duration FROZEN = Duration.ofSeconds(9);

    private static final Duration GONE = Duration.ofSeconds(6);
    private static final Duration RECOVERY = Duration.ofSeconds(40);

    private final BreakableServers servers = new BreakableServers();
    private final Path data = Folders.temporary("stores-gone");
    private NodeProcess one;
    private NodeProcess two;
    private People people;
    private People.Meeting here;
    private List<String> channels;
    private final List<Person> authors = new ArrayList<>();
    private final List<Outbox> outboxes = new ArrayList<>();

    @BeforeAll
    void start() {
        one = NodeProcess.start(data, Nodes.options(servers.stores()));
        two = NodeProcess.start(data, Nodes.options(servers.stores(), "--join", one.clusterAddress()));
    }

    @AfterAll
    void stop() {
        Nodes.stop(data, two, one);
        servers.close();
    }

    @BeforeEach
    void meet() {
        people = new People(one.url(), two.url());
        here = people.meet();
        channels = new ArrayList<>(List.of(here.channel()));
        while (channels.size() < CHANNELS) {
            channels.add(here.alice().createsChannel(here.place(), "room-" + channels.size()));
        }
        var invite = here.alice().invites(here.place());
        for (int i = 0; i < SENDERS; i++) {
            var author = people.registers("author" + i, i);
            author.joins(invite);
            authors.add(author.connects(people.gateway(i)));
            outboxes.add(Outbox.sends(author, channels.get(i % CHANNELS)));
        }
        outboxes.forEach(outbox -> outbox.sendsMore(3));
    }

    @AfterEach
    void leave() {
        for (var server : Kind.values()) {
            servers.thaw(server);
        }
        servers.startAgain();
        people.leave();
        authors.clear();
        outboxes.clear();
    }

    @Test
    void while_postgres_is_frozen_sends_are_refused_in_time_and_all_arrive_once_afterwards() {
        servers.freeze(Kind.POSTGRES);
        long since = System.nanoTime();
        outboxes.forEach(outbox -> outbox.isRefused(1));
        refusedByHttpInTime();
        passes(since, FROZEN);
        assertThat(new Http(one.url()).get("/health/live").status()).isEqualTo(200);
        servers.thaw(Kind.POSTGRES);
        allIsStoredOnce();
    }

    @Test
    void when_postgres_is_killed_and_comes_back_all_arrive_once() {
        servers.kill9(Kind.POSTGRES);
        outboxes.forEach(outbox -> outbox.isRefused(2));
        servers.startAgain();
        allIsStoredOnce();
    }

    @Test
    void with_redis_gone_nobody_is_cut_off_and_sends_work_and_limits_are_each_nodes_own() {
        servers.kill9(Kind.REDIS);
        long since = System.nanoTime();
        outboxes.forEach(outbox -> outbox.sendsMore(20));
        var guessed = people.registers("guessed", 0);
        var wrong = Map.of("login", guessed.username(), "password", "wrong, and long enough");
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 6; i++) {
            statuses.add(guessed.http().post("/api/auth/login", wrong).status());
        }
        assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429);
        passes(since, GONE);
        for (var node : List.of(one, two)) {
            assertThat(new Http(node.url()).get("/health/live").status()).isEqualTo(200);
            assertThat(new Http(node.url()).get("/health/ready").status()).isEqualTo(200);
        }
        outboxes.forEach(outbox -> outbox.sendsMore(20));
        assertThat(outboxes).allSatisfy(outbox -> assertThat(outbox.refusals()).isEmpty());

        servers.startAgain();
        // Bob's node has told the new Redis, which knew nothing, and Alice's node asks it again.
        Eventually.within(
                RECOVERY,
                () -> "bob, on the other node, is " + statusOfBob() + " to alice",
                () -> statusOfBob().equals("online"));

        servers.freeze(Kind.REDIS);
        outboxes.forEach(outbox -> outbox.sendsMore(20));
        assertThat(outboxes).allSatisfy(outbox -> assertThat(outbox.refusals()).isEmpty());
        servers.thaw(Kind.REDIS);
        allIsStoredOnce();
    }

    private String statusOfBob() {
        return here.alice()
                .http()
                .get("/api/users/" + here.bob().id() + "/presence")
                .json()
                .path("status")
                .asText();
    }

    private void refusedByHttpInTime() {
        long before = System.nanoTime();
        var reply = here.alice()
                .http()
                .with("Idempotency-Key", "by-http")
                .post("/api/channels/" + here.channel() + "/messages", Map.of("content", "by http"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isIn("1", "2");
    }

    /** Every refusal was in time and says when to try again; what was acknowledged is there once, in order. */
    private void allIsStoredOnce() {
        outboxes.forEach(outbox -> outbox.sendsMore(5));
        var sent = outboxes.stream().map(Outbox::stop).toList();
        for (var outbox : outboxes) {
            assertThat(outbox.refusals()).allSatisfy(refusal -> {
                assertThat(refusal.after()).as(refusal.toString()).isLessThan(Duration.ofSeconds(2));
                assertThat(refusal.error().path("code").asText()).isEqualTo("unavailable");
                assertThat(refusal.error().path("retryAfter").asInt()).isIn(1, 2);
            });
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            var id = channels.get(channel);
            var history = here.bob().history(id);
            var texts = history.stream()
                    .map(message -> message.path("content").asText())
                    .filter(text -> !text.equals("by http"))
                    .toList();
            for (int i = channel; i < SENDERS; i += CHANNELS) {
                var author = authors.get(i).toString();
                assertThat(texts.stream().filter(text -> text.startsWith(author)))
                        .containsExactlyElementsOf(sent.get(i));
            }
            assertThat(texts)
                    .hasSize(sent.get(channel).size()
                            + sent.get(channel + CHANNELS).size());
            assertThat(history.stream().map(message -> message.path("seq").asLong()))
                    .isEqualTo(LongStream.rangeClosed(1, history.size()).boxed().toList());
            // Those on the other node's sockets, none of which was closed, have seen each once and in order.
            here.bob()
                    .seesNothingBut(
                            id,
                            history.stream()
                                    .map(message -> message.path("content").asText())
                                    .toArray(String[]::new));
        }
        assertThat(here.alice().connection().isOpen()).isTrue();
        assertThat(here.bob().connection().isOpen()).isTrue();
    }

    private static void passes(long since, Duration time) {
        Eventually.within(
                time.plusSeconds(1), () -> "time stands still", () -> System.nanoTime() - since > time.toNanos());
    }
}
