package io.miscord.contract;

import java.util.List;

/**
 * A batch of hints from one node to another, acknowledged by its number.
 *
 * @param hints in the order in which the sender announced them
 */
public record Hints(List<Hint> hints) implements BusMessage {
    public Hints {
        hints = List.copyOf(hints);
    }
}
