package io.miscord.persistence.messages;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the order in which things came while many are on their way at once. Whoever enters a lane goes after the one
 * before has gone, and under the same version of what both rely on; under another one, after that one has arrived. So
 * when a version turns out to be old, it does for all who went under it, and each goes again behind whom it came after.
 * It holds what is in it and nothing else: who entered has to leave, whatever happened. Never waits and locks nothing;
 * safe on any thread, a place being one thread's.
 *
 * @param <K> which lane: the order is kept within each
 */
final class Lanes<K> {
    private final Map<K, Place> last = new ConcurrentHashMap<>();

    private enum Step {
        WAITING,
        GONE,
        LEFT
    }

    /**
     * How far somebody is.
     *
     * @param version the one that they have gone under
     * @param over completes when they are somewhere else
     */
    private record State(Step step, long version, Promise<Void> over) {
        State(Step step, long version) {
            this(step, version, Promise.promise());
        }

        boolean letsLook(long old) {
            return step == Step.GONE && version > old;
        }

        boolean letsFollow(long next) {
            return step == Step.GONE && version == next;
        }
    }

    /** Enters behind everybody who is in this lane. */
    Place enter(K key) {
        var place = new Place(key);
        last.compute(key, (same, tail) -> {
            place.before = tail;
            return place;
        });
        return place;
    }

    /** Whether nobody is in any lane. */
    boolean isEmpty() {
        return last.isEmpty();
    }

    /** Somebody's place in a lane. */
    final class Place {
        private final K key;
        private volatile @Nullable Place before;
        private volatile State state = new State(Step.WAITING, 0);
        /** The version that turned out to be old: whoever went under it before will come back too. */
        private long old = Long.MIN_VALUE;

        private Place(K key) {
            this.key = key;
        }

        /** What is to be waited for, until whoever came before has gone; then this is to be asked again. */
        Optional<Future<Void>> ahead() {
            return unless(state -> state.letsLook(old));
        }

        /** The same, until one may go under this version: whoever came before has gone under it too, or has left. */
        Optional<Future<Void>> ahead(long version) {
            return unless(state -> state.letsFollow(version));
        }

        private Optional<Future<Void>> unless(Predicate<State> free) {
            var ahead = unsettled();
            if (ahead == null) {
                return Optional.empty();
            }
            var its = ahead.state;
            return free.test(its) ? Optional.empty() : Optional.of(its.over.future());
        }

        /** It has gone under this version. */
        void goes(long version) {
            move(new State(Step.GONE, version));
        }

        /** The version was an old one: it waits to go again, and those behind wait for it. */
        void comesBack() {
            old = state.version;
            move(new State(Step.WAITING, 0));
        }

        /** It has arrived, or gives up. */
        void leave() {
            move(new State(Step.LEFT, 0));
            before = unsettled();
            last.computeIfPresent(key, (same, tail) -> tail.hasLeft() ? tail.unsettled() : tail);
        }

        private void move(State next) {
            var now = state;
            state = next;
            now.over.tryComplete();
        }

        private boolean hasLeft() {
            return state.step == Step.LEFT;
        }

        /** The nearest of those who came before and are still in the lane. */
        private @Nullable Place unsettled() {
            var its = before;
            while (its != null && its.hasLeft()) {
                its = its.before;
            }
            before = its;
            return its;
        }
    }
}
