package io.miscord.gateway.socketio;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what one {@link EngineSession} decides. Everything happens on the event loop that the session was opened
 * on, whichever loops its requests and its WebSocket came on; {@link #run} is the way in from there.
 */
final class EngineSocket implements EngineLink {
    private static final byte[] OK = {'o', 'k'};

    private final String sid;
    private final EngineSessions.Newcomer place;
    private final EngineSettings settings;
    private final EventLoop loop;
    private final LongSupplier clock;
    private final Consumer<EngineSocket> forgotten;
    private final EngineSession session;
    private final AtomicBoolean posting = new AtomicBoolean();
    private @Nullable EngineListener listener;
    private @Nullable EngineWebSocket socket;
    private @Nullable EngineWebSocket candidate;
    private @Nullable Exchange poll;
    private @Nullable Exchange post;
    private boolean isProven;
    private boolean isReading = true;
    private boolean isFull;
    private boolean dirty;
    private int depth;
    private int closeCode = EngineWebSocket.NORMAL;
    private String closeReason = "";

    /**
     * A session that nobody speaks over yet.
     *
     * @param socket its WebSocket; null when it began with a poll
     * @param place the place it has until its client is somebody
     * @param forgotten called once, when the session is no more
     */
    EngineSocket(
            String sid,
            EngineSessions.Newcomer place,
            EngineSettings settings,
            EventLoop loop,
            LongSupplier clock,
            @Nullable EngineWebSocket socket,
            Consumer<EngineSocket> forgotten) {
        this.sid = sid;
        this.place = place;
        this.settings = settings;
        this.loop = loop;
        this.clock = clock;
        this.socket = socket;
        this.forgotten = forgotten;
        this.session = new EngineSession(settings, socket != null, clock.getAsLong());
    }

    String sid() {
        return sid;
    }

    boolean isTried() {
        return candidate != null;
    }

    /** Says the handshake, and lets the listener speak. */
    void open(EngineListener speaker, @Nullable Exchange handshake) {
        listener = speaker;
        send(Outgoing.text("0{\"sid\":\"" + sid + "\",\"upgrades\":[" + (socket == null ? "\"websocket\"" : "")
                + "],\"pingInterval\":" + settings.pingInterval().toMillis() + ",\"pingTimeout\":"
                + settings.pingTimeout().toMillis() + ",\"maxPayload\":" + settings.maxPayload() + "}"));
        if (handshake != null) {
            poll(handshake);
        } else {
            flush();
        }
    }

    /** A GET came. */
    void poll(Exchange get) {
        input(session::poll, get);
    }

    /** Begins a POST; false when another is being read, which ends the session. Safe on any thread. */
    boolean startPost() {
        return posting.compareAndSet(false, true);
    }

    /** The body of a POST was read. */
    void posted(List<EnginePacket> packets, int bytes, Exchange answer) {
        input(() -> session.posted(packets, bytes, clock.getAsLong()), answer);
        if (post == null) {
            posting.set(false);
        }
    }

    /** The POST could not be read; also of one that overlaps with another. */
    void wrong(EngineError why, Exchange answer) {
        input(() -> session.wrong(why), answer);
        posting.set(false);
    }

    /** The connection of a POST broke before it was read. */
    void postGone() {
        input(session::postGone, null);
        posting.set(false);
    }

    /** The connection of a GET broke before it was answered. */
    void pollGone(Exchange get) {
        if (poll == get) {
            poll = null;
            input(session::pollGone, null);
        }
    }

    /** A WebSocket came that names this session. */
    void came(EngineWebSocket other) {
        tickSession();
        if (session.came(clock.getAsLong())) {
            candidate = other;
        } else {
            other.close();
        }
    }

    void packet(EngineWebSocket from, EnginePacket packet) {
        if (from == socket) {
            input(() -> session.said(packet, clock.getAsLong()), null);
        } else if (from == candidate) {
            input(() -> session.candidateSaid(packet), null);
        }
    }

    void wrong(EngineWebSocket from) {
        if (from == socket) {
            input(() -> session.end("parse error"), null);
        } else if (from == candidate) {
            input(session::candidateWrong, null);
        }
    }

    void gone(EngineWebSocket from) {
        if (from == socket) {
            input(() -> session.end("transport close"), null);
        } else if (from == candidate) {
            candidate = null;
            session.candidateGone();
        }
    }

    /** How much waits has crossed a bound. */
    void roomChanged() {
        boolean full = session.isOnSocket()
                ? socket != null && !socket.isWritable()
                : session.waiting() > (isFull ? settings.drained() : settings.full());
        if (full != isFull) {
            isFull = full;
            if (listener != null && session.isOpen()) {
                listener.room(!full);
            }
        }
    }

    /** Time passes. */
    void tick() {
        if (!dirty && socket != null && socket.drains()) {
            session.alive(clock.getAsLong());
        }
        input(List::of, null);
        if (listener != null && session.isOpen()) {
            listener.tick();
        }
    }

    @Override
    public void run(Runnable work) {
        loop.execute(work);
    }

    /** Does this on the session's loop: now, when this is it. */
    void enter(Runnable work) {
        if (loop.inEventLoop()) {
            work.run();
        } else {
            loop.execute(work);
        }
    }

    @Override
    public void send(Outgoing packet) {
        dirty = true;
        if (socket != null) {
            socket.write(packet);
            return;
        }
        session.queue(packet); // which takes nothing after its end
        if (!isProven && session.isOverfull()) {
            input(() -> session.end("asks and does not read"), null);
        } else if (!isFull) {
            roomChanged();
        }
    }

    @Override
    public void flush() {
        if (!dirty) {
            return;
        }
        dirty = false;
        var to = socket;
        if (to != null) {
            to.flush();
        } else {
            carryOut(session.flush(), null);
        }
    }

    @Override
    public long waiting() {
        var to = socket;
        return to == null ? session.waiting() : to.waiting();
    }

    @Override
    public boolean hasRoom() {
        return session.isOpen() && (socket == null ? !isFull : socket.isWritable());
    }

    @Override
    public void read(boolean on) {
        isReading = on;
        session.reading(on, clock.getAsLong());
        if (socket != null) {
            socket.read(on);
        }
        if (on) {
            thank();
        }
    }

    @Override
    public void prove() {
        isProven = true;
        place.leave();
    }

    @Override
    public void close() {
        input(() -> session.close(clock.getAsLong()), null);
    }

    /** The server goes: nobody will come for the last packets. */
    void abandon() {
        close();
        input(() -> session.end("the server leaves"), null);
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
        closeReason = reason;
        close();
    }

    /** Time first: a session whose time is over takes nothing more. */
    private void input(Supplier<List<EngineSession.Effect>> input, @Nullable Exchange atHand) {
        depth++;
        try {
            tickSession();
            carryOut(input.get(), atHand);
        } finally {
            depth--;
        }
        if (depth == 0) {
            roomChanged();
            flush();
        }
    }

    private void tickSession() {
        carryOut(session.tick(clock.getAsLong()), null);
    }

    private void carryOut(List<EngineSession.Effect> effects, @Nullable Exchange atHand) {
        for (var effect : effects) {
            switch (effect) {
                case EngineSession.Effect.Hold hold -> poll = atHand;
                case EngineSession.Effect.AnswerPoll answer -> answerPoll(answer.packets());
                case EngineSession.Effect.Thank thank -> {
                    post = atHand;
                    thank();
                }
                case EngineSession.Effect.Refuse refusal -> {
                    if (atHand != null) {
                        atHand.refuse(refusal.why());
                    }
                }
                case EngineSession.Effect.Write write -> send(write.packet());
                case EngineSession.Effect.WriteCandidate write -> writeCandidate(write.packet());
                case EngineSession.Effect.Upgrade upgrade -> upgrade();
                case EngineSession.Effect.CloseCandidate close -> closeCandidate();
                case EngineSession.Effect.CloseSocket close -> closeSocket();
                case EngineSession.Effect.Deliver message -> deliver(message.message());
                case EngineSession.Effect.End end -> ended(end.reason());
                case EngineSession.Effect.Forget forget -> {
                    isReading = true;
                    thank();
                    place.leave();
                    forgotten.accept(this);
                }
            }
        }
    }

    private void answerPoll(List<Outgoing> packets) {
        var waiting = poll;
        poll = null;
        if (waiting != null) {
            waiting.answer(Payload.write(packets));
        }
        roomChanged();
    }

    private void thank() {
        var waiting = post;
        if (waiting != null && isReading) {
            post = null;
            posting.set(false);
            waiting.answer(OK);
        }
    }

    private void writeCandidate(Outgoing packet) {
        if (candidate != null) {
            candidate.write(packet);
            candidate.flush();
        }
    }

    private void upgrade() {
        socket = candidate;
        candidate = null;
        if (socket != null && !isReading) {
            socket.read(false);
        }
    }

    private void closeCandidate() {
        var other = candidate;
        candidate = null;
        if (other != null) {
            other.close();
        }
    }

    private void closeSocket() {
        var last = socket;
        socket = null;
        if (last != null) {
            last.close((short) closeCode, closeReason);
        }
    }

    private void deliver(EnginePacket message) {
        if (listener == null) { // what came before a goodbye in one body is heard; after the end nothing is
            return;
        }
        if (message.bytes() == null) {
            listener.text(message.text());
        } else {
            listener.binary(message.bytes());
        }
    }

    private void ended(String reason) {
        var told = listener;
        listener = null;
        if (told != null) {
            told.closed(reason);
        }
    }
}
