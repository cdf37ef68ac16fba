package io.miscord.voice;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.RoomState;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceSeat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The seats that one node's voice has to do with, in memory: what there is while Redis does not answer. It knows those
 * whose leases pass through it, and of the others in a room what the gateway says that it knows. It counts no
 * revisions. Used by one virtual-thread context, and never waits.
 */
final class LocalRooms {
    /** What is not renewed for this long is no longer known here. */
    private static final long KNOWN_MS = 60_000;

    private static final Rooms.Step UNCOUNTED = new Rooms.Step(-1, 0);

    private final Map<ChannelId, Map<ParticipantId, Known>> rooms = new HashMap<>();
    private final Map<ChannelId, Set<ParticipantId>> dirty = new HashMap<>();

    /** A seat; its session is empty where another node's voice gave it. */
    private record Known(UserId user, String session, VoiceSeat seat, Flags flags, long at) {
        Known with(Flags changed, long now) {
            var seen = seat.participant();
            var as = changed.seen(seen.participantId(), user, seen.joinedAt());
            return new Known(user, session, new VoiceSeat(as, seat.node()), changed, now);
        }
    }

    /** Somebody has this seat. */
    void put(Rooms.NewSeat seat, long now) {
        var place = seat.place();
        var seen = seat.flags().seen(place.participant(), seat.user(), seat.joinedAt());
        var known = new Known(seat.user(), place.session(), new VoiceSeat(seen, seat.node()), seat.flags(), now);
        rooms.computeIfAbsent(place.channel(), channel -> new LinkedHashMap<>()).put(place.participant(), known);
    }

    /** Somebody has come back to a seat with this session, and these are the seats of the call. */
    void returned(VoicePlace place, List<VoiceSeat> seats, long now) {
        learn(place.channel(), seats, now);
        rooms.getOrDefault(place.channel(), Map.of())
                .computeIfPresent(
                        place.participant(),
                        (who, known) -> new Known(known.user(), place.session(), known.seat(), known.flags(), now));
    }

    /** Seats are still taken; what nobody says so of any more is forgotten. */
    void renew(List<VoiceAsk.Renewal> seats, long now) {
        for (var renewal : seats) {
            var room = rooms.get(renewal.place().channel());
            var known = room == null ? null : room.get(renewal.place().participant());
            if (room != null && known != null) {
                room.put(
                        renewal.place().participant(),
                        new Known(known.user(), renewal.place().session(), known.seat(), known.flags(), now));
            }
        }
        rooms.values().forEach(room -> room.values().removeIf(known -> now - known.at() > KNOWN_MS));
        rooms.values().removeIf(Map::isEmpty);
        dirty.keySet().retainAll(rooms.keySet());
    }

    /** Takes a seat, as far as there is room among those whom the gateway knows to be there too. */
    Optional<Rooms.Taken> join(Rooms.NewSeat seat, int capacity, List<VoiceSeat> others, long now) {
        var place = seat.place();
        learn(place.channel(), others, now);
        var room = rooms.getOrDefault(place.channel(), Map.of());
        long taken = room.values().stream()
                .filter(known -> !known.user().equals(seat.user()))
                .count();
        if (capacity > 0 && taken >= capacity) {
            return Optional.empty();
        }
        var former = former(seat);
        put(seat, now);
        return Optional.of(new Rooms.Taken(UNCOUNTED, former, seat.flags()));
    }

    /** The seat of a session that this node knows. */
    Optional<Rooms.Resumed> resume(ChannelId channel, UserId user, String session, String node, long after, long now) {
        for (var known : rooms.getOrDefault(channel, Map.of()).entrySet()) {
            var it = known.getValue();
            if (it.user().equals(user) && it.session().equals(session)) {
                known.setValue(new Known(user, session, new VoiceSeat(it.seat().participant(), node), it.flags(), now));
                return Optional.of(new Rooms.Resumed(known.getKey(), UNCOUNTED, after, List.of()));
            }
        }
        return Optional.empty();
    }

    /** Where a signal goes: without a number, which the node of the target gives. */
    Optional<Rooms.Delivery> signal(VoicePlace from, VoiceAsk.Outgoing signal) {
        var room = rooms.getOrDefault(from.channel(), Map.of());
        var sender = room.get(from.participant());
        if (sender == null || !sender.session().equals(from.session())) {
            return Optional.empty();
        }
        if (signal.target().equals(from.participant())) {
            return Optional.of(new Rooms.Delivery(0, null));
        }
        var target = room.get(signal.target());
        // The gateway has heard of who came back at another node.
        var node = signal.node() != null || target == null
                ? signal.node()
                : target.seat().node();
        return Optional.of(new Rooms.Delivery(0, node));
    }

    /** Ends a seat. */
    Optional<Rooms.Ended> leave(ChannelId channel, ParticipantId participant, @Nullable String session) {
        var known = known(channel, participant, session);
        if (known == null) {
            return Optional.empty();
        }
        rooms.computeIfPresent(channel, (its, room) -> {
            room.remove(participant);
            return room.isEmpty() ? null : room;
        });
        return Optional.of(new Rooms.Ended(known.user(), UNCOUNTED));
    }

    /** Changes flags, of which Redis has told or is to tell. */
    void note(ChannelId channel, ParticipantId participant, @Nullable String session, Flags.Change change, long now) {
        var known = known(channel, participant, session);
        if (known != null) {
            rooms.getOrDefault(channel, Map.of())
                    .put(participant, known.with(known.flags().with(change), now));
        }
    }

    /** Changes flags, of which nobody else tells. */
    Optional<Rooms.Flagged> flag(
            ChannelId channel, ParticipantId participant, @Nullable String session, Flags.Change change, long now) {
        var known = known(channel, participant, session);
        if (known == null) {
            return Optional.empty();
        }
        note(channel, participant, session, change, now);
        var after = known.flags().with(change);
        var changed = dirty.computeIfAbsent(channel, its -> new HashSet<>());
        boolean first = changed.isEmpty();
        changed.add(participant);
        return Optional.of(new Rooms.Flagged(first, known.flags(), after));
    }

    /** Takes what changed. */
    Optional<Rooms.Flushed> flush(ChannelId channel) {
        var changed = dirty.remove(channel);
        var room = rooms.getOrDefault(channel, Map.of());
        var seats = changed == null
                ? List.<VoiceSeat>of()
                : changed.stream()
                        .map(room::get)
                        .filter(Objects::nonNull)
                        .map(Known::seat)
                        .toList();
        return seats.isEmpty() ? Optional.empty() : Optional.of(new Rooms.Flushed(UNCOUNTED, seats));
    }

    /** All that is known of a room: of no revision, so that nobody takes it for the whole. */
    RoomState room(ChannelId channel, int capacity) {
        var seats = rooms.getOrDefault(channel, Map.of()).values().stream()
                .map(Known::seat)
                .toList();
        return new RoomState(channel, -1, capacity, seats);
    }

    /** A seat of this session, or of whichever if that is null. */
    private @Nullable Known known(ChannelId channel, ParticipantId participant, @Nullable String session) {
        var known = rooms.getOrDefault(channel, Map.of()).get(participant);
        return known == null || (session != null && !known.session().equals(session)) ? null : known;
    }

    private Rooms.@Nullable Former former(Rooms.NewSeat seat) {
        for (var room : rooms.entrySet()) {
            for (var known : room.getValue().entrySet()) {
                if (known.getValue().user().equals(seat.user())
                        && !known.getKey().equals(seat.place().participant())) {
                    return new Rooms.Former(room.getKey(), known.getKey());
                }
            }
        }
        return null;
    }

    private void learn(ChannelId channel, List<VoiceSeat> others, long now) {
        var room = rooms.computeIfAbsent(channel, its -> new LinkedHashMap<>());
        for (var seat : others) {
            var seen = seat.participant();
            room.putIfAbsent(seen.participantId(), new Known(seen.userId(), "", seat, Flags.of(seen, true), now));
        }
    }
}
