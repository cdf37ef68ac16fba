package io.miscord.persistence.tasks;

/**
 * How fast several tasks of a node may append together: each that has appended waits until that many were due. What
 * was not used is not saved up. Pure but for what it remembers; for one thread at a time.
 */
final class ImportPace {
    private static final long SECOND_MS = 1_000;

    private final int perSecond;
    /** When all that was appended so far is due. */
    private long due = Long.MIN_VALUE;

    ImportPace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Milliseconds to wait after appending so many at this time, of a clock that never goes back. */
    long after(int events, long now) {
        due = Math.max(due, now) + events * SECOND_MS / perSecond;
        return due - now;
    }
}
