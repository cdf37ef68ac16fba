package io.miscord.persistence.tasks;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How the work of a task waits, on a virtual thread. */
final class Waiting {
    private static final long PATIENCE_SECONDS = 60;

    private Waiting() {}

    /** Waits for the storage as long as anybody does; UNAVAILABLE when it takes longer. */
    static <T> T forStorage(Future<T> work) {
        return work.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException
                                ? new ProblemException(
                                        Problem.unavailable("The storage of files does not answer right now.", 5))
                                : failure))
                .await();
    }
}
