package io.miscord.gateway;

import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams that one hub's sockets have: who is subscribed from where, and the writing of what the feed hands over to
 * all who are up with it. Who is not is left to {@link CatchUp}. Used on the hub's loop.
 */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    /** What the streams need of the rest of the hub. */
    interface World extends CatchUp.World {
        /** Milliseconds of a clock that never goes back. */
        long now();

        /** Asks for a stream's events; {@link #followed} says from where. The head is what PostgreSQL told. */
        void follow(StreamId stream, long head);

        /** Nobody here has the stream any more. */
        void unfollow(StreamId stream);

        /** Events were written to so many receivers each; those that are new, and not a replay. */
        void delivered(List<StreamEvent> events, int writes);
    }

    private final World world;
    private final ByteBufAllocator memory;
    private final Batching batching;
    private final Windows windows;
    private final CatchUp catchUp;
    private final Map<StreamId, Topic> topics = new HashMap<>();
    private final List<Topic> leaving = new ArrayList<>();
    private boolean isTurning;

    Topics(World world, ByteBufAllocator memory, Batching batching) {
        this.world = world;
        this.memory = memory;
        this.batching = batching;
        this.windows = new Windows(batching.widestMs());
        this.catchUp = new CatchUp(world, memory, batching);
    }

    CatchUp catchUp() {
        return catchUp;
    }

    /** The stream, if somebody here has it. */
    @Nullable
    Topic of(StreamId stream) {
        return topics.get(stream);
    }

    /**
     * Gives the receiver a stream from this position on.
     *
     * @param position the last seq that the client has
     * @param head the stream's last seq as PostgreSQL told it
     */
    Subscription subscribe(Receiver receiver, StreamId stream, long position, long head) {
        var topic = topics.get(stream);
        if (topic == null) {
            topic = new Topic(stream, new BatchWindow(batching));
            topics.put(stream, topic);
            world.follow(stream, head);
        }
        var subscription = new Subscription(receiver, topic, position, head);
        topic.add(subscription);
        catchUp.moved(subscription);
        return subscription;
    }

    /** Takes the stream away from a receiver. */
    void unsubscribe(Subscription subscription) {
        var topic = subscription.topic;
        topic.remove(subscription);
        if (topic.isEmpty()) {
            topics.remove(topic.stream);
            world.unfollow(topic.stream);
        }
        catchUp.gone(subscription);
    }

    /** The feed hands over the stream's events after this seq. */
    void followed(StreamId stream, long from) {
        var topic = topics.get(stream);
        if (topic != null) {
            goOnAfter(topic, from);
        }
    }

    /** What came between these seqs cannot be had any more: those who lack it start afresh. */
    void lost(StreamId stream, long since, long head) {
        var topic = topics.get(stream);
        if (topic != null) {
            write(topic);
            topic.skipTo(head);
            catchUp.giveUp(topic, since, head);
            goOnAfter(topic, head);
        }
    }

    /** The permissions that this stream waited for are here. */
    void allowed(StreamId stream) {
        var topic = topics.get(stream);
        if (topic != null) {
            catchUp.wake(topic);
        }
    }

    /** The next event of a stream. It leaves at the end of this turn, by {@link #leave}, or of its stream's window. */
    void take(StreamEvent event) {
        var topic = topics.get(event.stream());
        if (topic == null || !topic.isFollowed() || event.seq() <= topic.reached()) {
            return;
        }
        if (event.seq() != topic.reached() + 1) {
            goOnAfter(topic, event.seq() - 1);
        }
        if (!world.allows(event)) {
            goOnAfter(topic, event.seq()); // nobody gets it under permissions older than its own
            return;
        }
        topic.gather(event);
        boolean urgent = event.urgent() || Consequences.follow(event);
        if (topic.window.arrived(event.frame().size(), urgent) && !topic.isLeaving) {
            topic.isLeaving = true;
            leaving.add(topic);
        }
    }

    /** An event could not be taken: who should have had it is behind. */
    void failed(StreamEvent event) {
        var topic = topics.get(event.stream());
        if (topic != null && topic.isFollowed() && event.seq() > topic.reached()) {
            goOnAfter(topic, event.seq());
        }
    }

    /** The end of a turn: what is not to wait longer is written. */
    void leave() {
        for (var topic : leaving) {
            topic.isLeaving = false;
            leaveNow(topic);
        }
        leaving.clear();
    }

    /** Time has passed: what waited for a window that is at its end is written. */
    void turn() {
        isTurning = false; // before anything can fail: the windows have to end
        for (var topic : windows.turn(world.now())) {
            if (topic.window.ended()) {
                leaveNow(topic);
            }
        }
        turnLater();
    }

    private void leaveNow(Topic topic) {
        int width = topic.window.left(windows.pressure());
        if (width > 0) {
            windows.open(topic, width, world.now());
            turnLater();
        }
        write(topic);
    }

    private void turnLater() {
        if (!isTurning && windows.isTurning()) {
            isTurning = true;
            world.later(Windows.TICK_MS, this::turn);
        }
    }

    /** Everybody who stands before this seq is behind from now on. */
    private void goOnAfter(Topic topic, long seq) {
        write(topic);
        topic.skipTo(seq);
        topic.each(catchUp::moved);
    }

    /** Writes what is gathered to all who are up with it; who does not get it is behind. */
    private void write(Topic topic) {
        for (var piece : batching.cut(topic.leave())) {
            topic.skipTo(piece.getLast().seq());
            try (var run = new Run(memory, piece)) {
                topic.each(subscription -> {
                    run.writeTo(subscription);
                    catchUp.moved(subscription);
                });
                world.delivered(piece, run.written());
            } catch (RuntimeException | OutOfMemoryError e) { // Netty's own, which ends no process
                LOG.error("events not written stream={} count={}", topic.stream, piece.size(), e);
                topic.each(catchUp::moved);
            }
            world.told(piece);
        }
    }
}
