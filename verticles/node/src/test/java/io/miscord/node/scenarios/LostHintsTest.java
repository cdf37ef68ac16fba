package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes that lose every hint they send each other. */
@Tag("system")
@ExtendWith(RealServers.class)
final class LostHintsTest {
    private static final int MESSAGES = 7;
    /** Heads are told each second, and the repair takes the rest. */
    private static final Duration SEEN = Duration.ofMillis(1_500);

    private final Path data = Folders.temporary("lost");
    private NodeProcess first;
    private NodeProcess second;

    @AfterEach
    void stop() {
        Nodes.stop(data, second, first);
    }

    /** Most of them: what else the machine does may hold a single one up. */
    @Test
    void the_last_message_of_a_quiet_channel_is_seen_though_nothing_tells_of_it_and_nothing_follows(Stores stores) {
        String[] lossy = NodeProcess.set(List.of("chaos.dropHints=100"));
        first = NodeProcess.start(data, Nodes.options(stores, lossy));
        var options = new ArrayList<>(List.of(lossy));
        options.addAll(List.of("--join", first.clusterAddress()));
        second = NodeProcess.start(data, Nodes.options(stores, options.toArray(String[]::new)));
        assertThat(first.log()).contains("chaos.dropHints = 100");
        var people = new People(first.url(), second.url());
        var here = people.meet();

        var waits = new ArrayList<Duration>();
        for (int i = 0; i < MESSAGES; i++) {
            here.alice().sends(here.channel(), "quiet " + i);
            long acknowledged = System.nanoTime();
            here.bob().sees("quiet " + i);
            waits.add(Duration.ofNanos(System.nanoTime() - acknowledged));
        }

        here.bob().frames().inOrder();
        waits.sort(null);
        assertThat(waits.get(MESSAGES - 2)).as("all: %s", waits).isLessThan(SEEN);
        // Had a hint come, it would have been seen at once.
        assertThat(waits.getLast()).isGreaterThan(Duration.ofMillis(100));
        people.leave();
    }
}
