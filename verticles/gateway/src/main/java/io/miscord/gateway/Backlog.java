package io.miscord.gateway;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one receiver that are behind, in the order in which they fell behind. Only a few are read at a time:
 * nothing is asked for that could not be written soon, however many streams a resume has to catch up with. Pure; used
 * on its hub's loop.
 */
final class Backlog {
    /** Streams of one receiver that are caught up side by side. */
    static final int AT_ONCE = 4;

    private final Set<Subscription> waiting = new LinkedHashSet<>();
    private final Set<Subscription> reading = new LinkedHashSet<>();
    /** Few clients ever have more than their node has heard of. */
    private @Nullable Turns claims;

    /** The subscription is behind, and was not before. */
    void add(Subscription subscription) {
        waiting.add(subscription);
    }

    /** The subscription is not behind any more, or gone. */
    void remove(Subscription subscription) {
        if (!reading.remove(subscription)) {
            waiting.remove(subscription);
        }
    }

    /** The one whose turn it is to be read now, on top of those that are; null when none waits or enough are read. */
    @Nullable
    Subscription next() {
        if (waiting.isEmpty() || reading.size() >= AT_ONCE) {
            return null;
        }
        var next = waiting.iterator().next();
        waiting.remove(next);
        reading.add(next);
        return next;
    }

    /** Questions to PostgreSQL about what its client says to have and nobody has heard of here: one at a time. */
    Turns claims() {
        var its = claims;
        if (its == null) {
            its = new Turns(1);
            claims = its;
        }
        return its;
    }

    /** Those that are read now. */
    List<Subscription> reading() {
        return List.copyOf(reading);
    }
}
