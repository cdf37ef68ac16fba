package io.miscord.api.request;

import io.miscord.contract.SessionId;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Which sessions were alive a moment ago, so that not each request asks the owner. Bounded: the one asked for longest
 * ago is forgotten first. For one event loop; time is an argument.
 */
final class Sessions {
    private final int capacity;
    private final long lifeMillis;
    private final LinkedHashMap<SessionId, Known> known = new LinkedHashMap<>();

    /**
     * @param capacity sessions remembered
     * @param lifeMillis for how long what was learnt is believed
     */
    Sessions(int capacity, long lifeMillis) {
        this.capacity = capacity;
        this.lifeMillis = lifeMillis;
    }

    /** Whether a session is alive, if that was learnt lately. */
    Optional<Boolean> alive(SessionId session, long now) {
        return Optional.ofNullable(known.get(session))
                .filter(learnt -> now - learnt.at() < lifeMillis)
                .map(Known::alive);
    }

    /** Remembers what the owner said. */
    void learn(SessionId session, boolean alive, long now) {
        known.remove(session);
        known.put(session, new Known(alive, now));
        if (known.size() > capacity) {
            var oldest = known.entrySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** How many are remembered. */
    int size() {
        return known.size();
    }

    private record Known(boolean alive, long at) {}
}
