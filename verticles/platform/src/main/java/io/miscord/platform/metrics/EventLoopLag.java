package io.miscord.platform.metrics;

import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How late the event loops are: each is asked to do nothing twenty times a second, and how much later than asked it
 * does is its lag. Told is the worst of all loops in the last five to ten seconds. Safe on any thread.
 */
final class EventLoopLag implements AutoCloseable {
    private static final long EVERY_NANOS = 50_000_000L;
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private final LongSupplier nanoTime;
    private final List<ScheduledFuture<?>> probes = new ArrayList<>();
    private final AtomicLong windowStart;
    private final AtomicLong worst = new AtomicLong();
    private final AtomicLong worstBefore = new AtomicLong();

    EventLoopLag(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.windowStart = new AtomicLong(nanoTime.getAsLong());
    }

    /** Begins to watch every event loop. */
    EventLoopLag watch(Vertx vertx) {
        for (var loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            var due = new AtomicLong(nanoTime.getAsLong() + EVERY_NANOS);
            probes.add(loop.scheduleWithFixedDelay(
                    () -> {
                        long now = nanoTime.getAsLong();
                        record(now - due.get(), now);
                        due.set(now + EVERY_NANOS);
                    },
                    EVERY_NANOS,
                    EVERY_NANOS,
                    TimeUnit.NANOSECONDS));
        }
        return this;
    }

    /** One observation. */
    void record(long lagNanos, long now) {
        turn(now);
        worst.accumulateAndGet(Math.max(0, lagNanos), Math::max);
    }

    /** The lag, in nanoseconds. */
    long nanos() {
        turn(nanoTime.getAsLong());
        return Math.max(worst.get(), worstBefore.get());
    }

    @Override
    public void close() {
        probes.forEach(probe -> probe.cancel(false));
        probes.clear();
    }

    private void turn(long now) {
        long start = windowStart.get();
        // One of those who see that the window is over turns it.
        if (now - start >= WINDOW_NANOS && windowStart.compareAndSet(start, now)) {
            worstBefore.set(worst.getAndSet(0));
        }
    }
}
