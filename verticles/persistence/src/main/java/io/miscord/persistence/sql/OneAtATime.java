package io.miscord.persistence.sql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One at a time, by what they are about, in the order in which they came: who waits for a turn holds no connection
 * meanwhile, and leaves those to others. It spares waiting in PostgreSQL and takes the place of no lock there: other
 * nodes have turns of their own. Never waits; safe on any thread, a turn being one thread's.
 */
final class OneAtATime {
    /** Waiting for the same; whoever comes then is sent away. */
    static final int MOST = 200;

    private final Map<UUID, Deque<Turn>> waiting = new ConcurrentHashMap<>();

    /** A place in a queue; it has to be left, whatever happened. */
    final class Turn {
        private final UUID about;
        private final Promise<Void> has = Promise.promise();

        private Turn(UUID about) {
            this.about = about;
        }

        /** Completes when nobody is before it any more. */
        Future<Void> come() {
            return has.future();
        }

        /** Ends it, or gives it up before it has come: the next one has it then. */
        void leave() {
            var next = new ArrayList<Turn>(1);
            waiting.computeIfPresent(about, (same, queue) -> {
                boolean first = queue.peekFirst() == this;
                queue.remove(this);
                if (first && !queue.isEmpty()) {
                    next.add(queue.getFirst());
                }
                return queue.isEmpty() ? null : queue;
            });
            next.forEach(turn -> turn.has.tryComplete());
        }
    }

    /** A turn after all that are about the same; none where there are too many. */
    Optional<Turn> after(UUID about) {
        return enter(about, MOST);
    }

    /** A turn that has come already; none where somebody is before it. */
    Optional<Turn> now(UUID about) {
        return enter(about, 0);
    }

    private Optional<Turn> enter(UUID about, int before) {
        var turn = new Turn(about);
        int[] place = {-1};
        waiting.compute(about, (same, queue) -> {
            var turns = queue == null ? new ArrayDeque<Turn>() : queue;
            if (turns.size() <= before) {
                place[0] = turns.size();
                turns.addLast(turn);
            }
            return turns;
        });
        if (place[0] == 0) {
            turn.has.tryComplete();
        }
        return place[0] < 0 ? Optional.empty() : Optional.of(turn);
    }

    /** Whether nobody has a turn or waits for one. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
