package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three nodes are stopped and started one after another while people write: nobody sees an error. */
@Tag("system")
@ExtendWith(RealServers.class)
final class RollingRestartTest {
    private static final Logger LOG = LoggerFactory.getLogger(RollingRestartTest.class);
    private static final int WRITERS = 6;

    private final Path data = Folders.temporary("rolling");
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    @AfterEach
    void stop() {
        Nodes.stop(data, nodes.toArray(NodeProcess[]::new));
    }

    @Test
    void no_client_sees_an_error_and_nothing_is_lost_doubled_or_reordered(Stores stores) throws InterruptedException {
        var first = NodeProcess.start(data, Nodes.options(stores));
        nodes.add(first);
        for (int i = 0; i < 2; i++) {
            nodes.add(NodeProcess.start(data, Nodes.options(stores, "--join", first.clusterAddress())));
        }
        var urls = nodes.stream().map(NodeProcess::url).toList();
        var people = new People(urls.toArray(String[]::new));
        var alice = people.registers("alice", 0);
        var place = alice.createsServer("Engines");
        var code = alice.invites(place);
        var clients = new ArrayList<Client>();
        for (int i = 0; i < WRITERS; i++) {
            var person = people.registers("writer" + i, i);
            person.joins(code);
            clients.add(new Client(person, place.channelId(), urls, i));
        }
        var threads = clients.stream().map(Thread.ofVirtual()::start).toList();
        Eventually.that(() -> "writing", () -> clients.stream().allMatch(client -> client.acked.size() > 20));
        for (var node : nodes) {
            assertThat(node.terminate()).as(node.log()).isIn(0, 143);
            node.startAgain();
        }
        int before = clients.stream().mapToInt(client -> client.acked.size()).sum();
        Eventually.that(
                () -> "writing again",
                () -> clients.stream().mapToInt(client -> client.acked.size()).sum() > before + 60);
        stop.set(true);
        // Those who write never pause: whoever gets nothing for a while is given nothing.
        clients.forEach(client -> client.silence = client.by.frames().longestSilence());
        for (var thread : threads) {
            thread.join();
        }
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.errors).as(client.by.toString()).isEmpty();
            assertThat(client.moves.get()).as("it was sent elsewhere").isPositive();
        });
        check(clients, alice, place.channelId());
        people.leave();
    }

    private static void check(List<Client> clients, Person alice, String channel) {
        var history = alice.history(channel);
        assertThat(history.stream().map(message -> message.path("seq").asLong()))
                .isEqualTo(LongStream.rangeClosed(1, history.size()).boxed().toList());
        var texts = history.stream()
                .map(message -> message.path("content").asText())
                .toList();
        assertThat(texts).doesNotHaveDuplicates();
        for (var client : clients) {
            assertThat(texts.stream().filter(text -> text.startsWith(client.name + " ")))
                    .isEqualTo(client.acked);
            client.by.sees(texts.getLast());
            client.by.frames().inOrder();
            assertThat(client.by.frames().texts(channel)).isEqualTo(texts);
        }
        LOG.info(
                "rolling restart: messages={} longest wait for an ack={} ms, longest time without a message={} ms",
                texts.size(),
                clients.stream().mapToLong(client -> client.longestMs).max().orElseThrow(),
                clients.stream()
                        .mapToLong(client -> client.silence.toMillis())
                        .max()
                        .orElseThrow());
    }

    /** Writes one message after another, and goes where it is sent, as a client does. */
    private final class Client implements Runnable {
        private final Person by;
        private final String channel;
        private final List<String> urls;
        private final String name;
        private final List<String> acked = new CopyOnWriteArrayList<>();
        private final List<String> errors = new CopyOnWriteArrayList<>();
        private int node;
        private final AtomicInteger moves = new AtomicInteger();
        private volatile long longestMs;
        private Duration silence = Duration.ZERO;

        Client(Person by, String channel, List<String> urls, int node) {
            this.by = by;
            this.channel = channel;
            this.urls = urls;
            this.node = node;
            this.name = "w" + node;
            by.connects(urls.get(node % urls.size()));
        }

        @Override
        public void run() {
            for (int i = 1; !stop.get(); i++) {
                var text = name + " " + i;
                long started = System.nanoTime();
                while (!sent(text)) {
                    goElsewhere();
                }
                longestMs = Math.max(longestMs, (System.nanoTime() - started) / 1_000_000);
                acked.add(text);
            }
        }

        private boolean sent(String text) {
            CompletableFuture<JsonNode> answer;
            try {
                answer = by.connection()
                        .asks("message:send", Map.of("channelId", channel, "content", text, "nonce", text));
            } catch (AssertionError closed) {
                return lost();
            }
            try {
                var frame = answer.join();
                if (!frame.path("event").asText().equals("ack")) {
                    errors.add(frame.toString());
                }
                return frame.path("event").asText().equals("ack");
            } catch (RuntimeException closed) {
                return lost();
            }
        }

        private boolean lost() {
            var how = by.connection().closed();
            if (how.code() != 1001 || by.frames().of("reconnect").isEmpty()) {
                errors.add(how.toString());
            }
            return false;
        }

        /** To the next node that takes it: one that is away, or about to leave, does not. */
        private void goElsewhere() {
            if (by.connection().isOpen()) {
                return; // an error frame: the same again
            }
            moves.incrementAndGet();
            for (int tries = 0; ; tries++) {
                try {
                    by.resumes(urls.get(++node % urls.size()));
                    return;
                } catch (Connection.Refused | CompletionException away) {
                    assertThat(tries).as(away.toString()).isLessThan(1_000);
                }
            }
        }
    }
}
