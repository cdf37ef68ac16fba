package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The node that started everything is killed; whoever is on the other one goes on. */
@Tag("system")
final class NodeKilledTest {
    private static final int BEFORE = 60;
    private static final int AFTER = 60;

    private final Path data = Folders.temporary("killed");
    private NodeProcess first;
    private NodeProcess second;

    @AfterEach
    void stop() {
        Nodes.stop(data, first, second);
    }

    @Test
    void nothing_acknowledged_is_lost_doubled_or_reordered_and_the_node_comes_back() throws InterruptedException {
        first = NodeProcess.start(data, Nodes.embedded());
        second = NodeProcess.start(data, Nodes.embedded("--join", first.clusterAddress()));
        var people = new People(first.url(), second.url());
        var here = people.meet();
        here.alice().movesTo(second.url()).connects(second.url());
        // Somebody whose socket dies with the node.
        var dave = people.registers("dave", 0);
        dave.joins(here.alice().invites(here.place()));
        dave.connects(first.url());

        var sender = new Sender(here.alice(), here.channel());
        var thread = Thread.ofVirtual().start(sender);
        Eventually.that(() -> sender.acked.size() + " sent", () -> sender.acked.size() >= BEFORE);
        first.kill9();
        int atKill = sender.acked.size();
        Eventually.that(
                () -> "%d sent before the kill, %d now; last refusal %s"
                        .formatted(atKill, sender.acked.size(), sender.refusal),
                () -> sender.acked.size() >= atKill + AFTER);
        sender.stop.set(true);
        thread.join();

        var sent = List.copyOf(sender.acked);
        here.bob().sees(sent.getLast());
        assertThat(here.bob().connection().isOpen())
                .as("sockets of the survivor stay")
                .isTrue();
        here.bob().seesNothingBut(here.channel(), sent.toArray(String[]::new));
        var history = here.bob().history(here.channel());
        assertThat(history.stream().map(message -> message.path("content").asText()))
                .isEqualTo(sent);
        assertThat(history.stream().map(message -> message.path("seq").asLong()))
                .isEqualTo(LongStream.rangeClosed(1, sent.size()).boxed().toList());

        dave.connection().closed();
        dave.movesTo(second.url()).resumes(second.url());
        dave.seesNothingBut(here.channel(), sent.toArray(String[]::new));
        comesBack(people, here);
        people.leave();
    }

    private void comesBack(People people, People.Meeting here) {
        first.startAgain();
        var carol = people.registers("carol", 0);
        carol.joins(here.bob().movesTo(first.url()).invites(here.place()));
        carol.connects(first.url());
        here.alice().sends(here.channel(), "welcome back");
        carol.seesNothingBut(here.channel(), "welcome back");
        carol.sends(here.channel(), "good to be back");
        here.bob().sees("good to be back");
        here.alice().sees("good to be back");
        here.bob().frames().inOrder();
        assertThat(second.isReady()).isTrue();
    }

    /** Sends one message after another, each until it is acknowledged, as a client's outbox does. */
    private static final class Sender implements Runnable {
        private final Person by;
        private final String channel;
        private final AtomicBoolean stop = new AtomicBoolean();
        private final List<String> acked = new CopyOnWriteArrayList<>();
        private volatile String refusal = "none";

        Sender(Person by, String channel) {
            this.by = by;
            this.channel = channel;
        }

        @Override
        public void run() {
            for (int i = 1; !stop.get(); i++) {
                var text = "message " + i;
                while (!sent(text)) {
                    assertThat(by.connection().isOpen()).as(refusal).isTrue();
                }
                acked.add(text);
            }
        }

        private boolean sent(String text) {
            var answer = by.connection()
                    .answer("message:send", Map.of("channelId", channel, "content", text, "nonce", "nonce of " + text));
            if (answer.path("event").asText().equals("ack")) {
                return true;
            }
            refusal = answer.toString();
            assertThat(answer.path("data").path("code").asText()).as(refusal).isEqualTo("unavailable");
            return false;
        }
    }
}
