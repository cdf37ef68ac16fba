package io.miscord.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far streams are on a node that commits: heals hints that were lost. Told to all nodes each second of the streams
 * that moved lately; and, as a hint, to each gateway node behind the hints themselves, of the streams that fell quiet,
 * for nothing else would tell that the last one was lost.
 *
 * @param epoch the history that these numbers belong to, as that node knows it; null while it knows none, and in a hint
 * @param heads the last seq of each stream
 */
public record Heads(@Nullable String epoch, Map<StreamId, Long> heads) implements BusMessage, Hint {
    public Heads {
        heads = Map.copyOf(heads);
    }
}
