package io.miscord.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what is going to be true, by looking often. Blocks the calling thread, 20 s at most unless told otherwise,
 * and fails with the reason why it is not true yet.
 */
public final class Eventually {
    /** How long is waited unless told otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private Eventually() {}

    /** Until the check holds; {@code reason} says why it does not yet. */
    public static void that(Supplier<String> reason, BooleanSupplier check) {
        within(PATIENCE, reason, check);
    }

    /** Like {@link #that}, with a patience of one's own. */
    public static void within(Duration patience, Supplier<String> reason, BooleanSupplier check) {
        get(patience, reason, () -> check.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** What the search finds, once it finds something. */
    public static <T> T get(Supplier<String> reason, Supplier<Optional<T>> search) {
        return get(PATIENCE, reason, search);
    }

    /** Like {@link #get(Supplier, Supplier)}, with a patience of one's own. */
    public static <T> T get(Duration patience, Supplier<String> reason, Supplier<Optional<T>> search) {
        long end = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            var found = search.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("after %d ms: %s".formatted(patience.toMillis(), reason.get()));
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
        }
    }
}
