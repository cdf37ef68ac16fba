package io.miscord.contract;

import java.util.Map;

/**
 * Which streams moved lately on a node that commits, told to all each second: heals hints that were lost.
 *
 * @param from the node that committed
 * @param heads the last seq of each stream that moved
 */
public record Heads(String from, Map<StreamId, Long> heads) implements BusMessage {
    public Heads {
        heads = Map.copyOf(heads);
    }
}
