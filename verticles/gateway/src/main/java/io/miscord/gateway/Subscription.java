package io.miscord.gateway;

import io.miscord.contract.StreamId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's cursor in a stream. While {@link #position} is where the stream's topic is, events come to it as they
 * happen; while it is behind, for whatever reason, nothing does, and {@link CatchUp} moves it on. Used on its hub's
 * loop.
 */
final class Subscription {
    static final String NOT_THEIRS = "the stream is no longer theirs";

    final Receiver receiver;
    final Topic topic;
    /** The last seq that was written. */
    long position;
    /** The least seq to reach before the receiver has caught up: the stream's head when it subscribed. */
    long due;
    /** Up to here the hub has done what events mean for the receiver, such as subscribing it to a new server. */
    long heeded;
    /** Its place among the topic's subscriptions. */
    int index;
    /** Whether {@link CatchUp} moves it on. */
    boolean inBacklog;
    /** Whether it had its share of the last page, so that it is the others' turn. */
    boolean served;

    /** Set once the receiver has the stream no more: nothing comes to it then, whatever is still on its way. */
    boolean gone;

    /** What the client says to have beyond what was heard of here, until PostgreSQL is asked about it. */
    @Nullable
    Claim claim;

    private @Nullable Promise<Void> whole;

    /** What a client says to have of a stream; however often it says so before PostgreSQL is asked, that is once. */
    static final class Claim {
        final Promise<Long> head = Promise.promise();
        /** The last seq it says to have. */
        long most;
    }

    Subscription(Receiver receiver, Topic topic, long position, long head) {
        this.receiver = receiver;
        this.topic = topic;
        this.position = position;
        this.due = head;
        this.heeded = head;
    }

    boolean isBehind() {
        return position < Math.max(due, topic.sent());
    }

    /** Whether it is the receiver's own stream, which tells of their servers and conversations. */
    boolean isOwn() {
        var user = receiver.user();
        return user != null && topic.stream.equals(StreamId.of(user));
    }

    /** Succeeds once the receiver is no longer behind; fails when it loses the stream before. */
    Future<Void> whole() {
        if (gone) {
            return Future.failedFuture(NOT_THEIRS);
        }
        if (!isBehind()) {
            return Future.succeededFuture();
        }
        if (whole == null) {
            whole = Promise.promise();
        }
        return whole.future();
    }

    /** Tells who waits in {@link #whole}. */
    void settle(boolean caughtUp) {
        var waiting = whole;
        whole = null;
        if (waiting == null) {
            return;
        }
        if (caughtUp) {
            waiting.complete();
        } else {
            waiting.fail(NOT_THEIRS);
        }
    }
}
