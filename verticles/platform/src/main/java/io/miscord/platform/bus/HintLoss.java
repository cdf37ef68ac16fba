package io.miscord.platform.bus;

import io.miscord.contract.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The way to one other node as {@link HintFaults} want it: some hints are lost, and some let later ones pass. Pure;
 * used by one thread at a time.
 */
final class HintLoss {
    private static final int PERCENT = 100;
    /** Hints that pass one that is held back; one that nothing follows is lost, as the last one before a crash is. */
    private static final int MOST_PASSING = 4;

    private record Held(Hint hint, int passing) {}

    private final HintFaults faults;
    private final RandomGenerator random;
    private List<Held> held = List.of();

    HintLoss(HintFaults faults, RandomGenerator random) {
        this.faults = faults;
        this.random = random;
    }

    /** What leaves now that this hint has come, in order: nothing, it, or it and those that let it pass. */
    List<Hint> pass(Hint hint) {
        if (faults.none()) {
            return List.of(hint);
        }
        if (random.nextInt(PERCENT) < faults.dropPercent()) {
            return List.of();
        }
        if (random.nextInt(PERCENT) < faults.reorderPercent()) {
            held = with(new Held(hint, random.nextInt(MOST_PASSING) + 1));
            return List.of();
        }
        var leaving = new ArrayList<Hint>();
        leaving.add(hint);
        var staying = new ArrayList<Held>();
        for (var it : held) {
            if (it.passing() == 1) {
                leaving.add(it.hint());
            } else {
                staying.add(new Held(it.hint(), it.passing() - 1));
            }
        }
        held = staying;
        return leaving;
    }

    private List<Held> with(Held another) {
        var all = new ArrayList<>(held);
        all.add(another);
        return all;
    }
}
