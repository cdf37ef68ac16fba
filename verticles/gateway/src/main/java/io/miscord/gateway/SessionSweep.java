package io.miscord.gateway;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.SessionId;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sockets of sessions that have ended, when the hint that said so was lost: asks now and then which of the
 * node's sessions are alive. State belongs to the context it was made on.
 */
final class SessionSweep {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    /** As many sessions as one ask may name. */
    private static final int CHUNK = 1_000;

    private final Vertx vertx;
    private final Bus bus;
    private final Context context;
    private final Turns asks = new Turns(1);
    private final List<Hub> hubs = new ArrayList<>();
    private int asking;

    SessionSweep(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
        this.context = vertx.getOrCreateContext();
    }

    /** Called on the sweep's own context. */
    void start(long everyMs) {
        vertx.setPeriodic(everyMs, sweep -> {
            if (asking == 0) { // while nobody answers, questions must not gather
                hubs.forEach(this::ask);
            }
        });
    }

    /** From now on this hub's sessions are asked about. */
    void add(Hub hub) {
        context.runOnContext(run -> hubs.add(hub));
    }

    private void ask(Hub hub) {
        hub.run(() -> {
            var sessions = List.copyOf(hub.sessions());
            context.runOnContext(back -> {
                for (int from = 0; from < sessions.size(); from += CHUNK) {
                    ask(hub, sessions.subList(from, Math.min(from + CHUNK, sessions.size())));
                }
            });
        });
    }

    private void ask(Hub hub, List<SessionId> sessions) {
        asking++;
        asks.run(() -> bus.ask(new AccountAsk.Alive(Actor.NODE, sessions)))
                .onSuccess(alive -> end(hub, sessions, alive.sessions()))
                .onFailure(failure -> LOG.warn("session sweep failed cause={}", failure.getMessage()))
                .onComplete(done -> asking--);
    }

    private static void end(Hub hub, List<SessionId> sessions, Set<SessionId> alive) {
        var dead = new HashSet<>(sessions);
        dead.removeAll(alive);
        if (!dead.isEmpty()) {
            LOG.info("sessions had ended unheard of count={}", dead.size());
            hub.run(() -> hub.take(List.of(new EphemeralEvent.SessionsRevoked(List.copyOf(dead)))));
        }
    }
}
