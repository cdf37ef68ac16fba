package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Heads;
import io.miscord.contract.Hint;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Welcome;
import io.miscord.platform.ProblemException;
import io.netty.buffer.ByteBufAllocator;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sockets of one event loop: who is subscribed to what, and the writing of one event to many. Everything happens on
 * its loop, so nothing is locked; {@link #run} is the way in from elsewhere.
 */
final class Hub {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private final GatewayScope scope;
    private final Context context;
    private final EventFeed feed;
    private final NodePresence presence;
    private final Set<Socket> sockets = new HashSet<>();
    private final Map<UserId, Set<Socket>> byUser = new HashMap<>();
    private final AccessView access;
    private final Admission admission;
    private final Consequences consequences;
    private final Topics topics;
    private final Carrier carrier;
    private final Flushes flushes;
    private final Watchers watchers = new Watchers(this);
    private long round;

    Hub(GatewayScope scope, EventFeed feed, NodePresence presence, Context context) {
        this.scope = scope;
        this.feed = feed;
        this.presence = presence;
        this.context = context;
        this.flushes = new Flushes(context);
        var random = RandomGenerator.getDefault();
        this.admission = new Admission(this, random);
        this.access = new AccessView(this, scope.bus(), random);
        this.consequences = new Consequences(this, access);
        this.topics = new Topics(new World(), memory(), scope.settings().batching());
        this.carrier = new Carrier(watchers, scope.bus(), presence, scope.limits());
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

    GatewayScope scope() {
        return scope;
    }

    void opened(Socket socket) {
        sockets.add(socket);
        if (Watchers.isFor(socket)) {
            scope.meters().watcherOpened();
        } else {
            scope.meters().connectionOpened();
        }
    }

    /** One sweep over all sockets instead of a timer for each. */
    void tick() {
        var herd = scope.herd();
        var reconnect = GatewayScope.reconnect(herd);
        List.copyOf(sockets).forEach(socket -> {
            socket.tick();
            socket.announce(herd, reconnect);
        });
        watchers.tick();
    }

    /** The monitoring sockets here. */
    Watchers watchers() {
        return watchers;
    }

    /** Everybody who is connected, let in or not. */
    Set<Socket> sockets() {
        return sockets;
    }

    void endAll(Disconnect why) {
        List.copyOf(sockets).forEach(socket -> socket.end(why));
    }

    void welcome(Socket socket, String token, ClientFrame.@Nullable Resume resume) {
        admission.welcome(socket, token, resume);
    }

    void renew(Socket socket, @Nullable JsonNode id, String token) {
        admission.renew(socket, id, token);
    }

    AccessView access() {
        return access;
    }

    /** The person is in: they count, and they are seen in all their servers. */
    void entered(Socket socket, Welcome welcome, Set<ServerId> servers) {
        if (!socket.isOpen()) {
            return; // its connection broke under the greeting: nobody would ever take them out again
        }
        if (Watchers.isFor(socket)) {
            watchers.entered(socket, welcome.user().operator());
            return;
        }
        var user = welcome.user().id();
        byUser.computeIfAbsent(user, its -> new HashSet<>()).add(socket);
        welcome.access().forEach(access::entered);
        presence.came(user, socket, Set.copyOf(servers));
    }

    void closed(Socket socket) {
        if (!sockets.remove(socket)) {
            return;
        }
        List.copyOf(socket.streams.keySet()).forEach(stream -> unsubscribe(socket, stream));
        socket.leavesItsPlace();
        if (Watchers.isFor(socket)) {
            watchers.left(socket);
            scope.meters().watcherClosed();
            return;
        }
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
        if (socket.isOpen() && !socket.streams.containsKey(stream)) {
            socket.subscribed(stream, position);
            socket.streams.put(stream, topics.subscribe(socket, stream, position, head));
        }
    }

    void unsubscribe(Socket socket, StreamId stream) {
        var subscription = socket.streams.remove(stream);
        if (subscription != null) {
            topics.unsubscribe(subscription);
        }
    }

    /** The feed hands this hub the stream's events after this seq. */
    void followed(StreamId stream, long from) {
        topics.followed(stream, from);
    }

    /** What the stream had between these seqs cannot be had any more. */
    void lost(StreamId stream, long since, long head) {
        topics.lost(stream, since, head);
    }

    /** The socket can be written to again, after it was full. */
    void drained(Socket socket) {
        topics.catchUp().drained(socket);
    }

    /**
     * Gives the socket the stream's events after this seq once more, up to the newest; then the future succeeds. Fails
     * when the socket does not have the stream.
     */
    Future<Void> again(Socket socket, StreamId stream, long after) {
        var subscription = socket.streams.get(stream);
        return subscription == null
                ? Future.failedFuture(new ProblemException(Problem.notFound("stream")))
                : topics.catchUp().again(subscription, after);
    }

    /** What the feed has for this hub, in its order. One that cannot be taken does not keep the others away. */
    void take(List<Hint> hints) {
        for (var hint : hints) {
            try {
                take(hint);
            } catch (RuntimeException | OutOfMemoryError e) { // Netty's own, which ends no process
                LOG.error("hint not taken: {}", hint, e);
                scope.meters().hintFailed();
                if (hint instanceof StreamEvent event) {
                    topics.failed(event);
                }
            }
        }
        topics.leave();
    }

    private void take(Hint hint) {
        switch (hint) {
            case StreamEvent event -> topics.take(event);
            case EphemeralEvent.Typing typing -> typing(typing);
            case EphemeralEvent.PresenceChanged change -> presence(change);
            case EphemeralEvent.ReadUpdated read -> toPerson(read.userId(), read);
            case EphemeralEvent.SessionsRevoked revoked -> revoked(revoked);
            case EphemeralEvent.TaskUpdated updated -> watchers.told(updated.task());
            case Heads ignored -> {} // the feed's own
        }
    }

    /** The permissions that these streams waited for are here. */
    void accessRefreshed(Set<StreamId> streams) {
        streams.forEach(topics::allowed);
    }

    private void typing(EphemeralEvent.Typing typing) {
        var topic = topics.of(StreamId.of(typing.channelId()));
        if (topic != null) {
            try (var told = Encoded.of(memory(), typing)) {
                topic.each(subscription -> subscription.receiver.whisper(told));
            }
        }
    }

    private void presence(EphemeralEvent.PresenceChanged change) {
        long thisRound = ++round;
        try (var told = Encoded.of(memory(), change)) {
            for (ServerId server : change.servers()) {
                var topic = topics.of(StreamId.of(server));
                if (topic != null) {
                    topic.each(subscription -> {
                        if (subscription.receiver.firstIn(thisRound)) {
                            subscription.receiver.whisper(told);
                        }
                    });
                }
            }
        }
    }

    private void toPerson(UserId user, EphemeralEvent event) {
        try (var told = Encoded.of(memory(), event)) {
            byUser.getOrDefault(user, Set.of()).forEach(socket -> socket.whisper(told));
        }
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

    /** Where shared frames are made. */
    ByteBufAllocator memory() {
        return PooledByteBufAllocator.DEFAULT;
    }

    /** Flushes the socket once this turn's writes are done: one system call for all frames of a turn. */
    void flushLater(Socket socket) {
        flushes.later(socket);
    }

    /** Tells the node's presence which servers a socket's person is in now. */
    void serversChanged(Socket socket) {
        var user = socket.user();
        if (user != null && socket.hasAll()) {
            presence.servers(user, socket, Set.copyOf(socket.visible.keySet()));
        }
    }

    /** The people here who have this server. */
    Set<UserId> membersHere(ServerId server) {
        var topic = topics.of(StreamId.of(server));
        var members = new HashSet<UserId>();
        if (topic != null) {
            topic.each(subscription -> {
                var user = subscription.receiver.user();
                if (user != null) {
                    members.add(user);
                }
            });
        }
        return members;
    }

    /** This hub, as its streams see it. */
    private final class World implements Topics.World {
        @Override
        public long now() {
            return Hub.this.now();
        }

        @Override
        public void later(long ms, Runnable work) {
            scope.vertx().setTimer(ms, timer -> work.run());
        }

        @Override
        public void follow(StreamId stream, long head) {
            feed.follow(Hub.this, stream, head);
        }

        @Override
        public void unfollow(StreamId stream) {
            access.forget(stream);
            feed.unfollow(Hub.this, stream);
        }

        @Override
        public Future<Answer.Replay> since(StreamId stream, long after) {
            return feed.since(stream, after);
        }

        @Override
        public boolean allows(StreamEvent event) {
            return access.allows(event);
        }

        @Override
        public void told(List<StreamEvent> events) {
            consequences.told(events);
        }

        @Override
        public void delivered(List<StreamEvent> events, int writes) {
            scope.delivered(events, writes);
        }
    }
}
