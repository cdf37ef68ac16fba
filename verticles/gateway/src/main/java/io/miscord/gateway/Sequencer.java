package io.miscord.gateway;

import io.miscord.contract.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts the events of one stream in order: delivers the next, drops what came before, holds what came early. It trusts
 * {@code seq} alone, never arrival. Pure; used by one thread at a time.
 */
final class Sequencer {
    /** Early events held; what comes beyond is dropped here and fetched with the rest of the gap. */
    static final int MAX_HELD = 1_000;

    private final TreeMap<Long, StreamEvent> held = new TreeMap<>();
    private long delivered;
    private long head;

    /** Starts after this seq. */
    Sequencer(long delivered) {
        this.delivered = delivered;
        this.head = delivered;
    }

    /**
     * Takes an event; answers what is now to be delivered, in order: nothing, it alone, or it and what waited for it.
     */
    List<StreamEvent> accept(StreamEvent event) {
        heard(event.seq());
        if (event.seq() <= delivered) {
            return List.of();
        }
        if (event.seq() > delivered + 1) {
            if (held.size() < MAX_HELD) {
                held.put(event.seq(), event);
            }
            return List.of();
        }
        delivered = event.seq();
        if (held.isEmpty()) {
            return List.of(event);
        }
        var ready = new ArrayList<StreamEvent>();
        ready.add(event);
        while (!held.isEmpty() && held.firstKey() <= delivered + 1) {
            var next = held.pollFirstEntry().getValue();
            if (next.seq() == delivered + 1) {
                delivered = next.seq();
                ready.add(next);
            }
        }
        return ready;
    }

    /** Somebody says that the stream has reached this seq. */
    void heard(long seq) {
        head = Math.max(head, seq);
    }

    /** Whether events are known to exist that have not been delivered. */
    boolean isBehind() {
        return head > delivered;
    }

    /** The last seq that is known to exist. */
    long head() {
        return head;
    }

    /** The last seq delivered. */
    long delivered() {
        return delivered;
    }

    /** Starts anew after this seq: what lay between cannot be had any more. */
    void skipTo(long seq) {
        delivered = seq;
        head = Math.max(head, seq);
        held.headMap(seq, true).clear();
    }
}
