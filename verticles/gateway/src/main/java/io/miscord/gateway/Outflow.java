package io.miscord.gateway;

/**
 * What one socket may have waiting to be read, and for how long. Pure; times are milliseconds of a clock that never
 * goes back. While it is full, its streams stop where they are and are caught up once it has drained; so what waits
 * grows by its own answers alone, and {@link #isTooSlow} ends a socket that does not even read those.
 */
final class Outflow {
    /**
     * The bounds of a socket, in bytes that were written and not yet taken by the network.
     *
     * @param whisper above it, typing and presence are left out
     * @param full above it, the socket lags: events stop
     * @param drained below it, events go on
     * @param most above it, it is ended
     * @param longestLagMs how long it may take to drain
     */
    record Bounds(long whisper, int full, int drained, long most, long longestLagMs) {}

    private static final long NEVER = -1;

    private final Bounds bounds;
    private long fullSince = NEVER;
    private long greeting;
    private boolean waited;
    private long left;

    Outflow(Bounds bounds) {
        this.bounds = bounds;
    }

    /** A greeting of this size was written: however large the person's world is, it does not count against them. */
    void greeted(int bytes) {
        greeting += bytes;
    }

    void filled(long now) {
        if (fullSince == NEVER) {
            fullSince = now;
        }
    }

    void drained() {
        fullSince = NEVER;
        greeting = 0;
    }

    boolean isLagging() {
        return fullSince != NEVER;
    }

    /**
     * Whether some of what waited when this was asked last has left since. Then the client reads, however slowly,
     * though it cannot answer pings that wait behind all else. What leaves when nothing waited is only on its way.
     *
     * @param written all that was ever written, counted as {@code waiting} is
     */
    boolean drains(long waiting, long written) {
        long leftBefore = left;
        boolean waitedBefore = waited;
        left = written - waiting;
        waited = waiting > 0;
        return waitedBefore && left > leftBefore;
    }

    /** Whether what may be lost is to be left out. */
    boolean isBusy(long waiting) {
        return waiting > bounds.whisper();
    }

    /** Whether the socket is to be ended, with this many bytes waiting. A larger greeting may take longer. */
    boolean isTooSlow(long waiting, long now) {
        if (waiting > bounds.most() + greeting) {
            return true;
        }
        return fullSince != NEVER && now - fullSince > bounds.longestLagMs() * (1 + greeting / bounds.most());
    }
}
