package io.miscord.platform.data;

import java.util.Arrays;

/**
 * The failures of the last while: so many within so long, literally. Successes do not clear it; only time does.
 * Pure and immutable; times are nanoseconds of a clock that never goes back. Holds as many times as the threshold.
 */
final class FailureWindow {
    private static final long[] NONE = {};

    private final int threshold;
    private final long windowNanos;
    private final long[] times;

    private FailureWindow(int threshold, long windowNanos, long[] times) {
        this.threshold = threshold;
        this.windowNanos = windowNanos;
        this.times = times;
    }

    /** A window without a failure in it. */
    static FailureWindow empty(int threshold, long windowNanos) {
        if (threshold < 1 || windowNanos < 1) {
            throw new IllegalArgumentException("a threshold of one failure and a window of some time at least");
        }
        return new FailureWindow(threshold, windowNanos, NONE);
    }

    /** The window after a failure now. */
    FailureWindow failed(long now) {
        int first = firstWithin(now);
        // Of more failures than the threshold only the last ones decide anything.
        int from = Math.max(first, times.length - threshold + 1);
        var later = Arrays.copyOfRange(times, from, times.length + 1);
        later[later.length - 1] = now;
        return new FailureWindow(threshold, windowNanos, later);
    }

    /** Failures within the window, the threshold at most. */
    int failures(long now) {
        return times.length - firstWithin(now);
    }

    /** Whether there were enough failures within the window. */
    boolean isFull(long now) {
        return failures(now) >= threshold;
    }

    private int firstWithin(long now) {
        int first = 0;
        while (first < times.length && now - times[first] >= windowNanos) {
            first++;
        }
        return first;
    }
}
