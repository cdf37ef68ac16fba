package io.miscord.platform.embedded;

import java.time.Duration;

/** When waiting ends. */
final class Deadline {
    private static final long PAUSE_MS = 20;

    private final Duration duration;
    private final long end;

    private Deadline(Duration duration) {
        this.duration = duration;
        this.end = System.nanoTime() + duration.toNanos();
    }

    static Deadline in(Duration duration) {
        return new Deadline(duration);
    }

    boolean over() {
        return System.nanoTime() - end >= 0;
    }

    /** How long it was from the start. */
    Duration duration() {
        return duration;
    }

    /** Lets a little time pass before the next look. */
    void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while waiting for an embedded server", e);
        }
    }
}
