package io.miscord.gateway;

import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Carries out what a socket asks for: the gateway's own matters here, all else by asking its owner. */
final class Carrier {
    private static final int MAX_STATUS_TEXT = 128;

    private final Bus bus;
    private final EventFeed feed;
    private final NodePresence presence;
    private final PersonLimits limits;

    Carrier(Bus bus, EventFeed feed, NodePresence presence, PersonLimits limits) {
        this.bus = bus;
        this.feed = feed;
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
            case ClientFrame.Sync sync -> sync(socket, sync);
            default -> bus.ask(Requests.ask(socket.actor(), frame));
        };
    }

    private Future<Answer> presence(Socket socket, ClientFrame.PresenceUpdate update) {
        if (update.status() == PresenceStatus.OFFLINE) {
            return Future.failedFuture(
                    new ProblemException(Problem.invalid("status", "is one of online, idle, dnd and invisible")));
        }
        if (update.text() != null && update.text().length() > MAX_STATUS_TEXT) {
            return Future.failedFuture(
                    new ProblemException(Problem.invalid("text", "has at most " + MAX_STATUS_TEXT + " characters")));
        }
        var user = socket.user();
        if (user != null) {
            presence.wished(user, update);
        }
        return Future.succeededFuture(Answer.Done.DONE);
    }

    private Future<Answer> sync(Socket socket, ClientFrame.Sync sync) {
        if (!socket.streams.contains(sync.stream())) {
            return Future.failedFuture(new ProblemException(Problem.notFound("stream")));
        }
        return feed.since(sync.stream(), sync.after()).compose(replay -> {
            if (replay.tooOld()) {
                Hub.resync(List.of(socket), sync.stream(), "too_old");
                return Future.succeededFuture(Answer.Done.DONE);
            }
            replay.events().forEach(event -> socket.write(event.frame()));
            boolean more =
                    !replay.events().isEmpty() && replay.events().getLast().seq() < replay.head();
            return more
                    ? sync(
                            socket,
                            new ClientFrame.Sync(
                                    sync.stream(), replay.events().getLast().seq()))
                    : Future.succeededFuture(Answer.Done.DONE);
        });
    }
}
