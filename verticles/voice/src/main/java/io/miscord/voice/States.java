package io.miscord.voice;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How those in calls are, told in batches: whichever node changes something in a room first flushes the room an
 * interval later, with all that changed meanwhile anywhere. So a room is told of at most once an interval, whatever
 * the number of nodes. Methods wait: they belong on a virtual thread.
 */
final class States {
    private static final Logger LOG = LoggerFactory.getLogger(States.class);

    private final Vertx vertx;
    private final Rooms rooms;
    private final Announcer announcer;
    private final long intervalMs;

    States(Vertx vertx, Rooms rooms, Announcer announcer, long intervalMs) {
        this.vertx = vertx;
        this.rooms = rooms;
        this.announcer = announcer;
        this.intervalMs = intervalMs;
    }

    /**
     * Changes somebody's flags.
     *
     * @param session theirs; null for whichever
     * @return how they changed; empty when there is no such seat
     */
    Optional<Rooms.Flagged> change(
            ChannelId channel, ParticipantId participant, @Nullable String session, Flags.Change change) {
        var flagged = rooms.flag(channel, participant, session, change);
        if (flagged.isPresent() && flagged.get().flushes()) {
            vertx.setTimer(Math.max(1, intervalMs), due -> flush(channel));
        }
        return flagged;
    }

    private void flush(ChannelId channel) {
        try {
            rooms.flush(channel).ifPresent(flushed -> announcer.put(channel, flushed));
        } catch (RuntimeException e) { // the next change tells of it too
            LOG.warn("states of a call not told channel={} cause={}", channel, e.getMessage());
        }
    }
}
