package io.miscord.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which streams moved lately on a node that commits, told to all each second: heals hints that were lost.
 *
 * @param epoch the history that these numbers belong to, as that node knows it; null while it knows none
 * @param heads the last seq of each stream that moved
 */
public record Heads(@Nullable String epoch, Map<StreamId, Long> heads) implements BusMessage {
    public Heads {
        heads = Map.copyOf(heads);
    }
}
