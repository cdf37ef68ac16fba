package io.miscord.gateway;

import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a socket has of the world. Used on its hub's loop. */
final class Holdings {
    /** Where it is in every stream that it has. */
    final Map<StreamId, Subscription> streams = new HashMap<>();
    /** Per server, what its person sees of it; given and taken by {@link Sights} alone. */
    final Map<ServerId, SharedSight> sights = new HashMap<>();
    /** Channels whose calls have changed while it could not be told of that. */
    final Set<StreamId> callsUntold = new HashSet<>();
}
