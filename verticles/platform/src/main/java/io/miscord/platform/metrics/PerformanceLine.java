package io.miscord.platform.metrics;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The periodic line of figures in the log: sockets and channels of the moment, and of the time since the line before
 * the messages and their mean latency in milliseconds; memory in bytes, processor share from 0 to 1.
 */
public final class PerformanceLine {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.performance");

    private PerformanceLine() {}

    /** Begins to write the line; stop it by {@link Vertx#cancelTimer} with the id that is returned. */
    public static long start(Vertx vertx, Meters meters, Duration every) {
        var before = new AtomicReference<>(meters.performance());
        return vertx.setPeriodic(every.toMillis(), tick -> {
            var now = meters.performance();
            LOG.info("performance {}", figures(before.getAndSet(now), now));
        });
    }

    static String figures(Performance before, Performance now) {
        long measured = now.latencies() - before.latencies();
        double latency = measured == 0 ? 0 : (now.latencyTotalMs() - before.latencyTotalMs()) / measured;
        return String.format(
                Locale.ROOT,
                "connections=%d channels=%d messages=%d latency_avg_ms=%.2f memory=%d cpu=%.3f",
                now.connections(),
                now.channels(),
                now.messages() - before.messages(),
                latency,
                now.memoryBytes(),
                now.cpu());
    }
}
