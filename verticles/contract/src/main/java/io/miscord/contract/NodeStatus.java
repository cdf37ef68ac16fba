package io.miscord.contract;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself to all, each second: who is there, what runs where, and the figures that the cluster's
 * totals are made of. It is also the node's canary: a node that does not hear its own has lost the bus.
 *
 * @param node the node's id
 * @param incarnation when this process started, to tell a restarted node from its former self
 * @param verticles the kinds of verticles it runs
 * @param connections sockets of clients that it holds
 * @param leaving true once it has begun to stop
 * @param figures its load; null from a node of a release that tells none
 */
public record NodeStatus(
        String node,
        Instant incarnation,
        Set<String> verticles,
        int connections,
        boolean leaving,
        @Nullable NodeFigures figures)
        implements BusMessage {
    public NodeStatus {
        verticles = Set.copyOf(verticles);
    }
}
