package io.miscord.persistence.messages;

import io.miscord.contract.Refusal;
import io.miscord.persistence.sql.Faults;
import io.miscord.platform.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages in groups, one commit for many: a group closes when the one before has committed, or at a size limit,
 * never by a timer, so that a lone message waits for nothing and a flood pays one commit for hundreds. Messages are
 * stored in the order in which they were submitted.
 *
 * <p>Never waits and locks nothing: whoever turns {@code busy} on owns the group until the commit returns. Safe on any
 * thread.
 */
final class MessageWriter {
    private static final Logger LOG = LoggerFactory.getLogger(MessageWriter.class);

    private final GroupCommit commit;
    private final Limits limits;
    private final InstantSource clock;
    private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean busy = new AtomicBoolean();

    MessageWriter(GroupCommit commit, Limits limits, InstantSource clock) {
        this.commit = commit;
        this.limits = limits;
        this.clock = clock;
    }

    /** Stores a group in one commit. */
    @FunctionalInterface
    interface GroupCommit {
        /**
         * Stores these messages.
         *
         * @param again true when these were tried before, and nobody knows how it ended
         * @return what became of each, in the same order; the order of settling is theirs
         */
        Future<List<Outcome>> store(List<Outgoing> group, boolean again);
    }

    /**
     * The bounds of a writer.
     *
     * @param messages of a group
     * @param bytes of a group
     * @param waitingMessages in the queue; more are refused with {@code retryAfter}
     * @param waitingBytes in the queue
     */
    record Limits(int messages, int bytes, int waitingMessages, long waitingBytes) {
        static final Limits DEFAULT = new Limits(200, 256 * 1024, 2_000, 8L * 1024 * 1024);
    }

    private record Entry(Outgoing message, Promise<Outcome> outcome) {}

    /** Takes a message into the next group; fails with UNAVAILABLE when too many wait, or PostgreSQL is not well. */
    Future<Outcome> submit(Outgoing message) {
        int size = message.size();
        boolean full = waiting.incrementAndGet() > limits.waitingMessages;
        if (waitingBytes.addAndGet(size) > limits.waitingBytes || full) {
            waiting.decrementAndGet();
            waitingBytes.addAndGet(-size);
            return Future.failedFuture(ProblemException.later(1, Refusal.BUSY));
        }
        Promise<Outcome> outcome = Promise.promise();
        queue.add(new Entry(message, outcome));
        next();
        return outcome.future();
    }

    /** How many messages wait, those of the group in flight not counted. */
    int waiting() {
        return waiting.get();
    }

    private void next() {
        // The queue is looked at again after busy is off: what came in between would wait for the next to come.
        while (!queue.isEmpty() && busy.compareAndSet(false, true)) {
            var group = take();
            if (group.isEmpty()) {
                busy.set(false);
                continue;
            }
            write(group).onComplete(written -> {
                busy.set(false);
                next();
            });
            return;
        }
    }

    private List<Entry> take() {
        var group = new ArrayList<Entry>();
        int bytes = 0;
        long now = clock.millis();
        while (group.size() < limits.messages) {
            var head = queue.peek();
            if (head == null || (!group.isEmpty() && bytes + head.message.size() > limits.bytes)) {
                break;
            }
            queue.remove();
            bytes += head.message.size();
            waiting.decrementAndGet();
            waitingBytes.addAndGet(-head.message.size());
            if (head.message.deadline() > now) {
                group.add(head);
            } else {
                // Nobody waits for it any more, and whoever sent it has been told to send it again.
                head.outcome.fail(Faults.unavailable());
            }
        }
        return group;
    }

    /** Completes when every entry has its outcome; never fails. */
    private Future<Void> write(List<Entry> group) {
        return store(group, false)
                .recover(first -> again(group, first))
                .<Void>mapEmpty()
                .recover(second -> isolate(group, second));
    }

    /** A second try, unless PostgreSQL is known not to be well, or works on the first one still. */
    private Future<List<Outcome>> again(List<Entry> group, Throwable first) {
        if (first instanceof ProblemException || first instanceof TimeoutException) {
            return Future.failedFuture(first);
        }
        LOG.warn("group failed, trying again messages={} cause={}", group.size(), first.toString());
        return store(group, true);
    }

    /** A group that fails for what is in it is halved until the one that spoils it stands alone. */
    private Future<Void> isolate(List<Entry> group, Throwable failure) {
        boolean ours = failure instanceof ProblemException || Faults.kind(failure) != Faults.Kind.STATEMENT;
        if (ours || group.size() == 1) {
            if (!ours) {
                LOG.error(
                        "message cannot be stored id={}",
                        group.getFirst().message.id(),
                        failure);
            }
            var refusal = refusal(failure, ours);
            group.forEach(entry -> entry.outcome.tryFail(refusal));
            return Future.succeededFuture();
        }
        int half = group.size() / 2;
        return part(group.subList(0, half)).compose(done -> part(group.subList(half, group.size())));
    }

    private static ProblemException refusal(Throwable failure, boolean ours) {
        if (failure instanceof ProblemException told) {
            return told;
        }
        return ours ? Faults.unavailable() : ProblemException.of(Refusal.NOT_STORED);
    }

    private Future<Void> part(List<Entry> group) {
        return store(group, true).<Void>mapEmpty().recover(failure -> isolate(group, failure));
    }

    private Future<List<Outcome>> store(List<Entry> group, boolean again) {
        Future<List<Outcome>> stored;
        try {
            stored = commit.store(group.stream().map(Entry::message).toList(), again);
        } catch (RuntimeException e) {
            stored = Future.failedFuture(e);
        }
        return stored.onSuccess(outcomes -> {
            for (int i = 0; i < group.size(); i++) {
                group.get(i).outcome.complete(outcomes.get(i));
            }
        });
    }
}
