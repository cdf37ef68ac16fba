package io.miscord.testkit.chaos;

/**
 * One fault that struck. Times are those of the trial, in nanoseconds.
 *
 * @param healedAt when what was broken was put right
 * @param recoveredAt when every client was live again and nobody waited for an ack any more; never if that was too late
 */
record Strike(String fault, String detail, long at, long healedAt, long recoveredAt) {
    static final long NEVER = Long.MAX_VALUE;

    boolean recovered() {
        return recoveredAt != NEVER;
    }

    /** Whether the fault, or its aftermath, lasted at that time. */
    boolean covers(long t) {
        return t >= at && (t <= recoveredAt || t <= healedAt);
    }
}
