package io.miscord.platform.metrics;

import io.miscord.contract.NodeFigures;
import java.util.function.LongSupplier;

/** What a node tells all others of its load with each of its signs of life. Used by one thread at a time. */
public final class Pulse {
    private final Meters meters;
    private final LongSupplier nanoTime;
    private final Rate messages = new Rate();
    private final Rate deliveries = new Rate();

    /**
     * A pulse that has not beaten yet.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds: {@code System::nanoTime}
     */
    public Pulse(Meters meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    /** The figures of now; rates are of the last seconds, as long as this is called about each second. */
    public NodeFigures beat() {
        long now = nanoTime.getAsLong();
        var figures = meters.performance();
        return new NodeFigures(
                meters.uptimeSeconds(),
                meters.watchers(),
                figures.stored(),
                messages.at(now, figures.stored()),
                figures.messages(),
                deliveries.at(now, figures.messages()),
                meters.latencySeconds(Meters.P50),
                meters.latencySeconds(Meters.P99),
                meters.lagMs(),
                figures.cpu(),
                figures.memoryBytes(),
                meters.breakerStates());
    }
}
