package io.miscord.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A clock that stands still until it is moved. Safe on any thread. */
public final class ManualClock extends Clock implements LongSupplier {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    /** A clock that shows this instant, in UTC. */
    public ManualClock(Instant now) {
        this(new AtomicReference<>(now), ZoneOffset.UTC);
    }

    private ManualClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Moves it forward. */
    public void advance(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }

    /** Sets it, back in time too. */
    public void set(Instant to) {
        now.set(to);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Milliseconds since 1970, for who takes time as a number. */
    @Override
    public long getAsLong() {
        return millis();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, seen from another zone. */
    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(now, other);
    }
}
