package io.miscord.persistence;

import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.data.RateLimiter.Verdict;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * How often somebody may do what only its owner can tell from what costs nothing: open a conversation that was not
 * there, come into a server that they were not in. All nodes count together. Methods wait, so they belong on a virtual
 * thread, and outside of transactions: no lock is held while Redis is asked.
 */
public final class Pace {
    private static final long MS = 1_000;

    private final Source source;
    private final SecurityLog log;

    /** Counts with this source; what is refused is told to the log. */
    public Pace(Source source, SecurityLog log) {
        this.source = source;
        this.log = log;
    }

    /** Where it is counted: the rate limiter. */
    @FunctionalInterface
    public interface Source {
        /** Takes one from a bucket that holds so many and gains so many a second. Bounded in time, never fails. */
        Future<Verdict> take(String key, int capacity, double perSecond);
    }

    /**
     * So many in a window.
     *
     * @param name of the bucket
     * @param most in the window, also at once
     */
    public record Limit(String name, int most, Duration window) {
        double perSecond() {
            return most * 1_000.0 / window.toMillis();
        }
    }

    /** Counts one of somebody's; RATE_LIMITED, with when to try again, beyond the limit. */
    public void take(Limit limit, UserId user) {
        count(limit, user, user.toString());
    }

    /** Counts one of somebody's with something, a limit for each such thing; RATE_LIMITED beyond it. */
    public void take(Limit limit, UserId user, Object with) {
        count(limit, user, user + ":" + with);
    }

    private void count(Limit limit, UserId user, String whose) {
        var verdict = source.take(limit.name + ":" + whose, limit.most, limit.perSecond())
                .await();
        if (!verdict.allowed()) {
            log.happened(SecurityLog.Event.RATE_LIMITED, "limit", limit.name, "user", user);
            int seconds = Math.toIntExact(Math.max(1, Math.ceilDiv(verdict.retryAfterMs(), MS)));
            throw ProblemException.later(seconds, Refusal.TOO_FAST, seconds);
        }
    }
}
