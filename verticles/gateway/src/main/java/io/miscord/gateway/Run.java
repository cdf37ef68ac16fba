package io.miscord.gateway;

import io.miscord.contract.StreamEvent;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of one stream that follow on each other, as one frame for all who have none of them: the event itself, or a
 * batch. Whoever has the first of them already, or takes no batches, gets the others one by one. Encoded when first
 * asked for, once for each wire; used on one thread.
 */
final class Run implements AutoCloseable {
    private final ByteBufAllocator memory;
    private final List<StreamEvent> events;
    private final @Nullable Encoded[] singles;
    private @Nullable SharedFrame batch;
    private int written;

    Run(ByteBufAllocator memory, List<StreamEvent> events) {
        this.memory = memory;
        this.events = events;
        this.singles = new @Nullable Encoded[events.size()];
    }

    /** Cuts events into pieces of at most so many events, and so many bytes where one alone is not larger. */
    static List<List<StreamEvent>> cut(List<StreamEvent> events, int maxEvents, int maxBytes) {
        var pieces = new ArrayList<List<StreamEvent>>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            int size = events.get(i).frame().size();
            if (i > from && (i - from >= maxEvents || bytes + size > maxBytes)) {
                pieces.add(events.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < events.size()) {
            pieces.add(events.subList(from, events.size()));
        }
        return pieces;
    }

    /** Writes what the subscription lacks, as far as it follows on its position and there is room. */
    void writeTo(Subscription subscription) {
        int had = (int) (subscription.position + 1 - events.getFirst().seq());
        if (subscription.gone || had < 0 || had >= events.size()) {
            return;
        }
        var receiver = subscription.receiver;
        int has = had;
        if (had == 0 && events.size() > 1 && receiver.takesBatches()) {
            if (receiver.hasRoom()) {
                receiver.event(batch());
                has = events.size();
                written += has;
            }
        } else {
            for (; has < events.size() && receiver.hasRoom(); has++) {
                var frame = single(has).on(receiver.wire());
                if (frame != null) {
                    receiver.event(frame);
                    written++;
                }
            }
        }
        subscription.position += has - had;
    }

    /** How many events were written, each counted for each who got it. */
    int written() {
        return written;
    }

    private SharedFrame batch() {
        var made = batch;
        if (made == null) {
            made = SharedFrame.batch(memory, events);
            batch = made;
        }
        return made;
    }

    private Encoded single(int i) {
        var made = singles[i];
        if (made == null) {
            made = Encoded.of(memory, events.get(i));
            singles[i] = made;
        }
        return made;
    }

    @Override
    public void close() {
        if (batch != null) {
            batch.close();
        }
        for (var single : singles) {
            if (single != null) {
                single.close();
            }
        }
    }
}
