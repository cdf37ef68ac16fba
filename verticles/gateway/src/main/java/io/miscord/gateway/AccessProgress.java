package io.miscord.gateway;

import io.miscord.contract.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far one server's permissions have been derived for the sockets of one hub: the access version that none of them
 * is behind, and whose view has to be derived anew to get further. Pure; {@link AccessView} asks and applies.
 *
 * <p>What makes it safe: nobody enters with a view older than a change that was heard of, and the version rises only to
 * what all sockets have reached, those who entered meanwhile included. So no event is allowed under permissions older
 * than its own.
 */
final class AccessProgress {
    private long version;
    private long wanted;
    /** Whether anybody's view may have moved between the two; else only these people's. */
    private boolean anybody;

    private Set<UserId> moved = Set.of();
    private boolean running;
    /** The oldest view of those who entered during the round: it may be older than what the round finds. */
    private long newcomers = Long.MAX_VALUE;

    /**
     * What to derive anew, one round at a time.
     *
     * @param everyone whether it is the view of everybody here; else of {@code people}
     * @param target the version that is reached with it at least
     */
    record Round(boolean everyone, Set<UserId> people, long target) {}

    /** The first socket's view is of this version. */
    AccessProgress(long version) {
        this.version = version;
        this.wanted = version;
    }

    /** Whether a view of this version is no older than what was heard of by now; else it has to be asked for again. */
    boolean mayEnter(long seen) {
        return seen >= wanted;
    }

    /** A socket entered with a view of this version, one that {@link #mayEnter}. */
    void entered(long seen) {
        newcomers = Math.min(newcomers, seen);
    }

    /** Whether an event of this version may be given to every socket that has its stream. */
    boolean allows(long needed) {
        return needed <= version;
    }

    /** Something of this version was heard of; what changed with it is not known. */
    void needs(long needed) {
        if (needed > wanted) {
            wanted = needed;
            anybody = true;
        }
    }

    /**
     * Permissions changed.
     *
     * @param people whose view may have moved; null when it may be anybody's
     */
    void changed(long to, @Nullable Collection<UserId> people) {
        if (to <= wanted) {
            return;
        }
        if (people != null && to == wanted + 1) {
            move(people);
        } else {
            anybody = true;
        }
        wanted = to;
    }

    private void move(Collection<UserId> people) {
        if (moved.isEmpty()) {
            moved = new HashSet<>(); // most of what is kept for conversations never has any
        }
        moved.addAll(people);
    }

    /** What to derive next; none while a round runs or nothing is wanted. {@link #done} or {@link #failed} follows. */
    Optional<Round> next() {
        if (running || wanted <= version) {
            return Optional.empty();
        }
        var round = new Round(anybody, anybody ? Set.of() : Set.copyOf(moved), wanted);
        running = true;
        newcomers = Long.MAX_VALUE;
        anybody = false;
        moved = Set.of();
        return Optional.of(round);
    }

    /**
     * The round's views were derived and applied.
     *
     * @param derived the version that they were derived under, the least of them
     */
    void done(Round round, long derived) {
        if (derived < round.target()) {
            failed();
            return;
        }
        running = false;
        version = Math.max(version, round.everyone() ? Math.min(derived, newcomers) : round.target());
        if (version >= wanted) {
            wanted = version;
            anybody = false;
            moved = Set.of();
        }
    }

    /** The round came to nothing: the next one is for everybody. */
    void failed() {
        running = false;
        anybody = true;
    }
}
