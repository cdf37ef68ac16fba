package io.miscord.node.scenarios;

import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each verticle alone on a node of its own. */
@Tag("system")
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OneVerticleEachTest implements VoiceScenarios, ChatScenarios, MembershipScenarios, SessionScenarios {
    private final Path data = Folders.temporary("each");
    private NodeProcess persistence;
    private NodeProcess api;
    private NodeProcess gateway;
    private NodeProcess voice;
    private People people;

    @BeforeAll
    void start(Stores stores) {
        persistence = NodeProcess.start(data, Nodes.options(stores, "--verticles", "persistence"));
        api = joined(stores, "api");
        gateway = joined(stores, "gateway");
        voice = joined(stores, "voice");
        List.of(api, gateway, voice).forEach(NodeProcess::ready);
        people = new People(List.of(api.url()), List.of(gateway.url()));
    }

    private NodeProcess joined(Stores stores, String verticle) {
        return NodeProcess.launch(
                data, Nodes.options(stores, "--verticles", verticle, "--join", persistence.clusterAddress()));
    }

    @AfterAll
    void stop() {
        Nodes.stop(data, voice, gateway, api, persistence);
    }

    @Override
    public People people() {
        return people;
    }
}
