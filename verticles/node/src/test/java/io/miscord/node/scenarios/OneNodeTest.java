package io.miscord.node.scenarios;

import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything on one node. */
@Tag("system")
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OneNodeTest
        implements VoiceScenarios,
                ChatScenarios,
                MembershipScenarios,
                ModerationScenarios,
                ImageScenarios,
                SessionScenarios,
                FrameScenarios,
                NotificationScenarios,
                RoleScenarios,
                GroupScenarios,
                OverwriteScenarios {
    private final Path data = Folders.temporary("one");
    private NodeProcess node;
    private People people;
    private Person operator;

    @BeforeAll
    void start(Stores stores) {
        node = NodeProcess.start(data, Nodes.options(stores));
        people = new People(node.url());
        operator = Person.registers(node.url(), "operator");
    }

    @AfterAll
    void stop() {
        Nodes.stop(data, node);
    }

    @Override
    public Person operator() {
        return operator;
    }

    @Override
    public People people() {
        return people;
    }
}
