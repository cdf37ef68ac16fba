package io.miscord.api.request;

import io.miscord.contract.SessionId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which sessions were alive a moment ago, so that not each request asks the owner. One for all event loops of a node,
 * so that who signs out is out on all of them. Bounded: when it is full all is forgotten, and asked again. Time is an
 * argument. Safe on any thread.
 */
public final class Sessions {
    private final int capacity;
    private final long lifeMillis;
    private final ConcurrentMap<SessionId, Known> known = new ConcurrentHashMap<>();

    /**
     * Remembers nothing yet.
     *
     * @param capacity sessions remembered
     * @param lifeMillis for how long what was learnt is believed
     */
    public Sessions(int capacity, long lifeMillis) {
        this.capacity = capacity;
        this.lifeMillis = lifeMillis;
    }

    /** Whether a session is alive, if that was learnt lately. */
    Optional<Boolean> alive(SessionId session, long now) {
        return Optional.ofNullable(known.get(session))
                .filter(learnt -> now - learnt.at() < lifeMillis)
                .map(Known::alive);
    }

    /** Remembers what the owner said. An ended session stays ended: an answer that says else was older. */
    void learn(SessionId session, boolean alive, long now) {
        if (known.size() >= capacity) {
            known.clear();
        }
        known.merge(session, new Known(alive, now), (before, after) -> before.alive() ? after : before);
    }

    /** How many are remembered. */
    int size() {
        return known.size();
    }

    private record Known(boolean alive, long at) {}
}
