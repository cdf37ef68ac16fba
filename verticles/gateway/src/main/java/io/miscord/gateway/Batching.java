package io.miscord.gateway;

import io.miscord.contract.StreamEvent;
import java.util.List;

/**
 * How large a batch frame becomes, and how long an event waits for it.
 *
 * @param widestMs the longest window in milliseconds; 0: nothing waits
 * @param maxEvents events of a batch
 * @param maxBytes bytes of a batch, unless one event alone has more
 */
record Batching(int widestMs, int maxEvents, int maxBytes) {
    /** These events as the pieces that leave as one frame each. */
    List<List<StreamEvent>> cut(List<StreamEvent> events) {
        return Run.cut(events, maxEvents, maxBytes);
    }
}
