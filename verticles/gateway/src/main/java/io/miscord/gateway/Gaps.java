package io.miscord.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What is missing of one stream, and since when that is known, so that it can be measured how long a repair takes. It
 * remembers {@value #MOST} gaps at most; those beyond are repaired like any other, and not measured. Pure; one thread
 * at a time.
 */
final class Gaps {
    /** How many gaps are remembered. */
    static final int MOST = 200;

    private final ArrayDeque<Gap> open = new ArrayDeque<>();

    /**
     * Events that exist and have not come.
     *
     * @param first the first of them
     * @param last the last of them
     * @param since when it was noticed, on the clock of whoever noticed
     */
    record Gap(long first, long last, long since) {}

    /** That these exist is known from now on; none when the first is after the last. To be told of in their order. */
    void noticed(long first, long last, long now) {
        if (first <= last && open.size() < MOST) {
            open.add(new Gap(first, last, now));
        }
    }

    /** Everything up to this seq has been handed over: the gaps that are none any more. */
    List<Gap> closed(long seq) {
        if (open.isEmpty() || open.getFirst().last > seq) {
            return List.of();
        }
        var closed = new ArrayList<Gap>();
        while (!open.isEmpty() && open.getFirst().last <= seq) {
            closed.add(open.remove());
        }
        return closed;
    }
}
