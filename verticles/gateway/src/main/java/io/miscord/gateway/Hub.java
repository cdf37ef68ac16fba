package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Heads;
import io.miscord.contract.Hint;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.contract.VoiceHint;
import io.miscord.contract.Welcome;
import io.miscord.gateway.wire.CallWire;
import io.miscord.platform.ProblemException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sockets of one event loop: who is subscribed to what, and the writing of one event to many. Everything happens on
 * its loop, so nothing is locked; {@link #run} is the way in from elsewhere.
 */
final class Hub implements AccessView.World {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private final GatewayScope scope;
    private final Context context;
    private final EventFeed feed;
    private final NodePresence presence;
    private final NodeCalls calls;
    private final Set<Socket> sockets = new HashSet<>();
    private final People people;
    private final AccessView access;
    private final Admission admission;
    private final Consequences consequences;
    private final Topics topics;
    private final Carrier carrier;
    private final Flushes flushes;
    private final Watchers watchers = new Watchers(this);
    private final MemberWindows windows = new MemberWindows(MemberWindows.FEW);

    Hub(GatewayScope scope, EventFeed feed, NodePresence presence, NodeCalls calls, Context context) {
        this.scope = scope;
        this.feed = feed;
        this.presence = presence;
        this.calls = calls;
        this.context = context;
        this.flushes = new Flushes(context);
        var random = RandomGenerator.getDefault();
        this.admission = new Admission(this, random);
        this.access = new AccessView(this, random);
        this.consequences = new Consequences(this, access);
        this.topics = new Topics(new World(), memory(), scope.settings().batching());
        this.people = new People(topics, windows, memory());
        var watch = new MemberWatch(this, topics, windows, presence);
        this.carrier = new Carrier(this, watchers, watch, scope.bus(), presence, scope.limits());
    }

    /** Does this on the hub's loop, after what was handed to it before. */
    void run(Runnable work) {
        context.runOnContext(go -> work.run());
    }

    @Override
    public long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public long monotonic(Instant time) {
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
        if (socket.wire() instanceof CallWire) {
            scope.meters().voice().opened();
        }
    }

    /** One sweep over all sockets instead of a timer for each. */
    void tick() {
        var herd = scope.herd();
        var reconnect = GatewayScope.reconnect(herd);
        List.copyOf(sockets).forEach(socket -> {
            socket.tick();
            People.callsUntold(memory(), socket, calls);
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

    NodeCalls calls() {
        return calls;
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
        people.entered(user, socket);
        welcome.access().forEach(access::entered);
        welcome.channels()
                .forEach((server, channels) -> access.sees(
                        socket, server, channels.stream().map(StreamId::of).collect(Collectors.toSet())));
        presence.came(user, socket, Set.copyOf(servers));
        if (socket.wire() instanceof CallWire call && call.joinsAtOnce()) {
            calls.comes(this, socket, call);
        }
    }

    void closed(Socket socket) {
        if (!sockets.remove(socket)) {
            return;
        }
        List.copyOf(socket.has().streams.keySet()).forEach(stream -> unsubscribe(socket, stream));
        access.closed(socket);
        calls.closed(socket);
        windows.forget(socket);
        socket.leavesItsPlace();
        if (Watchers.isFor(socket)) {
            watchers.left(socket);
            scope.meters().watcherClosed();
            return;
        }
        if (socket.wire() instanceof CallWire) {
            scope.meters().voice().closed();
        }
        scope.meters().connectionClosed();
        var user = socket.user();
        if (user != null && people.left(user, socket)) {
            presence.left(user, socket);
        }
    }

    /**
     * Gives the socket a stream from this position on.
     *
     * @param position the last seq that the client has
     * @param head the stream's last seq as PostgreSQL told it
     */
    @Override
    public void subscribe(Viewer socket, StreamId stream, long position, long head) {
        if (socket.isOpen() && !socket.has().streams.containsKey(stream)) {
            socket.subscribed(stream, position);
            socket.has().streams.put(stream, topics.subscribe(socket, stream, position, head));
            var call = calls.shown(stream);
            if (call != null) {
                People.voice(memory(), socket, call);
            }
        }
    }

    @Override
    public void unsubscribe(Viewer socket, StreamId stream) {
        socket.has().callsUntold.remove(stream);
        var subscription = socket.has().streams.remove(stream);
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
        var subscription = socket.has().streams.get(stream);
        return subscription == null
                ? Future.failedFuture(ProblemException.of(Refusal.NO_SUCH_STREAM))
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
            case EphemeralEvent.Typing typing -> people.typing(typing);
            case EphemeralEvent.VoicePresence call -> people.voice(call);
            case EphemeralEvent.PresenceChanged change -> people.presence(change);
            case EphemeralEvent.ReadUpdated read -> people.tell(read.userId(), read);
            case EphemeralEvent.AnnouncementsUpdated news -> people.tellAll(news);
            case EphemeralEvent.SessionsRevoked revoked -> revoked(revoked);
            case EphemeralEvent.TaskUpdated updated -> watchers.told(updated.task());
            case VoiceHint ignored -> {} // the node's own
            case Heads ignored -> {} // the feed's own
        }
    }

    @Override
    public void accessRefreshed(Set<StreamId> streams) {
        streams.forEach(topics::allowed);
    }

    private void revoked(EphemeralEvent.SessionsRevoked revoked) {
        var ended = Set.copyOf(revoked.sessions());
        List.copyOf(sockets).stream()
                .filter(socket -> socket.session() != null && ended.contains(socket.session()))
                .forEach(socket -> {
                    calls.signedOut(socket);
                    socket.end(Disconnect.REVOKED);
                });
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

    @Override
    public Set<Socket> socketsOf(UserId user) {
        return people.socketsOf(user);
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
    @Override
    public void serversChanged(Viewer viewer) {
        var user = viewer.user();
        if (user != null && viewer.hasAll() && viewer instanceof Socket socket) {
            presence.servers(user, socket, Set.copyOf(socket.has().sights.keySet()));
        }
    }

    @Override
    public Set<UserId> peopleOf(StreamId stream) {
        return people.of(stream);
    }

    @Override
    public Future<Visibility> visible(AccessDomain domain, List<UserId> users) {
        return scope.bus().ask(new StreamAsk.Visible(Actor.NODE, domain, users));
    }

    @Override
    public void later(long ms, Runnable work) {
        scope.vertx().setTimer(ms, timer -> work.run());
    }

    @Override
    public void nextTurn(Runnable work) {
        run(work);
    }

    /** This hub, as its streams see it. */
    private final class World implements Topics.World {
        @Override
        public long now() {
            return Hub.this.now();
        }

        @Override
        public void later(long ms, Runnable work) {
            Hub.this.later(ms, work);
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
