package io.miscord.voice;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.RoomState;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceRenewed;
import io.miscord.contract.VoiceSeat;
import io.miscord.contract.VoiceSignal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the seats of calls are kept. Every method is one atomic step, which may be repeated; it may wait, so it belongs
 * on a virtual thread. A {@link io.miscord.platform.ProblemException} of kind UNAVAILABLE says that it does not answer.
 */
interface Rooms {
    /** A seat to be taken. */
    record NewSeat(VoicePlace place, UserId user, String node, Instant joinedAt, Flags flags, long n) {
        NewSeat with(Flags changed) {
            return new NewSeat(place, user, node, joinedAt, changed, n);
        }
    }

    /**
     * A step from one state of a room to the next.
     *
     * @param since 0 when nobody was there; -1 when these rooms keep no count
     */
    record Step(long since, long rev) {}

    /** A place that somebody had elsewhere. */
    record Former(ChannelId channel, ParticipantId participant) {}

    /** A seat was taken; with flags, for a moderator may have silenced its person in this call before. */
    record Taken(Step step, @Nullable Former former, Flags flags) {}

    /** A seat was given back. */
    record Resumed(ParticipantId participant, Step step, long n, List<VoiceSignal> missed) {}

    /** A seat ended. */
    record Ended(UserId user, Step step) {}

    /** How somebody's flags changed, and whether whoever changed them is to flush the room a little later. */
    record Flagged(boolean flushes, Flags before, Flags after) {}

    /** Participants whose flags changed. */
    record Flushed(Step step, List<VoiceSeat> seats) {}

    /** Where a signal goes: its number and the node; no node where its target is not in the room. */
    record Delivery(long n, @Nullable String node) {}

    /** All calls: how many seats are taken in all, and where each room stands. */
    record Overview(int seats, Map<ChannelId, Long> revs) {}

    /**
     * Takes a seat; empty when there is none left of so many. A {@code capacity} of 0 is none.
     *
     * @param known who is there as far as the gateway knows, for when nothing else does
     */
    Optional<Taken> join(NewSeat seat, int capacity, List<VoiceSeat> known);

    /**
     * Gives the seat of this session back to a socket at a node; empty when it is not there. Whose seat was ended
     * lately is refused with NO_SUCH_CALL: they were taken out, or sit elsewhere by now.
     */
    Optional<Resumed> resume(ChannelId channel, UserId user, String session, String node, long after);

    /** Numbers and keeps a signal; empty when the sender has no such seat. */
    Optional<Delivery> signal(VoicePlace from, VoiceAsk.Outgoing signal);

    /** Lengthens leases. */
    List<VoiceRenewed.Kept> renew(String node, List<VoiceAsk.Renewal> seats);

    /** Ends a seat, of whichever session if that is null; empty when there is none. */
    Optional<Ended> leave(ChannelId channel, ParticipantId participant, @Nullable String session);

    /** Ends a seat if its lease is over. */
    Optional<Ended> sweep(ChannelId channel, ParticipantId participant);

    /** Some seats whose lease is over. */
    List<Former> over();

    /** Changes flags, of whichever session if that is null; empty when there is no such seat. */
    Optional<Flagged> flag(ChannelId channel, ParticipantId participant, @Nullable String session, Flags.Change change);

    /** Takes what changed since the last time; empty for nothing. */
    Optional<Flushed> flush(ChannelId channel);

    /** All of a room. */
    RoomState room(ChannelId channel, int capacity);

    /** All rooms. */
    Overview overview();

    /** What is kept of the lines from these people; empty texts where nothing is. */
    List<String> lines(ChannelId channel, List<ParticipantId> participants);

    /** Keeps it, if it is still what it was. */
    boolean keepLine(ChannelId channel, ParticipantId participant, String before, String after);
}
