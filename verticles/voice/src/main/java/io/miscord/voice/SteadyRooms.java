package io.miscord.voice;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.Problem;
import io.miscord.contract.RoomState;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceRenewed;
import io.miscord.contract.VoiceSeat;
import io.miscord.platform.ProblemException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rooms in Redis, and while it does not answer what this node knows of them: those in a call go on, and somebody
 * can come to them at the same node. When Redis is back, the gateways have their seats taken again there.
 */
final class SteadyRooms implements Rooms {
    private static final int MAX_LEFT = 10_000;

    private final Rooms redis;
    private final LocalRooms local = new LocalRooms();
    /** Seats that were given up while Redis was away, to be ended there too. */
    private final Set<Former> left = new HashSet<>();

    private final Map<Former, Flags.Change> changed = new HashMap<>();

    private final InstantSource clock;

    SteadyRooms(Rooms redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Optional<Taken> join(NewSeat seat, int capacity, List<VoiceSeat> known) {
        try {
            var taken = redis.join(seat, capacity, known);
            taken.ifPresent(seated -> local.put(seat.with(seated.flags()), clock.millis()));
            return taken;
        } catch (ProblemException e) {
            away(e);
            return local.join(seat, capacity, known, clock.millis());
        }
    }

    @Override
    public Optional<Resumed> resume(ChannelId channel, UserId user, String session, String node, long after) {
        return either(
                () -> {
                    var resumed = redis.resume(channel, user, session, node, after);
                    resumed.ifPresent(seat -> learn(new VoicePlace(channel, seat.participant(), session)));
                    return resumed;
                },
                () -> local.resume(channel, user, session, node, after, clock.millis()));
    }

    /** Somebody has come back to a seat that another node's voice may have given. */
    private void learn(VoicePlace place) {
        var seats = redis.room(place.channel(), 0).seats();
        local.returned(place, seats, clock.millis());
    }

    @Override
    public Optional<Delivery> signal(VoicePlace from, VoiceAsk.Outgoing signal) {
        return either(() -> redis.signal(from, signal), () -> local.signal(from, signal));
    }

    /** Where Redis does not answer no lease is lengthened, nor needs to be. */
    @Override
    public List<VoiceRenewed.Kept> renew(String node, List<VoiceAsk.Renewal> seats) {
        local.renew(seats, clock.millis());
        endThereToo(); // before somebody's next seat, which they were given up for
        return redis.renew(node, seats);
    }

    @Override
    public Optional<Ended> leave(ChannelId channel, ParticipantId participant, @Nullable String session) {
        var here = local.leave(channel, participant, session);
        return either(() -> redis.leave(channel, participant, session), () -> {
            if (here.isPresent() && left.size() < MAX_LEFT) {
                left.add(new Former(channel, participant));
            }
            return here;
        });
    }

    @Override
    public Optional<Ended> sweep(ChannelId channel, ParticipantId participant) {
        var ended = redis.sweep(channel, participant);
        ended.ifPresent(gone -> local.leave(channel, participant, null));
        return ended;
    }

    @Override
    public List<Former> over() {
        return redis.over();
    }

    @Override
    public Optional<Flagged> flag(
            ChannelId channel, ParticipantId participant, @Nullable String session, Flags.Change change) {
        try {
            var flagged = redis.flag(channel, participant, session, change);
            local.note(channel, participant, session, change, clock.millis());
            return flagged;
        } catch (ProblemException e) {
            away(e);
            var flagged = local.flag(channel, participant, session, change, clock.millis());
            if (flagged.isPresent() && changed.size() < MAX_LEFT) {
                changed.merge(new Former(channel, participant), change, Flags.Change::and);
            }
            return flagged;
        }
    }

    @Override
    public Optional<Flushed> flush(ChannelId channel) {
        var here = local.flush(channel);
        return either(() -> redis.flush(channel), () -> here);
    }

    @Override
    public RoomState room(ChannelId channel, int capacity) {
        return either(() -> redis.room(channel, capacity), () -> local.room(channel, capacity));
    }

    @Override
    public Overview overview() {
        endThereToo();
        return redis.overview();
    }

    /** What changed while Redis was away, once: it is to be changed there too. */
    Map<Former, Flags.Change> unsaved() {
        var all = Map.copyOf(changed);
        changed.clear();
        return all;
    }

    private void endThereToo() {
        for (var seat : Set.copyOf(left)) {
            redis.leave(seat.channel(), seat.participant(), null);
            left.remove(seat);
        }
    }

    @Override
    public List<String> lines(ChannelId channel, List<ParticipantId> participants) {
        return redis.lines(channel, participants);
    }

    @Override
    public boolean keepLine(ChannelId channel, ParticipantId participant, String before, String after) {
        return redis.keepLine(channel, participant, before, after);
    }

    private static <T> T either(Supplier<T> inRedis, Supplier<T> here) {
        try {
            return inRedis.get();
        } catch (ProblemException e) {
            away(e);
            return here.get();
        }
    }

    /** Throws it on, unless it says that Redis does not answer. */
    private static void away(ProblemException e) {
        if (e.problem().kind() != Problem.Kind.UNAVAILABLE) {
            throw e;
        }
    }
}
