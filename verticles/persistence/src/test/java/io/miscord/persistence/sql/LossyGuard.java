package io.miscord.persistence.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.ClosedConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a connection that breaks at the worst moment looks like: PostgreSQL has done it, and the answer is lost. */
public final class LossyGuard implements Database.Guard {
    private final AtomicReference<@Nullable Loss> next = new AtomicReference<>();

    private record Loss(int after, Runnable meanwhile) {}

    /** Loses the answer to the next call, after it was carried out and this was done. */
    public void loseNext(Runnable meanwhile) {
        loseAfter(0, meanwhile);
    }

    /** Loses the answer to the call after so many others. */
    public void loseAfter(int calls, Runnable meanwhile) {
        next.set(new Loss(calls, meanwhile));
    }

    /** Whether the answer that was to be lost is. */
    public boolean lost() {
        return next.get() == null;
    }

    @Override
    public <T> Future<T> run(Supplier<Future<T>> call) {
        var loss =
                next.getAndUpdate(due -> due == null || due.after == 0 ? null : new Loss(due.after - 1, due.meanwhile));
        return loss == null || loss.after > 0
                ? call.get()
                : call.get().compose(answer -> {
                    loss.meanwhile.run();
                    return Future.failedFuture(ClosedConnectionException.INSTANCE);
                });
    }
}
