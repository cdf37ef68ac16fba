package io.miscord.persistence.tasks;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Removes what is left of deleted channels and servers, slice by slice; a slice that is done twice does nothing. */
final class Purge implements Work {
    private final LongSupplier left;
    private final Supplier<LongSupplier> begin;

    /**
     * A purge.
     *
     * @param left how many messages are still to be removed, about
     * @param begin begins one: what it gives removes some rows each time it is asked, and answers how many messages
     *     were among them; negative when nothing is left
     */
    Purge(LongSupplier left, Supplier<LongSupplier> begin) {
        this.left = left;
        this.begin = begin;
    }

    /** How far a purge is; {@code slices} alone says that it came forward. */
    record Progress(long slices, long removed, long total) {}

    @Override
    public Made run(Attempt attempt) {
        var progress = attempt.checkpoint(Progress.class).orElseGet(() -> new Progress(0, 0, left.getAsLong()));
        var slice = begin.get();
        while (true) {
            long removed = slice.getAsLong();
            if (removed < 0) {
                return new Made(null, 0, null);
            }
            long all = progress.removed() + removed;
            progress = new Progress(progress.slices() + 1, all, Math.max(all, progress.total()));
            attempt.save(progress, progress.removed(), progress.total());
        }
    }
}
