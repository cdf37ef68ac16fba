package io.miscord.node.scenarios;

import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes that both do everything: whoever meets is on different ones. */
@Tag("system")
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoNodesTest implements ChatScenarios, MembershipScenarios, SessionScenarios {
    private final Path data = Folders.temporary("two");
    private NodeProcess first;
    private NodeProcess second;
    private People people;

    @BeforeAll
    void start(Stores stores) {
        first = NodeProcess.start(data, Nodes.options(stores));
        second = NodeProcess.start(data, Nodes.options(stores, "--join", first.clusterAddress()));
        people = new People(first.url(), second.url());
    }

    @AfterAll
    void stop() {
        Nodes.stop(data, second, first);
    }

    @Override
    public People people() {
        return people;
    }
}
