package io.miscord.gateway;

import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.Optional;

/** Carries out what a socket asks for: the gateway's own matters here, all else by asking its owner. */
final class Carrier {
    private static final int MAX_STATUS_TEXT = 128;

    private final Hub hub;
    private final Watchers watchers;
    private final MemberWatch watch;
    private final Bus bus;
    private final NodePresence presence;
    private final PersonLimits limits;

    Carrier(Hub hub, Watchers watchers, MemberWatch watch, Bus bus, NodePresence presence, PersonLimits limits) {
        this.hub = hub;
        this.watchers = watchers;
        this.watch = watch;
        this.bus = bus;
        this.presence = presence;
        this.limits = limits;
    }

    Future<? extends Answer> carry(Socket socket, ClientFrame frame) {
        var user = socket.user();
        var refusal = user == null ? Optional.<Problem>empty() : limits.refusal(user, frame);
        if (refusal.isPresent()) {
            return Future.failedFuture(new ProblemException(refusal.get()));
        }
        return switch (frame) {
            case ClientFrame.PresenceUpdate update -> presence(socket, update);
            case ClientFrame.Watch looks -> watch.watch(socket, looks);
            case ClientFrame.OfVoice said -> hub.calls().carry(hub, socket, said);
            case ClientFrame.OfMonitor asked -> watchers.carry(socket, asked);
            default -> asked(socket, frame);
        };
    }

    private Future<? extends Answer> asked(Socket socket, ClientFrame frame) {
        try {
            return bus.ask(Requests.ask(socket.actor(), frame));
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug); // answered as such: a socket that waits for it would ask nothing more
        }
    }

    private Future<Answer> presence(Socket socket, ClientFrame.PresenceUpdate update) {
        if (update.status() == PresenceStatus.OFFLINE) {
            return Future.failedFuture(
                    ProblemException.invalid("status", Refusal.NOT_ONE_OF, "online, idle, dnd, invisible"));
        }
        if (update.text() != null && update.text().length() > MAX_STATUS_TEXT) {
            return Future.failedFuture(ProblemException.invalid("text", Refusal.TOO_LONG, MAX_STATUS_TEXT));
        }
        var user = socket.user();
        if (user != null) {
            presence.wished(user, update);
        }
        return Future.succeededFuture(Answer.Done.DONE);
    }
}
