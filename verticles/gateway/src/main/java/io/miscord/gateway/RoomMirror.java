package io.miscord.gateway;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.RoomState;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoiceHint;
import io.miscord.contract.VoiceParticipant;
import io.miscord.contract.VoiceSeat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which call, as one node has been told: every change is compared with what was known, so that one that was
 * lost is noticed by the next, and what is told twice is told on once. Pure; used by one thread at a time.
 */
final class RoomMirror {
    private static final long DOUBT_MS = 8_000;

    /** Far more than come and go while a hint is on its way. */
    private static final int MAX_ENDED = 2_000;

    private final Map<ChannelId, Room> rooms = new HashMap<>();
    /** Who has gone lately, in which revision: hints of several nodes overtake each other. */
    private final Map<ParticipantId, Long> ended = new LinkedHashMap<>();

    private static final class Room {
        long rev;
        /** Who was not in the room when it was read last, though nobody told of their leaving; since when. */
        final Map<ParticipantId, Long> doubts = new HashMap<>();

        final Map<ParticipantId, VoiceSeat> seats = new LinkedHashMap<>();
        /** In which revision each of them was heard of last. */
        final Map<ParticipantId, Long> heard = new HashMap<>();
    }

    /** What is to be told of a call. */
    record News(
            ChannelId channel,
            List<VoiceParticipant> came,
            List<VoiceParticipant> changed,
            List<VoiceHint.Gone> gone,
            boolean isShown) {
        boolean isNothing() {
            return came.isEmpty() && changed.isEmpty() && gone.isEmpty();
        }
    }

    /** What came of a change: what is to be told, and whether the room has to be read to be sure of it. */
    record Taken(News news, boolean isGap) {}

    /** A room changed. */
    Taken take(VoiceHint.Changed change) {
        var room = rooms.computeIfAbsent(change.channel(), channel -> new Room());
        boolean counted = change.since() >= 0;
        boolean old = counted && change.rev() <= room.rev;
        boolean gap = counted && !old && change.since() != room.rev;
        long rev = counted ? change.rev() : room.rev;
        var news = old
                ? apply(change.channel(), room, rev, List.of(), goneSince(room, change))
                : apply(change.channel(), room, rev, there(change), change.gone());
        if (counted) {
            change.gone().forEach(one -> ended(one.participant(), change.rev()));
            room.rev = Math.max(room.rev, change.rev());
        }
        forgetIfEmpty(change.channel(), room);
        return new Taken(news, gap);
    }

    /** Those who came, without those who have gone since. */
    private List<VoiceSeat> there(VoiceHint.Changed change) {
        return change.put().stream()
                .filter(seat -> change.since() < 0
                        || ended.getOrDefault(seat.participant().participantId(), 0L) < change.rev())
                .toList();
    }

    /** Of an older change than one that overtook it: those who have gone, without those who were heard of since. */
    private static List<VoiceHint.Gone> goneSince(Room room, VoiceHint.Changed change) {
        return change.gone().stream()
                .filter(one -> room.heard.getOrDefault(one.participant(), 0L) < change.rev())
                .toList();
    }

    private void ended(ParticipantId who, long rev) {
        ended.merge(who, rev, Math::max);
        if (ended.size() > MAX_ENDED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    /**
     * A room was read. Whoever is not in it is gone only when that is so for a while: after Redis has lost everything
     * nodes take their seats again one by one.
     *
     * @param asked the revision that was known when it was asked for: what came since is newer than an empty room
     * @param now milliseconds of a monotonic clock
     */
    News become(RoomState state, long asked, long now) {
        var room = rooms.computeIfAbsent(state.channel(), channel -> new Room());
        boolean same = room.rev == asked && (state.rev() == 0 || state.rev() == room.rev);
        boolean current = state.rev() > room.rev || same;
        if (!current) {
            forgetIfEmpty(state.channel(), room);
            return new News(state.channel(), List.of(), List.of(), List.of(), false);
        }
        var there = new HashSet<ParticipantId>();
        state.seats().forEach(seat -> there.add(seat.participant().participantId()));
        room.doubts.keySet().removeIf(there::contains);
        var gone = new ArrayList<VoiceHint.Gone>();
        for (var seat : room.seats.values()) {
            var one = seat.participant();
            if (!there.contains(one.participantId())
                    && now - room.doubts.computeIfAbsent(one.participantId(), doubted -> now) >= DOUBT_MS) {
                gone.add(new VoiceHint.Gone(one.participantId(), one.userId(), VoiceEnd.LEFT, null));
            }
        }
        var news = apply(state.channel(), room, state.rev(), state.seats(), gone);
        room.rev = Math.max(room.rev, state.rev());
        forgetIfEmpty(state.channel(), room);
        return news;
    }

    /** The calls in which somebody may be there no more. */
    Set<ChannelId> doubtful() {
        return rooms.entrySet().stream()
                .filter(room -> !room.getValue().doubts.isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Where a room stands as far as is known; 0 for nowhere. */
    long rev(ChannelId channel) {
        var room = rooms.get(channel);
        return room == null ? 0 : room.rev;
    }

    /** Who is in a call. */
    List<VoiceSeat> seats(ChannelId channel) {
        var room = rooms.get(channel);
        return room == null ? List.of() : List.copyOf(room.seats.values());
    }

    /** Somebody in a call; null when they are not. */
    @Nullable
    VoiceSeat seat(ChannelId channel, ParticipantId participant) {
        var room = rooms.get(channel);
        return room == null ? null : room.seats.get(participant);
    }

    /** The calls there are. */
    Set<ChannelId> channels() {
        return Set.copyOf(rooms.keySet());
    }

    private static News apply(ChannelId channel, Room room, long rev, List<VoiceSeat> put, List<VoiceHint.Gone> gone) {
        var came = new ArrayList<VoiceParticipant>();
        var changed = new ArrayList<VoiceParticipant>();
        boolean shown = false;
        for (var seat : put) {
            var is = seat.participant();
            var was = room.seats.put(is.participantId(), seat);
            room.heard.merge(is.participantId(), rev, Math::max);
            if (was == null) {
                came.add(is);
                shown = true;
            } else if (!was.participant().equals(is)) {
                changed.add(is);
                shown |= !asShown(was.participant()).equals(asShown(is));
            }
        }
        var left = gone.stream()
                .filter(one -> room.seats.remove(one.participant()) != null)
                .toList();
        room.doubts.keySet().retainAll(room.seats.keySet());
        room.heard.keySet().retainAll(room.seats.keySet());
        return new News(channel, came, changed, left, shown || !left.isEmpty());
    }

    /** Without what changes all the time. */
    private static VoiceParticipant asShown(VoiceParticipant one) {
        return new VoiceParticipant(
                one.participantId(),
                one.userId(),
                one.muted(),
                one.deafened(),
                false,
                one.screen(),
                one.camera(),
                one.suppressed(),
                null,
                one.joinedAt());
    }

    private void forgetIfEmpty(ChannelId channel, Room room) {
        if (room.seats.isEmpty()) {
            rooms.remove(channel);
        }
    }
}
