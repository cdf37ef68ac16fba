package io.miscord.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So many at once and so many a second, for all event loops of a node together: a token bucket without a lock, kept as
 * the time at which the next one is due. Safe on any thread.
 */
final class Pace {
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MS_NANOS = Duration.ofMillis(1).toNanos();

    private final long intervalNanos;
    private final long aheadNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong due;

    /**
     * A pace that nobody has gone at yet.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    Pace(int perSecond, int burst, LongSupplier nanoTime) {
        this.intervalNanos = SECOND_NANOS / perSecond;
        this.aheadNanos = intervalNanos * (burst - 1L);
        this.nanoTime = nanoTime;
        this.due = new AtomicLong(nanoTime.getAsLong());
    }

    /** Gives back one that was taken just now, as if it never had been. */
    void giveBack() {
        due.addAndGet(-intervalNanos);
    }

    /** Takes one: 0 when it may go on now, else the milliseconds after which one may, and nothing is taken. */
    long take() {
        long now = nanoTime.getAsLong();
        while (true) {
            long planned = due.get();
            long ahead = Math.max(0, planned - now);
            if (ahead > aheadNanos) {
                return Math.ceilDiv(ahead - aheadNanos, MS_NANOS);
            }
            if (due.compareAndSet(planned, now + ahead + intervalNanos)) {
                return 0;
            }
        }
    }
}
