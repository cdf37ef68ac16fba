package io.miscord.gateway;

import io.miscord.contract.Answer;
import io.miscord.contract.ResyncReason;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves on every subscription of one hub that is behind, for whatever reason: it resumes, it asked by {@code sync}, its
 * socket was full, an event waited for permissions, or was missed. A page of the stream is fetched once for all who are
 * behind and have room, and each is given what follows on its position; the next page is fetched only while somebody
 * has room for it. So no resume is too large, and nobody waits for a slow reader. Used on the hub's loop.
 */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    private static final long RETRY_MS = 250;
    /** How often a page that cannot be written is tried, over some eight seconds; then nobody waits for it longer. */
    private static final int TRIES = 6;

    private static final Backoff AGAIN = new Backoff(RETRY_MS, 4_000);

    /** What catching up takes from the rest of the hub. */
    interface World {
        /** Events after this seq, a page of them at most. */
        Future<Answer.Replay> since(StreamId stream, long after);

        /** Whether the event may be given to those who have its stream now; if not, {@link #wake} is called later. */
        boolean allows(StreamEvent event);

        /** These events of one stream were written to those who have it, as far as their positions say. */
        void told(List<StreamEvent> events);

        /** Does this later. */
        void later(long ms, Runnable work);
    }

    private final World world;
    private final ByteBufAllocator memory;
    private final Batching batching;

    CatchUp(World world, ByteBufAllocator memory, Batching batching) {
        this.world = world;
        this.memory = memory;
        this.batching = batching;
    }

    /** The subscription was moved, or its topic was: begins to catch up, goes on, or is done with it. */
    void moved(Subscription subscription) {
        if (subscription.gone || subscription.isBehind() == subscription.inBacklog) {
            return;
        }
        subscription.inBacklog = !subscription.inBacklog;
        if (subscription.inBacklog) {
            subscription.receiver.backlog().add(subscription);
        } else {
            subscription.receiver.backlog().remove(subscription);
            subscription.topic.readers.remove(subscription);
            done(subscription, true);
        }
        readNext(subscription.receiver);
    }

    /** The subscription is gone. */
    void gone(Subscription subscription) {
        subscription.gone = true;
        if (subscription.inBacklog) {
            subscription.inBacklog = false;
            subscription.receiver.backlog().remove(subscription);
        }
        done(subscription, false); // a resume does not wait for what is no longer theirs
        readNext(subscription.receiver);
    }

    /** Goes back to this seq, or waits at it, until the receiver has the newest event; then the future succeeds. */
    Future<Void> again(Subscription subscription, long after) {
        if (after > Math.max(subscription.position, subscription.topic.reached())) {
            return beyond(subscription, after);
        }
        subscription.position = Math.min(subscription.position, after);
        moved(subscription);
        return subscription.whole();
    }

    /** The client says that it has more than was heard of here: PostgreSQL decides. */
    private Future<Void> beyond(Subscription subscription, long after) {
        return head(subscription, after).compose(head -> {
            if (after > head && !subscription.gone) {
                subscription.receiver.write(resync(subscription.topic.stream, ResyncReason.DIVERGED));
                return Future.succeededFuture();
            }
            subscription.due = Math.max(subscription.due, head);
            moved(subscription);
            return subscription.whole();
        });
    }

    /**
     * The stream's last seq, as PostgreSQL knows it after this was said. A receiver has one such question under way,
     * and another waiting for each of its streams at most, whatever its client says meanwhile.
     */
    private Future<Long> head(Subscription subscription, long said) {
        var claim = subscription.claim;
        if (claim == null) {
            claim = new Subscription.Claim();
            claim.most = said;
            subscription.claim = claim;
            ask(subscription, claim);
        } else {
            claim.most = Math.max(claim.most, said);
        }
        return claim.head.future();
    }

    private void ask(Subscription subscription, Subscription.Claim claim) {
        subscription
                .receiver
                .backlog()
                .claims()
                .run(() -> {
                    subscription.claim = null; // what is said from now on, this answer may be too old for
                    return subscription.gone
                            ? Future.<Answer.Replay>failedFuture(Subscription.NOT_THEIRS)
                            : world.since(subscription.topic.stream, claim.most);
                })
                .map(Answer.Replay::head)
                .onComplete(claim.head);
    }

    /** The receiver has room again. */
    void drained(Receiver receiver) {
        receiver.backlog().reading().forEach(subscription -> wake(subscription.topic));
    }

    /** Fetches the next page of the topic, if somebody is behind who has room for it. */
    void wake(Topic topic) {
        if (topic.fetching) {
            return;
        }
        var from = furthestBehind(topic);
        if (from == null) {
            return;
        }
        topic.fetching = true;
        long since = from.position;
        world.since(topic.stream, since).onComplete(done -> {
            topic.fetching = false;
            if (topic.isEmpty()) {
                return;
            }
            if (done.succeeded()) {
                takeSafely(topic, since, done.result());
            } else {
                retry(topic, RETRY_MS); // the breaker before the store has said why
            }
        });
    }

    /** What followed on this seq cannot be had any more: whoever stands there or before starts afresh at the head. */
    void giveUp(Topic topic, long since, long head) {
        giveUp(topic, since, head, ResyncReason.TOO_OLD);
    }

    private void giveUp(Topic topic, long since, long head, ResyncReason reason) {
        long start = Math.max(head, topic.sent());
        var resync = resync(topic.stream, reason);
        topic.each(subscription -> {
            if (subscription.position <= since && subscription.isBehind()) {
                var receiver = subscription.receiver;
                boolean unheeded = subscription.isOwn() && subscription.heeded < start;
                if (unheeded || !receiver.wire().hasResync()) {
                    comesAgain(receiver);
                }
                subscription.position = start;
                subscription.heeded = Math.max(subscription.heeded, start);
                receiver.write(resync);
                moved(subscription);
            }
        });
    }

    /**
     * What was given up may have been a new server or conversation, which nobody subscribed the receiver to: it would
     * be silent. Its way in has them all. And a client that cannot be told would never know that it lacks something.
     */
    private void comesAgain(Receiver receiver) {
        world.later(1, () -> receiver.end(Disconnect.INTERNAL)); // not now: its subscriptions are being gone through
    }

    /** Tells a client to read this stream's state anew. */
    private static ServerFrame resync(StreamId stream, ResyncReason reason) {
        return new ServerFrame.Resync(List.of(stream), reason);
    }

    private void readNext(Receiver receiver) {
        for (var next = receiver.backlog().next();
                next != null;
                next = receiver.backlog().next()) {
            next.served = false;
            next.topic.readers.add(next);
            wake(next.topic);
        }
    }

    private static void done(Subscription subscription, boolean caughtUp) {
        subscription.receiver.caughtUp(subscription.topic.stream);
        subscription.settle(caughtUp);
    }

    /** Who is furthest behind of those who have room, so that one page serves many; but all have their turn. */
    private static @Nullable Subscription furthestBehind(Topic topic) {
        Subscription furthest = null;
        boolean anyServed = false;
        for (var reader : topic.readers) {
            if (!reader.receiver.hasRoom()) {
                continue;
            }
            anyServed |= reader.served;
            if (!reader.served && (furthest == null || reader.position < furthest.position)) {
                furthest = reader;
            }
        }
        if (furthest != null || !anyServed) {
            return furthest;
        }
        topic.readers.forEach(reader -> reader.served = false);
        return furthestBehind(topic);
    }

    private void takeSafely(Topic topic, long since, Answer.Replay replay) {
        try {
            take(topic, since, replay);
        } catch (RuntimeException | OutOfMemoryError e) { // Netty's own, which ends no process
            notWritten(topic, since, replay.head(), e);
        }
    }

    /** Memory may be there again soon; but an event that nobody can be given must not hold up all that follows it. */
    private void notWritten(Topic topic, long since, long head, Throwable cause) {
        topic.failures = topic.failedAfter == since ? topic.failures + 1 : 1;
        topic.failedAfter = since;
        if (topic.failures < TRIES) {
            LOG.debug("page not written stream={} since={} cause={}", topic.stream, since, cause.toString());
            retry(topic, AGAIN.mostMs(topic.failures - 1));
            return;
        }
        LOG.error("page given up: its readers start afresh stream={} since={}", topic.stream, since, cause);
        topic.failedAfter = -1;
        giveUp(topic, since, head, ResyncReason.UNREADABLE);
        wake(topic);
    }

    private void take(Topic topic, long since, Answer.Replay replay) {
        if (replay.tooOld()) {
            giveUp(topic, since, replay.head());
            wake(topic);
            return;
        }
        var allowed = allowed(replay.events());
        for (var piece : batching.cut(allowed)) {
            write(topic, piece);
        }
        for (var reader : List.copyOf(topic.readers)) {
            moved(reader);
        }
        if (replay.events().isEmpty()) {
            retry(topic, RETRY_MS); // known to exist, but not there yet
        } else if (allowed.size() == replay.events().size()) {
            wake(topic);
        } // else it goes on when the permissions are here
    }

    private List<StreamEvent> allowed(List<StreamEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (!world.allows(events.get(i))) {
                return events.subList(0, i);
            }
        }
        return events;
    }

    private void write(Topic topic, List<StreamEvent> piece) {
        try (var run = new Run(memory, piece)) {
            for (var reader : List.copyOf(topic.readers)) {
                long before = reader.position;
                run.writeTo(reader);
                reader.served |= reader.position > before;
            }
        }
        world.told(piece);
    }

    private void retry(Topic topic, long waitMs) {
        topic.fetching = true;
        world.later(waitMs, () -> {
            topic.fetching = false;
            wake(topic);
        });
    }
}
