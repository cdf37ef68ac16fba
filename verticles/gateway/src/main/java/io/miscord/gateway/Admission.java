package io.miscord.gateway;

import io.miscord.contract.ClientFrame;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.Welcome;
import io.miscord.platform.ProblemException;
import io.miscord.platform.security.AccessTokens;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in, and as what: checks the token, asks the owner where the person starts, and hands over to their
 * {@link Entrance}. After a node's death thousands come at once: so many starts are asked for at a time by each event
 * loop, the others wait their turn. Used on its hub's loop.
 */
final class Admission {
    /** Starts asked for at a time by one loop: what keeps the owner busy without queues of its own filling up. */
    private static final int STARTS_AT_ONCE = 4;
    /** How often a start is asked for anew because permissions changed meanwhile; the client then comes again. */
    private static final int TRIES = 5;

    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private final Hub hub;
    private final Turns starts = new Turns(STARTS_AT_ONCE);

    Admission(Hub hub) {
        this.hub = hub;
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
        ask(socket, resume, verified.expiresAt(), TRIES);
    }

    private void ask(Socket socket, ClientFrame.@Nullable Resume resume, Instant expiresAt, int tries) {
        starts.run(() -> socket.isOpen()
                        ? hub.scope().bus().ask(new StreamAsk.Hello(socket.actor(), resume != null || !socket.hasAll()))
                        : Future.failedFuture("gone while it waited"))
                .onComplete(done -> {
                    if (!socket.isOpen()) {
                        return;
                    }
                    if (done.failed()) {
                        LOG.info(
                                "not let in user={} cause={}",
                                socket.user(),
                                done.cause().getMessage());
                        socket.end(Disconnect.notWelcomed(done.cause()));
                    } else if (isCurrent(done.result())) {
                        enter(socket, done.result(), resume, expiresAt);
                    } else if (tries > 1) {
                        ask(socket, resume, expiresAt, tries - 1);
                    } else {
                        socket.end(Disconnect.OVERLOADED);
                    }
                });
    }

    private void enter(Socket socket, Welcome welcome, ClientFrame.@Nullable Resume resume, Instant expiresAt) {
        try {
            var its = socket.wire().reach().of(welcome);
            if (its.isEmpty()) {
                socket.end(Disconnect.NO_SUCH_CHANNEL);
                return;
            }
            new Entrance(hub, socket, its.get(), resume)
                    .enter(welcome.channels().keySet(), hub.monotonic(expiresAt));
        } catch (RuntimeException bug) {
            LOG.error("nobody could be let in", bug);
            socket.end(Disconnect.INTERNAL);
        }
    }

    /** A change of permissions may have been heard of since the start was read: nobody enters with older ones. */
    private boolean isCurrent(Welcome welcome) {
        return hub.access().mayEnter(welcome.access());
    }
}
