package io.miscord.platform.data;

/**
 * A token bucket: so many at once, so many a second in the long run. Pure; times are milliseconds of a clock that never
 * goes back; used by one thread at a time.
 */
public final class Bucket {
    private static final double MS_PER_SECOND = 1_000.0;

    private final double capacity;
    private final double perMs;
    private double tokens;
    private long at;

    /**
     * A full bucket.
     *
     * @param capacity how many may be taken at once
     * @param perSecond how many come back a second
     * @param now the time, in milliseconds
     */
    public Bucket(int capacity, double perSecond, long now) {
        this.capacity = capacity;
        this.perMs = perSecond / MS_PER_SECOND;
        this.tokens = capacity;
        this.at = now;
    }

    /** Takes one, if there is one. */
    public boolean take(long now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Puts one back that was taken in vain; there are never more than the capacity. */
    public void giveBack(long now) {
        fill(now);
        tokens = Math.min(capacity, tokens + 1);
    }

    /** No more than this is left, for others took too; negative is debt, which is at most the capacity. */
    public void lower(double most, long now) {
        fill(now);
        tokens = Math.min(tokens, Math.max(-capacity, most));
    }

    /** How many are left, whole ones. */
    public int remaining(long now) {
        fill(now);
        return (int) Math.max(0, tokens);
    }

    /** Milliseconds until there is one to take; 0 when there is. */
    public long waitMs(long now) {
        fill(now);
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perMs);
    }

    /** Milliseconds until it is full again. */
    public long fullInMs(long now) {
        fill(now);
        return (long) Math.ceil((capacity - tokens) / perMs);
    }

    private void fill(long now) {
        if (now > at) {
            tokens = Math.min(capacity, tokens + (now - at) * perMs);
            at = now;
        }
    }
}
