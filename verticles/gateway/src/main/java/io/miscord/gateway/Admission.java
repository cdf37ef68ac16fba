package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.Welcome;
import io.miscord.platform.ProblemException;
import io.miscord.platform.security.AccessTokens;
import io.vertx.core.Future;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in, and as what: checks the token, asks the owner where the person starts, and hands over to their
 * {@link Entrance}. After a node's death thousands come at once: so many starts are asked for at a time by each event
 * loop, the others wait their turn. An owner that is unavailable for a moment is asked again, as long as the socket may
 * wait at all. Used on its hub's loop.
 */
final class Admission {
    /** Starts asked for at a time by one loop: what keeps the owner busy without queues of its own filling up. */
    private static final int STARTS_AT_ONCE = 4;
    /** How often a start is asked for because permissions changed, in some five seconds; then they come again. */
    private static final int TRIES = 8;

    private static final Backoff STALE = new Backoff(50, 2_000);
    private static final long SECOND_MS = 1_000;
    private static final long LONGEST_WAIT_MS = 8_000;

    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private final Hub hub;
    private final RandomGenerator random;
    private final Turns starts = new Turns(STARTS_AT_ONCE);

    Admission(Hub hub, RandomGenerator random) {
        this.hub = hub;
        this.random = random;
    }

    /** Somebody who wants to come in. */
    private static final class Comer {
        final Socket socket;
        final ClientFrame.@Nullable Resume resume;
        /** When their token expires, and until when they may wait; both on the hub's clock. */
        final long expires;

        final long patience;
        int outdated;
        int unavailable;

        Comer(Socket socket, ClientFrame.@Nullable Resume resume, long expires, long patience) {
            this.socket = socket;
            this.resume = resume;
            this.expires = expires;
            this.patience = patience;
        }
    }

    /** Somebody came with a token: lets them in, or ends the socket. */
    void welcome(Socket socket, String token, ClientFrame.@Nullable Resume resume) {
        AccessTokens.Verified verified;
        try {
            verified = hub.scope().tokens().verify(token);
        } catch (ProblemException e) {
            hub.scope().meters().authFailure();
            socket.end(
                    e.problem().equals(AccessTokens.EXPIRED) ? Disconnect.TOKEN_EXPIRED : Disconnect.UNAUTHENTICATED);
            return;
        }
        socket.identify(verified.user(), verified.session());
        long patience = hub.now() + hub.scope().settings().connection().admissionMs();
        ask(new Comer(socket, resume, hub.monotonic(verified.expiresAt()), patience));
    }

    /** Somebody who is in shows a fresh token. It outlives its session for some minutes: it is worth nothing then. */
    void renew(Socket socket, @Nullable JsonNode id, String token) {
        AccessTokens.Verified verified;
        try {
            verified = hub.scope().tokens().verify(token);
            if (!verified.user().equals(socket.user())) {
                throw ProblemException.of(Problem.Kind.FORBIDDEN, "This token is somebody else's.");
            }
        } catch (ProblemException e) {
            socket.answer(id, ServerFrame.Refusal.of(e.problem()));
            return;
        }
        hub.scope()
                .bus()
                .ask(new AccountAsk.Alive(Actor.NODE, List.of(verified.session())))
                .onSuccess(alive -> {
                    if (alive.sessions().isEmpty()) {
                        socket.end(Disconnect.REVOKED);
                    } else {
                        socket.renewed(id, verified.session(), hub.monotonic(verified.expiresAt()));
                    }
                })
                .onFailure(failure -> socket.answer(id, ServerFrame.Refusal.of(Socket.problem(failure))));
    }

    private void ask(Comer comer) {
        var socket = comer.socket;
        starts.run(() -> socket.isOpen()
                        ? hub.scope()
                                .bus()
                                .ask(new StreamAsk.Hello(socket.actor(), comer.resume != null || !socket.hasAll()))
                        : Future.failedFuture("gone while it waited"))
                .onComplete(done -> {
                    if (!socket.isOpen()) {
                        return;
                    }
                    if (done.failed()) {
                        refused(comer, done.cause());
                    } else if (isCurrent(done.result())) {
                        enter(comer, done.result());
                    } else if (++comer.outdated < TRIES) {
                        again(comer, STALE.waitMs(comer.outdated - 1, random));
                    } else {
                        socket.end(Disconnect.OVERLOADED);
                    }
                });
    }

    /** Says no; but what is only unavailable is asked again when it said, or later, while there is time for it. */
    private void refused(Comer comer, Throwable failure) {
        if (failure instanceof ProblemException refused && refused.problem().kind() == Problem.Kind.UNAVAILABLE) {
            var after = refused.problem().retryAfter();
            long first = SECOND_MS * (after == null ? 1 : Math.max(1, after));
            // Not before that: half of twice as long is the least that comes out.
            long wait = new Backoff(2 * first, Math.max(2 * first, LONGEST_WAIT_MS)).waitMs(comer.unavailable, random);
            comer.unavailable++;
            if (hub.now() + wait < comer.patience) {
                again(comer, wait);
                return;
            }
        }
        LOG.info("not let in user={} cause={}", comer.socket.user(), failure.getMessage());
        comer.socket.end(Disconnect.notWelcomed(failure));
    }

    private void again(Comer comer, long waitMs) {
        hub.scope().vertx().setTimer(waitMs, later -> ask(comer));
    }

    private void enter(Comer comer, Welcome welcome) {
        try {
            var its = comer.socket.wire().reach().of(welcome);
            if (its.isEmpty()) {
                comer.socket.end(Disconnect.NO_SUCH_CHANNEL);
                return;
            }
            new Entrance(hub, comer.socket, its.get(), comer.resume)
                    .enter(welcome.channels().keySet(), comer.expires);
        } catch (RuntimeException bug) {
            LOG.error("nobody could be let in", bug);
            comer.socket.end(Disconnect.INTERNAL);
        }
    }

    /** A change of permissions may have been heard of since the start was read: nobody enters with older ones. */
    private boolean isCurrent(Welcome welcome) {
        return hub.access().mayEnter(welcome.access());
    }
}
