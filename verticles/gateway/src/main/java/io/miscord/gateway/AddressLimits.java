package io.miscord.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How many sockets one network address may open, and how many of them may not have said yet who they are: so that one
 * alone cannot use up what the node takes in. The table has a fixed number of slots, and addresses of one slot share
 * it; which ones those are nobody outside can know. So its size never changes, whoever comes. Safe on any thread.
 */
final class AddressLimits {
    /** With some abusers about, the chance that somebody shares a slot with one of them is one in a thousand. */
    static final int SLOTS = 4_096;

    private static final long TELL_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int FOLD = 29;

    private final Bounds bounds;
    private final long seed;
    private final LongSupplier nanoTime;
    private final Pace[] paces = new Pace[SLOTS];
    private final Pace[] announcements = new Pace[SLOTS];
    private final AtomicIntegerArray unauthenticated = new AtomicIntegerArray(SLOTS);
    private final AtomicLongArray toldAt = new AtomicLongArray(SLOTS);

    /**
     * The bounds of an address.
     *
     * @param perSecond sockets it may open each second in the long run
     * @param burst sockets it may open at once
     * @param unauthenticated its sockets that have not said who they are
     */
    record Bounds(int perSecond, int burst, int unauthenticated) {}

    /**
     * Limits that nobody has come up against yet.
     *
     * @param seed decides which addresses share a slot; not to be known outside
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    AddressLimits(Bounds bounds, long seed, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.seed = seed;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        for (int slot = 0; slot < SLOTS; slot++) {
            paces[slot] = new Pace(bounds.perSecond(), bounds.burst(), nanoTime);
            announcements[slot] = new Pace(bounds.perSecond(), bounds.burst(), nanoTime);
            toldAt.set(slot, now - TELL_NANOS);
        }
    }

    /** The slot of an address, as {@code Client.counted} gives it. */
    int slot(String counted) {
        long hash = seed;
        for (int i = 0; i < counted.length(); i++) {
            hash = (hash ^ counted.charAt(i)) * MIX;
            hash ^= hash >>> FOLD;
        }
        return Math.floorMod(hash, SLOTS);
    }

    /** Counts a socket that is about to be opened: 0, or the milliseconds after which there may be another. */
    long take(int slot) {
        return paces[slot].take();
    }

    /** It is not opened, for no fault of the address's: does not count. */
    void giveBack(int slot) {
        paces[slot].giveBack();
    }

    /** The same for what may become a socket and takes a place only then; at the same pace, and counted by itself. */
    long announce(int slot) {
        return announcements[slot].take();
    }

    /** Takes one of the places of those who have not said who they are; false when there is none. */
    boolean admit(int slot) {
        if (unauthenticated.incrementAndGet(slot) > bounds.unauthenticated()) {
            unauthenticated.decrementAndGet(slot);
            return false;
        }
        return true;
    }

    /** Gives that place back: they have said it, or are gone. */
    void release(int slot) {
        unauthenticated.decrementAndGet(slot);
    }

    /** Whether a refusal is worth a line in the log: one each ten seconds is. */
    boolean mayTell(int slot) {
        long now = nanoTime.getAsLong();
        long before = toldAt.get(slot);
        return now - before >= TELL_NANOS && toldAt.compareAndSet(slot, before, now);
    }
}
