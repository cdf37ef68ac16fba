package io.miscord.gateway;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The seats whose sockets are at a node, or were a moment ago: by participant, and by call, so that what happens in one
 * costs nothing in the others. Used by one thread at a time.
 */
final class CallSeats {
    private final Map<ParticipantId, CallSeat> all = new HashMap<>();
    private final Map<ChannelId, Set<CallSeat>> byCall = new HashMap<>();

    /** A seat is there, in place of one that the same participant had. */
    void put(CallSeat seat) {
        var former = all.put(seat.place.participant(), seat);
        if (former != null) {
            leaves(former);
        }
        byCall.computeIfAbsent(seat.place.channel(), call -> new HashSet<>()).add(seat);
    }

    /** A seat is not there any more; nothing, when another one has its place. */
    void remove(CallSeat seat) {
        if (all.remove(seat.place.participant(), seat)) {
            leaves(seat);
        }
    }

    private void leaves(CallSeat seat) {
        byCall.computeIfPresent(seat.place.channel(), (call, its) -> {
            its.remove(seat);
            return its.isEmpty() ? null : its;
        });
    }

    /** A participant's seat; null when there is none. */
    @Nullable
    CallSeat get(ParticipantId participant) {
        return all.get(participant);
    }

    /** The seats in a call, as they are now: whoever walks them may remove them. */
    List<CallSeat> in(ChannelId call) {
        return List.copyOf(byCall.getOrDefault(call, Set.of()));
    }

    /** All of them, as they are at any time. */
    Collection<CallSeat> all() {
        return Collections.unmodifiableCollection(all.values());
    }
}
