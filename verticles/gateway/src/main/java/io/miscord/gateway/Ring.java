package io.miscord.gateway;

import io.miscord.contract.StreamEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The most recent events of one stream, contiguous, for whoever is a little behind. Pure; one thread at a time. */
final class Ring {
    private static final int MAX_EVENTS = 256;
    private static final int MAX_BYTES = 256 * 1024;

    private final ArrayDeque<StreamEvent> events = new ArrayDeque<>();
    private long bytes;

    /** Adds the event that follows the last one; anything else starts the ring anew. */
    void add(StreamEvent event) {
        if (!events.isEmpty() && events.getLast().seq() + 1 != event.seq()) {
            events.clear();
            bytes = 0;
        }
        events.add(event);
        bytes += event.frame().size();
        while (events.size() > MAX_EVENTS || (bytes > MAX_BYTES && events.size() > 1)) {
            bytes -= events.remove().frame().size();
        }
    }

    /**
     * Takes older events that were fetched, as far as they lead up to what is here, or to {@code last} when nothing is,
     * and there is space.
     *
     * @param older contiguous; what is here already is passed over
     */
    void precede(List<StreamEvent> older, long last) {
        long next = events.isEmpty() ? last + 1 : events.getFirst().seq();
        for (var event : older.reversed()) {
            if (event.seq() < next - 1) {
                return;
            }
            if (event.seq() == next - 1) {
                if (events.size() >= MAX_EVENTS || bytes + event.frame().size() > MAX_BYTES) {
                    return;
                }
                events.addFirst(event);
                bytes += event.frame().size();
                next = event.seq();
            }
        }
    }

    /** All events after this seq, or empty when the ring does not reach back that far. */
    Optional<List<StreamEvent>> after(long seq) {
        if (events.isEmpty()
                || events.getFirst().seq() > seq + 1
                || events.getLast().seq() < seq) {
            return Optional.empty();
        }
        var wanted = new ArrayList<StreamEvent>();
        for (var event : events) {
            if (event.seq() > seq) {
                wanted.add(event);
            }
        }
        return Optional.of(wanted);
    }
}
