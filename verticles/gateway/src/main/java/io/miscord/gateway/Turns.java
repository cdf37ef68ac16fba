package io.miscord.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Takes turns: a bounded number of questions to a store run at a time, the others wait in the order they came. Its user
 * bounds the queue: there is at most one question a stream and position, a socket, or two a person. Used on one
 * context.
 */
final class Turns {
    private final int atOnce;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Turns(int atOnce) {
        this.atOnce = atOnce;
    }

    <T> Future<T> run(Supplier<Future<T>> question) {
        Promise<T> promise = Promise.promise();
        waiting.add(() -> question.get().onComplete(done -> {
            running--;
            promise.handle(done);
            next();
        }));
        next();
        return promise.future();
    }

    private void next() {
        while (running < atOnce && !waiting.isEmpty()) {
            running++;
            waiting.remove().run();
        }
    }
}
