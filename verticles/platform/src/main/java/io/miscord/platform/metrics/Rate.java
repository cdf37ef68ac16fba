package io.miscord.platform.metrics;

import java.util.ArrayDeque;

/** How often a second something happened lately, by looking at its count now and then. Pure; one thread at a time. */
final class Rate {
    /** What is looked back at: long enough for a steady figure, short enough for one of now. */
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private static final double SECOND_NANOS = 1e9;

    private record Look(long at, long count) {}

    private final ArrayDeque<Look> looks = new ArrayDeque<>();

    /** Looks at the count at this time, in nanoseconds of a clock that never goes back; 0 at the first look. */
    double at(long now, long count) {
        looks.add(new Look(now, count));
        var first = looks.getFirst();
        while (looks.size() > 2 && now - first.at > WINDOW_NANOS) {
            looks.removeFirst();
            first = looks.getFirst();
        }
        return now > first.at ? (count - first.count) * SECOND_NANOS / (now - first.at) : 0;
    }
}
