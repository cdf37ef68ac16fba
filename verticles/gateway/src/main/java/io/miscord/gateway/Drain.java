package io.miscord.gateway;

import io.miscord.contract.ServerFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * Sends a leaving node's sockets away, a slice of them at a time: each is told when to come elsewhere, is answered what
 * it had asked for, and then closed. However few slices there are, they come evenly over the whole spread. Used on its
 * hub's loop, once.
 */
final class Drain {
    private static final long SLICE_MS = 100;
    private static final long LOOK_MS = 20;

    private final Vertx vertx;
    private final Hub hub;
    private final long overMs;
    private final long spreadMs;
    private final long answersMs;
    private final RandomGenerator random;
    private final ArrayDeque<Socket> staying;
    private final int all;
    private final Promise<Void> done = Promise.promise();
    private long begun;
    private int told;

    /**
     * A drain of all sockets that a hub has now.
     *
     * @param overMs how long it may take to tell them
     * @param spreadMs over how long they are to come elsewhere, counted from now
     * @param answersMs how long answers are waited for; a client cut off then asks again elsewhere, by the same nonce
     */
    Drain(Vertx vertx, Hub hub, long overMs, long spreadMs, long answersMs, RandomGenerator random) {
        this.vertx = vertx;
        this.hub = hub;
        this.overMs = overMs;
        this.spreadMs = spreadMs;
        this.answersMs = answersMs;
        this.random = random;
        this.staying = new ArrayDeque<>(hub.sockets());
        this.all = staying.size();
    }

    /** Completes when the last one is gone, or the time for it is over. */
    Future<Void> run() {
        long slices = Math.max(1, overMs / SLICE_MS);
        begun = hub.now();
        slice(Math.ceilDiv(all, slices));
        return done.future();
    }

    private void slice(long most) {
        for (long i = 0; i < most && !staying.isEmpty(); i++) {
            staying.remove().leave(told());
        }
        if (staying.isEmpty()) {
            await(hub.now() + answersMs);
        } else {
            vertx.setTimer(SLICE_MS, next -> slice(most));
        }
    }

    private ServerFrame told() {
        long after = afterMs(told++, all, spreadMs, hub.now() - begun, random.nextDouble());
        return new ServerFrame.Reconnect(after);
    }

    /**
     * How long a socket waits before it comes elsewhere: each has an equal part of the spread to itself, and comes
     * somewhere in it. Pure.
     *
     * @param nth how many were told before it, of {@code all}
     * @param elapsedMs how much of the spread is over
     * @param chance from 0 to 1, exclusive
     */
    static long afterMs(int nth, int all, long spreadMs, long elapsedMs, double chance) {
        return Math.max(0, (long) ((nth + chance) / all * spreadMs) - elapsedMs);
    }

    private void await(long until) {
        if (hub.sockets().isEmpty() || hub.now() >= until) {
            done.complete();
        } else {
            vertx.setTimer(LOOK_MS, look -> await(until));
        }
    }
}
