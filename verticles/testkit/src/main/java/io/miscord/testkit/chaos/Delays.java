package io.miscord.testkit.chaos;

/** How long many things took, to within a tenth. Not safe on several threads. */
final class Delays {
    private static final double STEP = 1.1;
    private static final int BUCKETS = 200;
    private static final double FIRST_MS = 0.1;

    private final long[] counts = new long[BUCKETS];
    private long all;
    private double most;

    /** Takes one; a negative one counts as none at all. */
    void add(double ms) {
        int bucket = ms <= FIRST_MS ? 0 : (int) (Math.log(ms / FIRST_MS) / Math.log(STEP)) + 1;
        counts[Math.min(bucket, BUCKETS - 1)]++;
        all++;
        most = Math.max(most, ms);
    }

    /** Milliseconds that this share of all stays under, as 0.99; 0 when there is none. */
    double quantile(double share) {
        long wanted = (long) Math.ceil(all * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Math.min(most, FIRST_MS * Math.pow(STEP, i));
            }
        }
        return most;
    }

    /** The longest, in milliseconds. */
    double most() {
        return most;
    }

    long count() {
        return all;
    }
}
