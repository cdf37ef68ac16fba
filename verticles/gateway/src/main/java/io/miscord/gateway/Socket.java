package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Actor;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.Reach;
import io.miscord.gateway.wire.Wire;
import io.miscord.platform.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One open socket, whatever its {@link Wire} and {@link Transport}: carries out what its {@link Connection} decides.
 * Everything happens on the event loop that accepted it. Frames are flushed once per turn of the loop, by the hub.
 */
final class Socket implements Viewer {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private final Hub hub;
    private final Transport transport;
    private final Wire wire;
    private final Connection connection;
    private final Door.Place place;
    private final String address;
    private final boolean takesBatches;
    private final Outflow outflow;
    private final Backlog backlog = new Backlog();

    private final Holdings has = new Holdings();

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

    /**
     * A socket that is not open yet.
     *
     * @param place given back when it is gone
     * @param address the client's network address
     * @param takesBatches whether the client reads batch frames
     */
    Socket(
            Hub hub,
            Transport transport,
            Connection connection,
            Door.Place place,
            String address,
            boolean takesBatches) {
        this.hub = hub;
        this.transport = transport;
        this.wire = connection.wire();
        this.connection = connection;
        this.place = place;
        this.address = address;
        this.takesBatches = takesBatches;
        this.outflow = new Outflow(hub.scope().settings().outflow());
    }

    /** Begins to read; with the token of the request's address when there was one. */
    void open(@Nullable String token) {
        transport.open(this);
        if (token != null) {
            carryOut(connection.came(token));
        }
    }

    /** Nobody has to say who they are here. */
    void unnamed() {
        carryOut(connection.unnamed());
    }

    /** The client said this. */
    void received(String text) {
        carryOut(connection.received(text, hub.now()));
    }

    /** The client said something that is no text. */
    void receivedBinary() {
        carryOut(connection.receivedBinary(hub.now()));
    }

    /** The client showed that it is there. */
    void alive() {
        connection.alive(hub.now());
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

    @Override
    public Holdings has() {
        return has;
    }

    @Override
    public boolean isOpen() {
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
        return !closed && !tooSlow && transport.hasRoom();
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public boolean hasAll() {
        return wire.reach() instanceof Reach.Everything;
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
        long before = transport.waiting();
        transport.write(frame);
        written += transport.waiting() - before;
        if (!dirty) {
            dirty = true;
            hub.flushLater(this);
        }
    }

    @Override
    public boolean whisper(Encoded told) {
        boolean hears = hasRoom() && !outflow.isBusy(transport.waiting());
        var frame = hears ? told.on(wire) : null;
        if (frame != null) {
            event(frame);
        }
        return hears;
    }

    @Override
    public void write(ServerFrame said) {
        answer(null, said);
    }

    @Override
    public void write(Frame text, Told told) {
        if (closed || tooSlow) {
            return;
        }
        try (var shared = new SharedFrame(hub.memory(), text, told)) {
            event(shared);
        }
        endIfTooSlow();
    }

    /** Writes the greeting, whose size is the person's world and not their slowness. */
    void greet(ServerFrame greeting) {
        wire.frame(greeting).ifPresent(frame -> {
            outflow.greeted(frame.size());
            write(frame, new Told.Said(greeting, false));
        });
    }

    private void endIfTooSlow() {
        if (!tooSlow && outflow.isTooSlow(transport.waiting(), hub.now())) {
            tooSlow = true;
            hub.scope().meters().slowConsumer();
            // Not now: whoever writes may be going through the very subscriptions that the end takes away.
            hub.run(() -> end(Disconnect.TOO_SLOW));
        }
    }

    /** The transport has no room any more. */
    void filled() {
        if (!closed && !outflow.isLagging()) {
            outflow.filled(hub.now());
            hub.scope().lagging(1);
        }
    }

    /** The transport has room again. Later: it may be the transport's own writing that made it. */
    void drained() {
        hub.run(this::goOn);
    }

    private void goOn() {
        if (outflow.isLagging() && transport.hasRoom()) {
            outflow.drained();
            hub.scope().lagging(-1);
        }
        if (!closed) {
            hub.drained(this);
        }
    }

    /** Tells this socket alone; safe on any thread. */
    void tellFromElsewhere(EphemeralEvent event) {
        hub.run(() -> wire.frame(event).ifPresent(text -> write(text, new Told.Passing(event))));
    }

    void flush() {
        dirty = false;
        transport.flush();
    }

    /** A resume has these streams to catch up with; the client is told when all are done. */
    void catchingUp(Set<StreamId> behind, long events) {
        replaying.addAll(behind);
        replayed = events;
        if (behind.isEmpty()) {
            write(new ServerFrame.Resumed(events));
        }
    }

    @Override
    public void caughtUp(StreamId stream) {
        if (replaying.remove(stream) && replaying.isEmpty()) {
            write(new ServerFrame.Resumed(replayed));
        }
    }

    /** The person is in until their token expires. */
    void welcomed(long expires) {
        carryOut(connection.welcomed(expires));
    }

    /** The node leaves: the client is told so, and closed after what it asked for is answered. */
    void leave(ServerFrame told) {
        carryOut(connection.leave(told));
    }

    /** Tells the client how to come back, if that has changed by much since it was told. */
    void announce(Herd herd, ServerFrame.ReconnectPolicy how) {
        if (spreadMs > 0 && herd.isNews(spreadMs)) {
            told(how);
            write(how);
        }
    }

    /** The client knows how to come back. */
    void told(ServerFrame.ReconnectPolicy how) {
        spreadMs = how.spreadMs();
    }

    void tick() {
        endIfTooSlow();
        if (!dirty && outflow.drains(transport.waiting(), written)) {
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
                case Connection.Effect.Write write -> answer(write.id(), write.said());
                case Connection.Effect.Pong pong ->
                    answer(pong.id(), new ServerFrame.Pong(pong.t(), System.currentTimeMillis()));
                case Connection.Effect.Authenticate in -> hub.welcome(this, in.token(), in.resume());
                case Connection.Effect.Renew renew -> hub.renew(this, renew.id(), renew.token());
                case Connection.Effect.Carry carry -> carry(carry.id(), carry.frame());
                case Connection.Effect.Sync sync -> sync(sync.id(), sync.frame());
                case Connection.Effect.Ping ping -> transport.ping();
                case Connection.Effect.Read read -> transport.read(read.on());
                case Connection.Effect.Close close -> close(close.why());
            }
        }
    }

    /** Answers what was asked under this id, if the wire has words for it. */
    void answer(@Nullable JsonNode id, ServerFrame said) {
        wire.frame(id, said).ifPresent(text -> write(text, new Told.Said(said, id != null)));
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
                        id, done.succeeded() ? ServerFrame.Ack.DONE : ServerFrame.Refused.of(problem(done.cause())))));
    }

    /** What a failure is to whoever asked. */
    static Problem problem(Throwable failure) {
        return failure instanceof ProblemException refused ? refused.problem() : Problem.internal();
    }

    private void close(Disconnect why) {
        flush();
        // Anyone can open sockets that nobody owns, and have them ended: they must not fill the log.
        LOG.atLevel(user == null ? Level.DEBUG : Level.INFO).log("socket ended code={} user={}", why.code(), user);
        if (why == Disconnect.REVOKED) {
            write(new ServerFrame.SessionRevoked());
            flush();
        }
        transport.close(why);
        gone();
    }

    @Override
    public void subscribed(StreamId stream, long position) {
        transport.subscribed(stream, position);
    }

    /** It has ended, or its connection broke. */
    void gone() {
        if (!closed) {
            closed = true;
            if (outflow.isLagging()) {
                outflow.drained();
                hub.scope().lagging(-1);
            }
            if (connection.gone()) {
                hub.calls().left(this);
            }
            hub.closed(this);
        }
    }
}
