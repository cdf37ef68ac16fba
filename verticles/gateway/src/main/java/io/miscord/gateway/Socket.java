package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Frame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.vertx.core.VertxException;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open socket: carries out what its {@link Connection} decides. Everything happens on the event loop that accepted
 * it. Frames are written to Netty's own channel and flushed once per turn of the loop, by the hub.
 */
final class Socket implements Receiver {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    /**
     * Bytes that the kernel takes beyond what the network takes, where it can be told: what is more waits here, where
     * it is seen whether the client reads. It does not limit what is on its way, so nobody who reads is slowed down.
     */
    private static final long UNSENT_BYTES = 16 * 1024;

    private final Hub hub;
    private final ServerWebSocket socket;
    private final Channel channel;
    private final Connection connection;
    private final Door.Place place;
    private final String address;
    private final boolean takesBatches;
    private final Outflow outflow;
    private final Backlog backlog = new Backlog();

    /** Per server, the streams of its channels that this person may see. */
    final Map<ServerId, Set<StreamId>> visible = new HashMap<>();
    /** Where it is in every stream that it has. */
    final Map<StreamId, Subscription> streams = new HashMap<>();

    private @Nullable UserId user;
    private @Nullable SessionId session;
    private final Set<StreamId> replaying = new HashSet<>();
    private long replayed;
    /** Bytes that were written in all, counted as those that wait. */
    private long written;

    private boolean dirty;
    private boolean closed;
    private boolean tooSlow;
    /** The spread that the client was told of last; 0 before it was. */
    private long spreadMs;
    /** Which sending of an event to many streams reached this socket last, so that it gets it once. */
    private long lastRound;

    /** @param takesBatches whether the client reads batch frames */
    Socket(
            Hub hub,
            ServerWebSocket socket,
            Channel channel,
            Connection connection,
            Door.Place place,
            String address,
            boolean takesBatches) {
        this.hub = hub;
        this.socket = socket;
        this.channel = channel;
        this.connection = connection;
        this.place = place;
        this.address = address;
        this.takesBatches = takesBatches;
        this.outflow = new Outflow(hub.scope().settings().outflow());
    }

    /** Begins to read; with the token of the request's address when there was one. */
    void open(@Nullable String token) {
        var bounds = hub.scope().settings().outflow();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(bounds.drained(), bounds.full()));
        channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
        channel.pipeline().addFirst(new Room());
        socket.textMessageHandler(text -> carryOut(connection.received(text, hub.now())));
        socket.binaryMessageHandler(bytes -> carryOut(connection.receivedBinary(hub.now())));
        socket.pongHandler(pong -> connection.alive(hub.now()));
        socket.exceptionHandler(failure -> {
            LOG.debug("socket failed cause={}", failure.getMessage());
            if (failure instanceof IOException || failure instanceof VertxException) {
                channel.close(); // the connection broke, which is no fault of the client's
                closed();
            } else {
                end(Disconnect.PROTOCOL); // a frame or message beyond every bound, or no WebSocket at all
            }
        });
        socket.closeHandler(end -> closed());
        if (token != null) {
            carryOut(connection.came(token));
        }
    }

    @Override
    public @Nullable UserId user() {
        return user;
    }

    @Nullable
    SessionId session() {
        return session;
    }

    /** Who this is; only once somebody is in. */
    Actor actor() {
        return new Actor(user, session, address);
    }

    /** The token was good: from now on this is somebody. */
    void identify(UserId whose, SessionId signIn) {
        user = whose;
        session = signIn;
        place.authenticated();
    }

    /** The socket is gone, and no longer counts. */
    void leavesItsPlace() {
        place.leave();
    }

    boolean isOpen() {
        return !closed;
    }

    @Override
    public boolean firstIn(long round) {
        boolean first = lastRound != round;
        lastRound = round;
        return first;
    }

    @Override
    public boolean hasRoom() {
        return !closed && !tooSlow && channel.isWritable();
    }

    @Override
    public boolean takesBatches() {
        return takesBatches;
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }

    @Override
    public void event(SharedFrame frame) {
        long before = pending();
        channel.write(frame.view(), channel.voidPromise());
        written += pending() - before;
        if (!dirty) {
            dirty = true;
            hub.flushLater(this);
        }
    }

    @Override
    public void whisper(SharedFrame frame) {
        if (hasRoom() && !outflow.isBusy(pending())) {
            event(frame);
        }
    }

    @Override
    public void write(Frame frame) {
        if (closed || tooSlow) {
            return;
        }
        try (var shared = new SharedFrame(channel.alloc(), frame)) {
            event(shared);
        }
        endIfTooSlow();
    }

    /** Writes the greeting, whose size is the person's world and not their slowness. */
    void greet(Frame greeting) {
        outflow.greeted(greeting.size());
        write(greeting);
    }

    /** Bytes that were written and not yet taken by the network. */
    private long pending() {
        var outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }

    private void endIfTooSlow() {
        if (!tooSlow && outflow.isTooSlow(pending(), hub.now())) {
            tooSlow = true;
            hub.scope().meters().slowConsumer();
            // Not now: whoever writes may be going through the very subscriptions that the end takes away.
            hub.run(() -> end(Disconnect.TOO_SLOW));
        }
    }

    /** Netty says when more waits than may, and when there is room again. */
    private final class Room extends ChannelInboundHandlerAdapter {
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
            if (!channel.isWritable()) {
                filled();
            } else {
                hub.run(Socket.this::drained); // not now: it is Netty's own writing that made room
            }
            super.channelWritabilityChanged(context);
        }
    }

    private void filled() {
        if (!closed && !outflow.isLagging()) {
            outflow.filled(hub.now());
            hub.scope().lagging(1);
        }
    }

    private void drained() {
        if (outflow.isLagging() && channel.isWritable()) {
            outflow.drained();
            hub.scope().lagging(-1);
        }
        if (!closed) {
            hub.drained(this);
        }
    }

    /** Writes a frame of this socket's own; safe on any thread. */
    void writeFromElsewhere(Frame frame) {
        hub.run(() -> write(frame));
    }

    void flush() {
        dirty = false;
        channel.flush();
    }

    /** A resume has these streams to catch up with; the client is told when all are done. */
    void catchingUp(Set<StreamId> behind, long events) {
        replaying.addAll(behind);
        replayed = events;
        if (behind.isEmpty()) {
            write(Json.frame("resumed", Map.of("replayed", events)));
        }
    }

    @Override
    public void caughtUp(StreamId stream) {
        if (replaying.remove(stream) && replaying.isEmpty()) {
            write(Json.frame("resumed", Map.of("replayed", replayed)));
        }
    }

    /** The person is in until their token expires. */
    void welcomed(long expires) {
        carryOut(connection.welcomed(expires));
    }

    /** The node leaves: the client is told so, and closed after what it asked for is answered. */
    void leave(Frame told) {
        carryOut(connection.leave(told));
    }

    /** Tells the client how to come back, if that has changed by much since it was told. */
    void announce(Herd herd, Entrance.Reconnect how) {
        if (spreadMs > 0 && herd.isNews(spreadMs)) {
            told(how);
            write(Json.frame("reconnect:policy", how));
        }
    }

    /** The client knows how to come back. */
    void told(Entrance.Reconnect how) {
        spreadMs = how.spreadMs();
    }

    void tick() {
        endIfTooSlow();
        if (!dirty && outflow.drains(pending(), written)) {
            connection.alive(hub.now());
        }
        carryOut(connection.tick(hub.now()));
    }

    @Override
    public void end(Disconnect why) {
        carryOut(connection.close(why));
    }

    private void carryOut(List<Connection.Effect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case Connection.Effect.Write write -> write(write.frame());
                case Connection.Effect.Pong pong ->
                    write(MainWire.pong(pong.id(), pong.t(), System.currentTimeMillis()));
                case Connection.Effect.Authenticate in -> hub.welcome(this, in.token(), in.resume());
                case Connection.Effect.Renew renew -> hub.renew(this, renew.id(), renew.token());
                case Connection.Effect.Carry carry -> carry(carry.id(), carry.frame());
                case Connection.Effect.Sync sync -> sync(sync.id(), sync.frame());
                case Connection.Effect.Ping ping -> socket.writePing(io.vertx.core.buffer.Buffer.buffer());
                case Connection.Effect.Read read -> {
                    if (read.on()) {
                        socket.resume();
                    } else {
                        socket.pause();
                    }
                }
                case Connection.Effect.Close close -> close(close.why());
            }
        }
    }

    /** A fresh token was good: the person is in until it expires. */
    void renewed(@Nullable JsonNode id, SessionId signIn, long expires) {
        if (!closed) {
            session = signIn;
            carryOut(connection.renewed(id, expires));
        }
    }

    private void carry(@Nullable JsonNode id, ClientFrame frame) {
        hub.carry(this, frame).onComplete(done -> {
            if (done.succeeded()) {
                carryOut(connection.finished(id, done.result()));
            } else {
                carryOut(connection.finished(id, problem(done.cause())));
            }
        });
    }

    private void sync(@Nullable JsonNode id, ClientFrame.Sync sync) {
        hub.again(this, sync.stream(), sync.after())
                .onComplete(done -> carryOut(connection.synced(
                        done.succeeded()
                                ? MainWire.ack(id, Answer.Done.DONE)
                                : MainWire.error(id, problem(done.cause())))));
    }

    /** What a failure is to whoever asked. */
    static Problem problem(Throwable failure) {
        return failure instanceof ProblemException refused ? refused.problem() : Problem.internal();
    }

    private void close(Disconnect why) {
        flush();
        LOG.info("socket ended code={} user={}", why.code(), user);
        if (why == Disconnect.UNAUTHENTICATED || why == Disconnect.REVOKED) {
            write(Json.frame("session:revoked", Map.of()));
            flush();
        }
        socket.resume(); // or the client's own goodbye is never read
        socket.close((short) why.code(), why.reason());
        closed();
    }

    private void closed() {
        if (!closed) {
            closed = true;
            if (outflow.isLagging()) {
                outflow.drained();
                hub.scope().lagging(-1);
            }
            connection.gone();
            hub.closed(this);
        }
    }
}
