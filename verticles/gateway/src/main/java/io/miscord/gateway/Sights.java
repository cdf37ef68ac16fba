package io.miscord.gateway;

import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sockets of one hub see of servers. Those who see the same share one set, so that ten thousand sockets in a
 * server of five hundred channels cost one set for each kind of people, and a change is compared once for each kind.
 * Used on the hub's loop.
 */
final class Sights {
    private final Map<Set<StreamId>, SharedSight> shared = new HashMap<>();

    /** The one object for these channels; kept from its first socket to its last. */
    SharedSight of(Set<StreamId> channels) {
        var known = shared.get(channels);
        return known == null ? new SharedSight(channels) : known;
    }

    /** From now on the socket sees this of the server. */
    void give(Viewer viewer, ServerId server, SharedSight seen) {
        var sight = shared.computeIfAbsent(seen.streams, streams -> seen);
        sight.sockets++;
        drop(viewer.has().sights.put(server, sight));
    }

    /** The socket has the server no more; what it saw there, null if it had not. */
    @Nullable
    SharedSight take(Viewer viewer, ServerId server) {
        var sight = viewer.has().sights.remove(server);
        drop(sight);
        return sight;
    }

    /** The socket is gone. */
    void closed(Viewer viewer) {
        var sights = viewer.has().sights;
        sights.values().forEach(this::drop);
        sights.clear();
    }

    /** How many sets there are. */
    int size() {
        return shared.size();
    }

    private void drop(@Nullable SharedSight sight) {
        if (sight != null && --sight.sockets == 0) {
            shared.remove(sight.streams);
        }
    }
}
