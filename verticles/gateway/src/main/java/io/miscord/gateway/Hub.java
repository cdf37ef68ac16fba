package io.miscord.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.Hint;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Welcome;
import io.miscord.platform.json.Json;
import io.miscord.platform.security.AccessTokens;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All sockets of one event loop: who is subscribed to what, and the writing of one event to many. Everything happens on
 * its loop, so nothing is locked; {@link #run} is the way in from elsewhere.
 */
final class Hub {
    private static final long CATCH_UP_RETRY_MS = 250;

    private final GatewayScope scope;
    private final Context context;
    private final EventFeed feed;
    private final NodePresence presence;
    private final Set<Socket> sockets = new HashSet<>();
    private final Map<UserId, Set<Socket>> byUser = new HashMap<>();
    private final Map<StreamId, Topic> topics = new HashMap<>();
    private final AccessView access;
    private final Admission admission = new Admission(this);
    private final Carrier carrier;
    private final Flushes flushes;
    private long round;

    Hub(GatewayScope scope, EventFeed feed, NodePresence presence, Context context) {
        this.scope = scope;
        this.feed = feed;
        this.presence = presence;
        this.context = context;
        this.flushes = new Flushes(context);
        this.access = new AccessView(this, scope.bus());
        this.carrier = new Carrier(scope.bus(), feed, presence, scope.limits());
    }

    /** Does this on the hub's loop, after what was handed to it before. */
    void run(Runnable work) {
        context.runOnContext(go -> work.run());
    }

    /** Milliseconds of a clock that never goes back. */
    long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** A time of day on that clock. */
    long monotonic(Instant time) {
        return now() + (time.toEpochMilli() - System.currentTimeMillis());
    }

    long maxOutboundBytes() {
        return scope.settings().maxOutboundBytes();
    }

    GatewayScope scope() {
        return scope;
    }

    AccessTokens.Verified verify(String token) {
        return scope.tokens().verify(token);
    }

    void opened(Socket socket) {
        sockets.add(socket);
        scope.meters().connectionOpened();
    }

    /** One sweep over all sockets instead of a timer for each. */
    void tick() {
        List.copyOf(sockets).forEach(Socket::tick);
    }

    void endAll(Disconnect why) {
        List.copyOf(sockets).forEach(socket -> socket.end(why));
    }

    void welcome(Socket socket, String token, ClientFrame.@Nullable Resume resume) {
        admission.welcome(socket, token, resume);
    }

    AccessView access() {
        return access;
    }

    /** The person is in: they count, and they are seen. */
    void entered(Socket socket, Welcome welcome) {
        var user = welcome.user().id();
        byUser.computeIfAbsent(user, its -> new HashSet<>()).add(socket);
        welcome.access().forEach(access::entered);
        presence.came(user, socket, Set.copyOf(socket.visible.keySet()));
    }

    void closed(Socket socket) {
        if (!sockets.remove(socket)) {
            return;
        }
        List.copyOf(socket.streams).forEach(stream -> unsubscribe(socket, stream));
        scope.release();
        scope.meters().connectionClosed();
        var user = socket.user();
        if (user != null) {
            var its = byUser.get(user);
            if (its != null && its.remove(socket)) {
                presence.left(user, socket);
                if (its.isEmpty()) {
                    byUser.remove(user);
                }
            }
        }
    }

    /**
     * Gives the socket a stream from this position on.
     *
     * @param position the last seq that the client has
     * @param head the stream's last seq as PostgreSQL told it
     */
    void subscribe(Socket socket, StreamId stream, long position, long head) {
        if (!socket.isOpen() || !socket.streams.add(stream)) {
            return;
        }
        var topic = topics.get(stream);
        if (topic == null) {
            topic = new Topic();
            topics.put(stream, topic);
            feed.follow(this, stream, head);
        }
        topic.add(new Topic.Subscription(socket, position));
        topic.reached(head);
        catchUp(stream, topic);
    }

    void unsubscribe(Socket socket, StreamId stream) {
        if (!socket.streams.remove(stream)) {
            return;
        }
        socket.caughtUp(stream); // a resume does not wait for what is no longer theirs
        var topic = topics.get(stream);
        if (topic != null && topic.remove(socket)) {
            topics.remove(stream);
            access.forget(stream);
            feed.unfollow(this, stream);
        }
    }

    /** The feed hands this hub the stream's events after this seq. */
    void followed(StreamId stream, long from) {
        var topic = topics.get(stream);
        if (topic != null) {
            topic.reached(from);
            catchUp(stream, topic);
        }
    }

    /** What the stream had up to this seq cannot be replayed any more: those who are behind start afresh. */
    void lost(StreamId stream, long head) {
        var topic = topics.get(stream);
        if (topic != null) {
            resync(topic.giveUp(head), stream, "too_old");
            caughtUp(stream, topic);
        }
    }

    /** Missed events are fetched once for all who are behind, and given to each from where it stands. */
    private void catchUp(StreamId stream, Topic topic) {
        long since = topic.behindSince();
        if (since < 0 || topic.fetching) {
            return;
        }
        topic.fetching = true;
        feed.since(stream, since).onComplete(done -> {
            topic.fetching = false;
            if (topics.get(stream) != topic) {
                return;
            }
            if (done.failed()) {
                scope.vertx().setTimer(CATCH_UP_RETRY_MS, again -> catchUp(stream, topic));
                return;
            }
            replay(stream, topic, done.result());
        });
    }

    private void replay(StreamId stream, Topic topic, Answer.Replay replay) {
        if (replay.tooOld()) {
            lost(stream, replay.head());
        }
        for (var event : replay.events()) {
            if (!access.allows(event)) {
                return; // goes on when the permissions are here
            }
            give(event, topic);
        }
        caughtUp(stream, topic);
        if (!replay.events().isEmpty()) {
            catchUp(stream, topic);
        } else if (topic.behindSince() >= 0) {
            scope.vertx().setTimer(CATCH_UP_RETRY_MS, again -> catchUp(stream, topic));
        }
    }

    private static void caughtUp(StreamId stream, Topic topic) {
        topic.subscriptions().forEach(subscription -> {
            if (!topic.isBehind(subscription)) {
                subscription.socket.caughtUp(stream);
            }
        });
    }

    static void resync(List<Socket> sockets, StreamId stream, String reason) {
        if (sockets.isEmpty()) {
            return;
        }
        var data = JsonNodeFactory.instance.objectNode().put("reason", reason);
        data.putArray("streams").add(stream.toString());
        var frame = Json.frame("resync", data);
        sockets.forEach(socket -> socket.write(frame));
    }

    void take(List<Hint> hints) {
        for (var hint : hints) {
            switch (hint) {
                case StreamEvent event -> take(event);
                case EphemeralEvent.Typing typing -> typing(typing);
                case EphemeralEvent.PresenceChanged change -> presence(change);
                case EphemeralEvent.ReadUpdated read -> toPerson(read.userId(), Json.frame(read.event(), read));
                case EphemeralEvent.SessionsRevoked revoked -> revoked(revoked);
            }
        }
    }

    private void take(StreamEvent event) {
        var topic = topics.get(event.stream());
        if (topic == null) {
            return;
        }
        if (!access.allows(event)) {
            topic.reached(event.seq()); // nobody gets it under permissions older than its own; they catch up afterwards
            return;
        }
        give(event, topic);
        catchUp(event.stream(), topic);
    }

    /** The permissions that these streams waited for are here. */
    void accessRefreshed(Set<StreamId> streams) {
        streams.forEach(stream -> {
            var topic = topics.get(stream);
            if (topic != null) {
                catchUp(stream, topic);
            }
        });
    }

    private void give(StreamEvent event, Topic topic) {
        try (var frame = share(event.frame())) {
            int receivers = topic.give(event, frame);
            scope.delivered(event, receivers);
        }
        switch (event.name()) {
            case "access:changed", "server:joined", "server:left", "dm:created" -> consequences(event);
            default -> {}
        }
    }

    private void consequences(StreamEvent event) {
        switch (Json.event(event.frame())) {
            case ServerEvent.AccessChanged change -> access.changed(change);
            case PersonEvent.ServerJoined joined -> its(event).forEach(socket -> access.joined(socket, joined));
            case PersonEvent.ServerLeft left -> its(event).forEach(socket -> access.left(socket, left.serverId()));
            case PersonEvent.DmCreated created ->
                its(event)
                        .forEach(socket -> subscribe(
                                socket, StreamId.of(created.conversation().id()), 0, 0));
            default -> {}
        }
    }

    private List<Socket> its(StreamEvent personal) {
        return List.copyOf(byUser.getOrDefault(new UserId(personal.stream().value()), Set.of()));
    }

    private void typing(EphemeralEvent.Typing typing) {
        var topic = topics.get(StreamId.of(typing.channelId()));
        if (topic != null) {
            try (var frame = share(Json.frame(typing.event(), typing))) {
                topic.subscriptions().forEach(subscription -> subscription.socket.write(frame));
            }
        }
    }

    private void presence(EphemeralEvent.PresenceChanged change) {
        long thisRound = ++round;
        try (var frame = share(Json.frame(change.event(), change))) {
            for (ServerId server : change.servers()) {
                var topic = topics.get(StreamId.of(server));
                if (topic != null) {
                    topic.subscriptions().forEach(subscription -> {
                        if (subscription.socket.firstIn(thisRound)) {
                            subscription.socket.write(frame);
                        }
                    });
                }
            }
        }
    }

    private void toPerson(UserId user, Frame frame) {
        byUser.getOrDefault(user, Set.of()).forEach(socket -> socket.write(frame));
    }

    private void revoked(EphemeralEvent.SessionsRevoked revoked) {
        var ended = Set.copyOf(revoked.sessions());
        List.copyOf(sockets).stream()
                .filter(socket -> socket.session() != null && ended.contains(socket.session()))
                .forEach(socket -> socket.end(Disconnect.REVOKED));
    }

    Future<? extends Answer> carry(Socket socket, ClientFrame frame) {
        return carrier.carry(socket, frame);
    }

    /** The sign-ins of this hub's sockets. */
    Set<SessionId> sessions() {
        var sessions = new HashSet<SessionId>();
        for (var socket : sockets) {
            var session = socket.session();
            if (session != null) {
                sessions.add(session);
            }
        }
        return sessions;
    }

    Set<Socket> socketsOf(UserId user) {
        return byUser.getOrDefault(user, Set.of());
    }

    SharedFrame share(Frame frame) {
        return new SharedFrame(PooledByteBufAllocator.DEFAULT, frame);
    }

    /** Flushes the socket once this turn's writes are done: one system call for all frames of a turn. */
    void flushLater(Socket socket) {
        flushes.later(socket);
    }

    /** Tells the node's presence which servers a socket's person is in now. */
    void serversChanged(Socket socket) {
        var user = socket.user();
        if (user != null) {
            presence.servers(user, socket, Set.copyOf(socket.visible.keySet()));
        }
    }

    /** The people here who have this server. */
    Set<UserId> membersHere(ServerId server) {
        var topic = topics.get(StreamId.of(server));
        var members = new HashSet<UserId>();
        if (topic != null) {
            topic.subscriptions().forEach(subscription -> {
                var user = subscription.socket.user();
                if (user != null) {
                    members.add(user);
                }
            });
        }
        return members;
    }
}
