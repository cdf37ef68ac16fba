package io.miscord.platform.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Sockets of a kind: how many there are, how many there were at most, and how many channels they have. */
final class SocketFigures {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private volatile IntSupplier channels = () -> 0;

    SocketFigures(Meters meters, String name) {
        meters.gauge(name, "Sockets now", now::get);
        meters.gauge(name + ".peak", "The most sockets at once", peak::get);
        meters.gauge(name + ".channels", "Channels that these sockets have", this::channels);
    }

    void opened() {
        peak.accumulateAndGet(now.incrementAndGet(), Math::max);
    }

    void closed() {
        now.decrementAndGet();
    }

    int now() {
        return now.get();
    }

    int peak() {
        return peak.get();
    }

    int channels() {
        return channels.getAsInt();
    }

    /** Where to ask from now on. */
    void channels(IntSupplier count) {
        channels = count;
    }
}
