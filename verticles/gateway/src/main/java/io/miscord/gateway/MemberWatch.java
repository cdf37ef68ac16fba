package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.presence.PresenceStore;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what a client says of whom it looks at. Where windows count, whoever comes into one is told of at once:
 * what the client read of them before it looked may not be true any more. Used on its hub's loop.
 */
final class MemberWatch {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private final Hub hub;
    private final Topics topics;
    private final MemberWindows windows;
    private final WindowAsks asks;
    private final NodePresence presence;

    MemberWatch(Hub hub, Topics topics, MemberWindows windows, NodePresence presence) {
        this.hub = hub;
        this.topics = topics;
        this.windows = windows;
        this.asks = new WindowAsks(windows);
        this.presence = presence;
    }

    Future<Answer> watch(Socket socket, ClientFrame.Watch frame) {
        var window = frame.members();
        if (window == null) {
            return Future.succeededFuture(Answer.Done.DONE);
        }
        if (window.userIds().size() > MemberWindows.MOST) {
            return Future.failedFuture(
                    ProblemException.invalid("members.userIds", Refusal.TOO_MANY, MemberWindows.MOST));
        }
        var server = window.serverId();
        var topic = topics.of(StreamId.of(server));
        if (topic == null || !socket.has().streams.containsKey(StreamId.of(server))) {
            return Future.failedFuture(ProblemException.of(Refusal.NO_SUCH_SERVER));
        }
        var fresh = windows.look(socket, server, window.userIds());
        if (windows.isLarge(topic)) {
            asks.want(socket, server, fresh).ifPresent(wanted -> ask(socket, wanted));
        }
        return Future.succeededFuture(Answer.Done.DONE);
    }

    /** Who is no member is not told of: whoever looks may not know of them at all. */
    private void ask(Socket socket, WindowAsks.Wanted wanted) {
        var server = wanted.server();
        hub.scope()
                .bus()
                .ask(new StreamAsk.MembersAmong(Actor.NODE, server, List.copyOf(wanted.people())))
                .compose(found -> {
                    Collection<UserId> members = found.members().getOrDefault(server, Set.of());
                    return presence.seen(members).onSuccess(seen -> hub.run(() -> tell(socket, server, members, seen)));
                })
                .onFailure(failure -> LOG.debug("nobody in the window is told of cause={}", failure.getMessage()))
                .onComplete(done -> hub.run(() -> asks.done(socket).ifPresent(next -> ask(socket, next))));
    }

    private void tell(
            Socket socket, ServerId server, Collection<UserId> members, Map<UserId, PresenceStore.State> seen) {
        for (var user : members) {
            if (windows.waitsFor(socket, server, user)) {
                var state = seen.getOrDefault(user, PresenceStore.State.OFFLINE);
                var now = new EphemeralEvent.PresenceChanged(user, state.status(), state.text(), Set.of(server), null);
                try (var told = Encoded.of(hub.memory(), now)) {
                    socket.whisper(told);
                }
            }
        }
    }
}
