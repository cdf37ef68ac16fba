package io.miscord.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.node.scenarios.Nodes;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Seed;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ten people do whatever comes to their minds, one after the other, over HTTP and sockets of two nodes. Every answer is
 * the one that the model expects, nobody is ever sent what the model forbids, and at every checkpoint everybody sees
 * exactly the model. {@code -Dmiscord.acts} says how many acts.
 */
@Tag("system")
@ExtendWith(RealServers.class)
final class CommunityModelTest {
    private static final System.Logger LOG = System.getLogger(CommunityModelTest.class.getName());
    private static final int PEOPLE = 10;
    private static final int ACTS = Integer.getInteger("miscord.acts", 3_000);
    private static final int BETWEEN_CHECKPOINTS = 500;

    @Test
    void the_community_is_the_model_of_it(Stores stores) {
        var seed = Seed.announced();
        var data = Folders.temporary("model");
        NodeProcess second = null;
        var first = NodeProcess.start(data, Nodes.options(stores));
        try {
            second = NodeProcess.start(data, Nodes.options(stores, "--join", first.clusterAddress()));
            var nodes = List.of(first.url(), second.url());
            var random = seed.random();
            var players = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> new Player("player" + i, nodes, random))
                    .toList();
            play(new World(seed, random, players, () -> allAreTold(stores)));
        } finally {
            Nodes.stop(data, second, first);
        }
    }

    /** What people are still to be told of stands in the database until they have been. */
    private static void allAreTold(Stores stores) {
        Eventually.that(
                () -> "somebody is still to be told of a message",
                () -> stores.query("SELECT message_id::text FROM pending_notices LIMIT 1")
                        .isEmpty());
    }

    private static void play(World world) {
        var acts = new Acts(world);
        var checkpoint = new Checkpoint(world);
        acts.begin();
        for (int act = 1; act <= ACTS; act++) {
            world.next();
            acts.one();
            world.witness.look();
            world.players.forEach(world.witness::heard);
            if (act % BETWEEN_CHECKPOINTS == 0 || act == ACTS) {
                checkpoint.check();
                LOG.log(System.Logger.Level.INFO, "{0} acts, {1} frames looked at", act, world.witness.looked());
            }
        }
        world.players.forEach(Player::leaves);
        LOG.log(System.Logger.Level.INFO, "{0} acts, {1} frames looked at; {2}", ACTS, world.witness.looked(), acts);
        assertThat(acts.never()).as("acts that never succeeded").isEmpty();
    }
}
