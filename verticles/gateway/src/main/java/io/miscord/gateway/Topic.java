package io.miscord.gateway;

import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One stream: who has it on this event loop, up to where it was written to them, and what is gathered to be written
 * next. Pure; used on its hub's loop.
 */
final class Topic {
    static final long NO_WINDOW = -1;

    final StreamId stream;
    final BatchWindow window;
    /** Of those who are behind, the ones whose turn it is to be caught up. */
    final Set<Subscription> readers = new LinkedHashSet<>();
    /** Set while what is gathered waits for the end of this turn. */
    boolean isLeaving;
    /** When the open window ends, as {@link Windows} counts. */
    long windowEnd = NO_WINDOW;
    /** Set while missed events are on their way, so that they are asked for once. */
    boolean fetching;
    /** After which seq a page could not be written, and how often in a row. */
    long failedAfter = -1;

    int failures;

    private final List<Subscription> subscriptions = new ArrayList<>();
    private List<StreamEvent> gathered = new ArrayList<>();
    private long sent = -1;

    Topic(StreamId stream, BatchWindow window) {
        this.stream = stream;
        this.window = window;
    }

    void add(Subscription subscription) {
        subscription.index = subscriptions.size();
        subscriptions.add(subscription);
    }

    void remove(Subscription subscription) {
        readers.remove(subscription);
        var last = subscriptions.removeLast();
        if (last != subscription) {
            last.index = subscription.index;
            subscriptions.set(last.index, last);
        }
    }

    int size() {
        return subscriptions.size();
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    /** Does this for all who have the stream, in no order; meanwhile any of them may go. */
    void each(Consumer<Subscription> work) {
        for (int i = subscriptions.size() - 1; i >= 0; i = Math.min(i, subscriptions.size()) - 1) {
            work.accept(subscriptions.get(i));
        }
    }

    /** Whether the feed has said where the events that it hands over begin. */
    boolean isFollowed() {
        return sent >= 0;
    }

    /** The last seq that was written to all who were not behind; -1 while not followed. */
    long sent() {
        return sent;
    }

    /** The last seq that is here: written, or gathered. */
    long reached() {
        return sent + gathered.size();
    }

    /** Takes the event that follows on what is here. */
    void gather(StreamEvent event) {
        if (event.seq() != reached() + 1) {
            throw new IllegalArgumentException(event.seq() + " does not follow on " + reached());
        }
        gathered.add(event);
    }

    /** Takes out what was gathered, which is now to be written. */
    List<StreamEvent> leave() {
        var events = gathered;
        gathered = events.isEmpty() ? events : new ArrayList<>();
        return events;
    }

    /** Goes on after this seq: who stands before it is behind. Nothing may be gathered. */
    void skipTo(long seq) {
        sent = Math.max(sent, seq);
    }
}
