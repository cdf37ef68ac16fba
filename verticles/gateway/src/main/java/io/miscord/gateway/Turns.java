package io.miscord.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Takes turns: a bounded number of questions to a store run at a time, the others wait in the order they came. Its user
 * bounds the queue: there is at most one question a stream of each event loop, a socket, or two a person. Used on one
 * context.
 */
final class Turns {
    private final int atOnce;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean choosing;

    Turns(int atOnce) {
        this.atOnce = atOnce;
    }

    <T> Future<T> run(Supplier<Future<T>> question) {
        Promise<T> promise = Promise.promise();
        waiting.add(() -> asked(question).onComplete(done -> {
            running--;
            try {
                promise.handle(done);
            } finally {
                next();
            }
        }));
        next();
        return promise.future();
    }

    private static <T> Future<T> asked(Supplier<Future<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e); // it must not keep its turn
        }
    }

    /** Thousands may be answered at once, such as for sockets that went while they waited: not on top of each other. */
    private void next() {
        if (choosing) {
            return;
        }
        choosing = true;
        try {
            while (running < atOnce && !waiting.isEmpty()) {
                running++;
                waiting.remove().run();
            }
        } finally {
            choosing = false;
        }
    }
}
