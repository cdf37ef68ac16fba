package io.miscord.testkit.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is to be tried.
 *
 * @param seed where all chance comes from: who does what when, and the order of the faults
 * @param messages acknowledged messages after which it ends, once every fault has struck
 * @param longest after which it ends in any case, once every fault has struck
 * @param shortForm shorter faults, each once, as a test has time for
 * @param calm no faults but the hints that are lost and swapped all the time: for figures
 * @param rate messages a second that the clients try to write, together
 * @param keep whether the folder with histories and logs stays when all is well
 * @param folder where everything is kept
 */
record Plan(
        long seed,
        long messages,
        Duration longest,
        boolean shortForm,
        boolean calm,
        int rate,
        boolean keep,
        Path folder,
        int people,
        int servers,
        int channelsPerServer,
        int conversations) {
    private static final int SLOW_ONE = 1;
    private static final int CYCLE = 10;

    /** The full form. */
    static Plan full(long seed, long messages, Duration longest, int rate, boolean keep, Path folder) {
        return new Plan(seed, messages, longest, false, false, rate, keep, folder, 61, 6, 4, 20);
    }

    /** The short form. */
    static Plan brief(long seed, long messages, Duration longest, int rate, boolean keep, Path folder) {
        return new Plan(seed, messages, longest, true, false, rate, keep, folder, 31, 3, 4, 8);
    }

    /** The same without faults. */
    Plan withoutFaults() {
        return new Plan(
                seed,
                messages,
                longest,
                shortForm,
                true,
                rate,
                keep,
                folder,
                people,
                servers,
                channelsPerServer,
                conversations);
    }

    /** What this person does: of ten, six stay, two drop, one hops and one moves; the last of all reads slowly. */
    Habit habit(int person) {
        if (person >= people - SLOW_ONE) {
            return Habit.READS_SLOWLY;
        }
        return switch (person / servers % CYCLE) {
            case 2, 6 -> Habit.DROPS;
            case 4 -> Habit.HOPS;
            case 7 -> Habit.MOVES;
            default -> Habit.STAYS;
        };
    }
}
