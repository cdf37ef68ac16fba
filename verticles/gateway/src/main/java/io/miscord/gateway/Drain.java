package io.miscord.gateway;

import io.miscord.contract.ServerFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * Sends a leaving node's sockets away, a slice of them at a time: each is told when to come elsewhere, is answered what
 * it had asked for, and then closed. Used on its hub's loop, once.
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
    private final Promise<Void> done = Promise.promise();

    /**
     * A drain of all sockets that a hub has now.
     *
     * @param overMs how long it may take to tell them
     * @param spreadMs over how long they are to come elsewhere, counted from now
     * @param answersMs how long answers are waited for; who is cut off then asks again elsewhere, by the same nonce
     */
    Drain(Vertx vertx, Hub hub, long overMs, long spreadMs, long answersMs, RandomGenerator random) {
        this.vertx = vertx;
        this.hub = hub;
        this.overMs = overMs;
        this.spreadMs = spreadMs;
        this.answersMs = answersMs;
        this.random = random;
        this.staying = new ArrayDeque<>(hub.sockets());
    }

    /** Completes when the last one is gone, or the time for it is over. */
    Future<Void> run() {
        long slices = Math.max(1, overMs / SLICE_MS);
        slice(Math.ceilDiv(staying.size(), slices));
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
        long after = random.nextLong(Math.max(1, spreadMs - overMs));
        return new ServerFrame.Reconnect(after);
    }

    private void await(long until) {
        if (hub.sockets().isEmpty() || hub.now() >= until) {
            done.complete();
        } else {
            vertx.setTimer(LOOK_MS, look -> await(until));
        }
    }
}
