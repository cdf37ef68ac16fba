package io.miscord.gateway;

import io.miscord.contract.StreamId;
import java.util.Set;

/** The channels of a server that somebody sees, one object for all who see the same: see {@link Sights}. */
final class SharedSight {
    /** The channels' streams; never changed. */
    final Set<StreamId> streams;
    /** How many sockets have it. */
    int sockets;

    SharedSight(Set<StreamId> streams) {
        this.streams = Set.copyOf(streams);
    }
}
