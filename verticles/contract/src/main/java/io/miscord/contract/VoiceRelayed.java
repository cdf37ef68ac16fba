package io.miscord.contract;

import java.util.List;

/**
 * What became of signals.
 *
 * @param unknown places in the list of those whose target is not in the call
 */
public record VoiceRelayed(List<Integer> unknown) implements Answer {
    public VoiceRelayed {
        unknown = List.copyOf(unknown);
    }
}
