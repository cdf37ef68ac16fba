package io.miscord.contract;

import java.util.Map;

/**
 * Which calls there are.
 *
 * @param revs by the stream of the channel, which state each is in
 */
public record VoiceCalls(Map<StreamId, Long> revs) implements Answer {
    public VoiceCalls {
        revs = Map.copyOf(revs);
    }
}
