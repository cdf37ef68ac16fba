package io.miscord.api.request;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.SessionId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.http.Client;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Who calls: the {@code Authorization} header as an {@link Actor}. The token's signature says who somebody was; that
 * the session still lives is asked of its owner, and believed for some seconds. For one event loop.
 */
public final class Caller {
    private static final Problem ENDED = Problem.of(Refusal.SESSION_ENDED);

    private final Bus bus;
    private final AccessTokens tokens;
    private final SecurityLog log;
    private final InstantSource clock;
    private final Sessions sessions;
    private final Map<SessionId, Future<Boolean>> asking = new HashMap<>();

    /** Callers as this event loop sees them; which sessions live is shared with the others. */
    public Caller(Bus bus, AccessTokens tokens, Sessions sessions, SecurityLog log, InstantSource clock) {
        this.bus = bus;
        this.sessions = sessions;
        this.tokens = tokens;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Who sent this request; UNAUTHENTICATED for a token that is not valid, or for none where one is needed.
     *
     * @param optional whether somebody who has not signed in is let in too
     */
    Future<Actor> of(HttpServerRequest request, Client client, boolean optional) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return optional
                    ? Future.succeededFuture(Actor.anonymous(client.address()))
                    : Future.failedFuture(ProblemException.of(Refusal.SIGN_IN_FIRST));
        }
        try {
            var actor = tokens.verify(AccessTokens.bearer(header).orElse("")).actor(client.address());
            return alive(Objects.requireNonNull(actor.session()))
                    .compose(alive -> alive ? Future.succeededFuture(actor) : refused(client, ENDED));
        } catch (ProblemException e) {
            return refused(client, e.problem());
        }
    }

    /** Forgets a session that this node itself just ended. */
    public void forget(SessionId session) {
        sessions.learn(session, false, clock.millis());
    }

    private Future<Boolean> alive(SessionId session) {
        return sessions.alive(session, clock.millis())
                .map(Future::succeededFuture)
                .orElseGet(() -> ask(session));
    }

    private Future<Boolean> ask(SessionId session) {
        var running = asking.get(session);
        if (running != null) {
            return running;
        }
        var asked = bus.ask(new AccountAsk.Alive(Actor.NODE, List.of(session)))
                .map(answer -> answer.sessions().contains(session))
                .onSuccess(alive -> sessions.learn(session, alive, clock.millis()));
        if (!asked.isComplete()) {
            asking.put(session, asked);
            asked.onComplete(done -> asking.remove(session));
        }
        return asked;
    }

    /** A token that has run out is a day's work and no event: its client refreshes. */
    private Future<Actor> refused(Client client, Problem problem) {
        if (!problem.equals(AccessTokens.EXPIRED)) {
            log.happened(SecurityLog.Event.AUTH_FAILED, "address", client.address(), "reason", problem.detail());
        }
        return Future.failedFuture(new ProblemException(problem));
    }
}
