package io.miscord.persistence.accounts;

import io.miscord.contract.EphemeralEvent.SessionsRevoked;
import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Who is kept out of the instance. Whoever is suspended has no session, and gets none: a sign-in stores its session
 * first, which waits for a suspension that is under way, and looks for one then.
 */
public final class Suspensions {
    private final SuspensionStore store = new SuspensionStore();
    private final SessionStore sessions = new SessionStore();

    /** Keeps somebody out: from the commit on their sign-ins have ended, and their sockets close. */
    public void begin(Tx tx, UserId user, @Nullable String reason, UserId by) {
        store.lock(tx, user);
        store.put(tx, user, reason, by);
        var ended = sessions.revokeAll(tx, user);
        if (!ended.isEmpty()) {
            tx.tell(new SessionsRevoked(ended));
        }
    }

    /** Lets somebody in again; false if nobody kept them out. */
    public boolean lift(Tx tx, UserId user) {
        return store.delete(tx, user);
    }

    /** Refuses whoever is kept out; to be asked after their new session is stored. */
    void requireNone(Queries queries, UserId user) {
        store.reason(queries, user).ifPresent(reason -> {
            throw reason.isEmpty()
                    ? ProblemException.of(Refusal.SUSPENDED)
                    : ProblemException.of(Refusal.SUSPENDED_FOR, reason);
        });
    }
}
