package io.miscord.gateway;

import io.miscord.contract.Frame;
import io.miscord.gateway.wire.MonitorWire;
import io.miscord.platform.bus.Bus;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The figures of this second, encoded once a node for each of the two audiences. Safe on any thread. */
final class LoadFrames {
    private static final long SECOND_MS = 1_000;

    private final Bus bus;
    private final MonitorWire wire;
    private final AtomicReference<@Nullable Made> forAll = new AtomicReference<>();
    private final AtomicReference<@Nullable Made> forOperators = new AtomicReference<>();

    private record Made(long second, Frame frame) {}

    LoadFrames(Bus bus, MonitorWire wire) {
        this.bus = bus;
        this.wire = wire;
    }

    /** The frame of now. */
    Frame now(boolean operator) {
        var latest = operator ? forOperators : forAll;
        long second = wire.clock().millis() / SECOND_MS;
        var known = latest.get();
        if (known != null && known.second == second) {
            return known.frame;
        }
        // Two loops may be here at once: either's figures are as good.
        var made = new Made(second, wire.frame(ClusterLoad.of(bus.nodes(), bus.node(), operator)));
        latest.set(made);
        return made.frame;
    }
}
