package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Starts that come to nothing: the operator is told why, the process ends, and nothing is left running. */
@Tag("system")
final class FailedStartTest {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final Path data = Folders.temporary("failed-start");
    private NodeProcess node;

    @AfterEach
    void stop() {
        Nodes.stop(data, node);
    }

    @Test
    void a_port_that_is_taken_is_named_and_nothing_is_started_or_written() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            node = NodeProcess.launch(data, Nodes.embedded("--port", "" + taken.getLocalPort()));
            ended();
            assertThat(node.terminate()).isEqualTo(1);
            assertThat(node.log()).contains("http.port").contains("127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(data.resolve("cluster")).doesNotExist();
        assertThat(data.resolve("postgres")).doesNotExist();
    }

    @Test
    void stores_that_are_configured_and_not_there_end_the_start() {
        node = NodeProcess.launch(
                data,
                Nodes.embedded(
                        "--set",
                        "database.url=postgresql://127.0.0.1:1/miscord",
                        "--set",
                        "redis.url=redis://127.0.0.1:1"));
        ended();
        assertThat(node.terminate()).isEqualTo(1);
        assertThat(node.log()).contains("The node cannot start").contains("127.0.0.1:1");
    }

    @Test
    void a_node_that_is_told_to_stop_while_it_starts_leaves_no_servers() {
        node = NodeProcess.launch(data, Nodes.embedded());
        Eventually.within(WAIT, node::log, () -> !servers().isEmpty());
        node.terminate();
        assertThat(servers()).isEmpty();
    }

    @Test
    void a_node_that_finds_nobody_to_join_says_so() {
        node = NodeProcess.start(data, Nodes.embedded("--join", "127.0.0.1:1"));
        Eventually.within(WAIT, node::log, () -> node.log().contains("Nobody of [127.0.0.1:1] answers"));
    }

    private void ended() {
        Eventually.within(WAIT, () -> "it still runs:\n" + node.log(), () -> !node.isAlive());
    }

    /** The processes that work below the data directory. */
    private List<Long> servers() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    try {
                        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"))
                                .startsWith(data.toAbsolutePath());
                    } catch (IOException e) {
                        return false; // it ended, or is not ours to look at
                    }
                })
                .toList();
    }
}
