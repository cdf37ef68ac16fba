package io.miscord.gateway;

import io.miscord.contract.ClientFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.platform.data.Allowances;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.security.SecurityLog;
import java.util.Optional;

/**
 * How often a person may do what by sockets, whichever of their sockets and nodes they use. What they write, and whom
 * they look at, counts against the same bucket as their HTTP requests. Safe on any thread.
 */
final class PersonLimits {
    /** Statuses and signs of typing: so many at once, and one per 3 s in the long run. */
    private static final int SIGNS_AT_ONCE = 3;

    private static final double SIGNS_PER_SECOND = 1.0 / 3;
    /** Everybody who has the channel is told of each. */
    private static final int JOINS_AT_ONCE = 20;

    private static final double JOINS_PER_SECOND = 1;
    /** One comes each 5 s; each is as many questions to Redis as there are peers. */
    private static final int REPORTS_AT_ONCE = 5;

    private static final double REPORTS_PER_SECOND = 1.0 / 2;
    private static final long MS = 1_000;

    private final Allowances allowances;
    private final SecurityLog log;
    private final int requestsPerSecond;

    /**
     * The limits.
     *
     * @param requestsPerSecond what a person may ask for, by HTTP and sockets together
     */
    PersonLimits(Allowances allowances, SecurityLog log, int requestsPerSecond) {
        this.allowances = allowances;
        this.log = log;
        this.requestsPerSecond = requestsPerSecond;
    }

    /** Counts what somebody wants to do; a problem if it is too much. */
    Optional<Problem> refusal(UserId user, ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Send _,
                    ClientFrame.Edit _,
                    ClientFrame.Delete _,
                    ClientFrame.React _,
                    ClientFrame.Unreact _,
                    ClientFrame.Pin _,
                    ClientFrame.Unpin _,
                    ClientFrame.Watch _,
                    ClientFrame.GetSyncStatus _ -> take(RateLimiter.PERSON, user, requestsPerSecond, requestsPerSecond);
            case ClientFrame.PresenceUpdate _ -> take("presence", user, SIGNS_AT_ONCE, SIGNS_PER_SECOND);
            case ClientFrame.TypingStart _ -> take("typing", user, SIGNS_AT_ONCE, SIGNS_PER_SECOND);
            case ClientFrame.VoiceJoin _ -> take("call", user, JOINS_AT_ONCE, JOINS_PER_SECOND);
            case ClientFrame.VoiceStats _ -> take("line", user, REPORTS_AT_ONCE, REPORTS_PER_SECOND);
            case ClientFrame.Authenticate _,
                    ClientFrame.ChannelRead _,
                    ClientFrame.Sync _,
                    ClientFrame.Ping _,
                    ClientFrame.Signal _,
                    ClientFrame.VoiceState _, // which calls tell in batches
                    ClientFrame.VoiceLeave _,
                    ClientFrame.Subscribe _ -> Optional.empty(); // the socket's own limit on frames is enough for these
        };
    }

    private Optional<Problem> take(String limit, UserId user, int capacity, double perSecond) {
        var verdict = allowances.take(limit + ":" + user, capacity, perSecond);
        if (verdict.allowed()) {
            return Optional.empty();
        }
        log.happened(SecurityLog.Event.RATE_LIMITED, "limit", limit, "user", user);
        var seconds = Math.toIntExact(Math.max(1, Math.ceilDiv(verdict.retryAfterMs(), MS)));
        return Optional.of(Problem.later(seconds, Refusal.TOO_FAST, seconds));
    }
}
