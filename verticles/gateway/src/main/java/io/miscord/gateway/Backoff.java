package io.miscord.gateway;

import java.util.random.RandomGenerator;

/**
 * How long to wait before something is tried again: twice as long each time, up to a bound, and by chance up to half
 * of it less, so that many do not come back at one moment. Pure.
 *
 * @param firstMs what the first wait is at most
 * @param lastMs what any is at most
 */
record Backoff(long firstMs, long lastMs) {
    private static final int MOST_DOUBLINGS = 20;

    /** Milliseconds to wait after so many waits before this one. */
    long waitMs(int before, RandomGenerator random) {
        long most = mostMs(before);
        return most - random.nextLong(most / 2 + 1);
    }

    /** The same, but not less by any chance. */
    long mostMs(int before) {
        return Math.min(lastMs, firstMs << Math.min(before, MOST_DOUBLINGS));
    }
}
