package io.miscord.testkit;

import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Where a test's chance comes from. {@code MISCORD_SEED} repeats a run; a test names its seed in what it says when it
 * fails, as {@link #toString} spells it.
 *
 * @param value the seed
 */
public record Seed(long value) {
    private static final System.Logger LOG = System.getLogger(Seed.class.getName());
    private static final long BOUND = 1_000_000_000L;

    /** The one that the environment asks for, or else a new one; printed in either case. */
    public static Seed announced() {
        var seed = new Seed(Optional.ofNullable(System.getenv("MISCORD_SEED"))
                .map(Long::parseLong)
                .orElseGet(() -> new Random().nextLong(BOUND)));
        LOG.log(System.Logger.Level.INFO, seed.toString());
        return seed;
    }

    /** A generator that gives the same numbers for the same seed. */
    public RandomGenerator random() {
        return new Random(value);
    }

    @Override
    public String toString() {
        return "MISCORD_SEED=" + value;
    }
}
