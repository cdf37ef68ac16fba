package io.miscord.platform.bus;

import io.miscord.contract.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of the cluster as their own words show them. Pure; used by one thread at a time. */
final class Peers {
    private record Seen(NodeStatus status, Instant at) {}

    private final Duration silence;
    private final Map<String, Seen> seen = new HashMap<>();

    Peers(Duration silence) {
        this.silence = silence;
    }

    /** Takes a node's word; true when the node, or this incarnation of it, is new. */
    boolean heard(NodeStatus status, Instant now) {
        var before = seen.put(status.node(), new Seen(status, now));
        return before == null || !before.status().incarnation().equals(status.incarnation());
    }

    /** Forgets the nodes that have been silent for too long, and returns their ids. */
    List<String> expire(Instant now) {
        var gone = seen.entrySet().stream()
                .filter(entry -> entry.getValue().at().plus(silence).isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(seen::remove);
        return gone;
    }

    /** Forgets a node that is known to be gone. */
    void remove(String node) {
        seen.remove(node);
    }

    /** What the nodes last said. */
    Collection<NodeStatus> all() {
        return seen.values().stream().map(Seen::status).toList();
    }
}
