package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import java.nio.file.Path;
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
    void nothing_acknowledged_is_lost_doubled_or_reordered_and_the_node_comes_back() {
        first = NodeProcess.start(data, Nodes.embedded());
        second = NodeProcess.start(data, Nodes.embedded("--join", first.clusterAddress()));
        var people = new People(first.url(), second.url());
        var here = people.meet();
        here.alice().movesTo(second.url()).connects(second.url());
        // Somebody whose socket dies with the node.
        var dave = people.registers("dave", 0);
        dave.joins(here.alice().invites(here.place()));
        dave.connects(first.url());

        // Somebody who does not come back.
        var erin = people.registers("erin", 0);
        erin.joins(here.alice().invites(here.place()));
        erin.connects(first.url());
        sees(here.bob(), erin, "online");
        var outbox = Outbox.sends(here.alice(), here.channel());
        outbox.sendsMore(BEFORE);
        first.kill9();
        outbox.sendsMore(AFTER);
        var sent = outbox.stop();
        assertThat(outbox.refusals())
                .allSatisfy(refusal ->
                        assertThat(refusal.error().path("code").asText()).isEqualTo("unavailable"));
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
        sees(here.bob(), erin, "offline");
        comesBack(people, here);
        people.leave();
    }

    private static void sees(Person watcher, Person who, String status) {
        watcher.frames()
                .await(
                        "presence:user",
                        () -> who + " " + status,
                        data -> data.path("userId").asText().equals(who.id())
                                && data.path("status").asText().equals(status));
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
}
