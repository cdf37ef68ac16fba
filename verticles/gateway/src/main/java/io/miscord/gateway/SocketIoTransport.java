package io.miscord.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.gateway.socketio.Outgoing;
import io.miscord.gateway.socketio.SocketIoLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries one socket over a client's connection to the main namespace. Whoever is let in is told so before anything
 * else: what comes earlier a library keeps without its offset, and would have it twice if the connection broke in
 * between. What a client that comes back has missed is held until all of it is here: only then is it known whether they
 * can go on where they were. Used on its hub's loop.
 */
final class SocketIoTransport implements Transport {
    /** The one namespace there is. */
    static final String NAMESPACE = "/";

    private static final byte[] END = {']'};
    private static final byte[] NOTHING = {};

    private enum State {
        ASKED,
        RECOVERING,
        IN,
        ENDED
    }

    private final SocketIoLink link;
    private final int mostHeld;
    private final Supplier<String> newSid;
    private final Consumer<SocketIoTransport> afresh;
    private State state;
    private @Nullable Offsets offsets;
    private @Nullable Socket its;
    /** For a client that comes back: its greeting and the missed events, in their order; sent after CONNECT. */
    private final List<Outgoing> missed = new ArrayList<>();
    /** Everything else, sent after these. */
    private final List<byte[]> later = new ArrayList<>();

    private long held;
    private byte @Nullable [] tail;
    private @Nullable String tailOffset;

    /**
     * A transport that carries nothing yet.
     *
     * @param mostHeld bytes that a client may have missed; with more it starts afresh
     * @param recovered where the client was; null when it starts afresh
     * @param newSid makes the id of a connection
     * @param afresh called, at most once, when the client cannot go on where it was: this transport is done then
     */
    SocketIoTransport(
            SocketIoLink link,
            int mostHeld,
            @Nullable Offsets recovered,
            Supplier<String> newSid,
            Consumer<SocketIoTransport> afresh) {
        this.link = link;
        this.mostHeld = mostHeld;
        this.offsets = recovered;
        this.newSid = newSid;
        this.afresh = afresh;
        this.state = recovered == null ? State.ASKED : State.RECOVERING;
    }

    @Override
    public void open(Socket socket) {
        its = socket;
    }

    @Override
    public void subscribed(StreamId stream, long position) {
        if (offsets != null) {
            offsets.at(stream, position);
        }
    }

    @Override
    public void write(SharedFrame frame) {
        switch (state) {
            case ASKED -> greeted(frame);
            case RECOVERING -> recovering(frame);
            case IN -> send(frame);
            case ENDED -> {}
        }
    }

    /** The first that a client is told is that it is in; before that it could not understand anything. */
    private void greeted(SharedFrame frame) {
        if (frame.told() instanceof Told.Said said && said.frame() instanceof ServerFrame.Authenticated in) {
            var sid = newSid.get();
            offsets = Offsets.begin(sid, in.user().id(), in.epoch(), in.positions())
                    .orElse(null);
            enter(sid);
            send(frame);
        }
    }

    private void enter(String sid) {
        state = State.IN;
        var told = JsonNodeFactory.instance.objectNode().put("sid", sid);
        if (offsets != null) {
            told.put("pid", offsets.pid());
        }
        link.accept(NAMESPACE, told);
    }

    private void recovering(SharedFrame frame) {
        var text = frame.words();
        switch (frame.told()) {
            case Told.Event(var event) -> miss(packet(event, text));
            case Told.Passing(EphemeralEvent.ReadUpdated mark) -> hold(text); // told once
            case Told.Passing passing -> {} // it may be lost
            case Told.Said said -> recovering(said.frame(), text);
            case Told.Batch batch -> {} // there are none on this wire
            case Told.Monitoring monitoring -> {} // nor these
        }
        if (held > mostHeld) {
            startAfresh();
        }
    }

    private void recovering(ServerFrame said, byte[] text) {
        switch (said) {
            case ServerFrame.Authenticated in when !isTheirs(in) -> startAfresh();
            // The only word of streams they gained: first, with an offset that does not have them yet.
            case ServerFrame.Authenticated in -> miss(Outgoing.text(text, tail()));
            case ServerFrame.Resync lost -> startAfresh();
            case ServerFrame.Resumed resumed -> {
                later.add(text);
                recovered();
            }
            default -> hold(text);
        }
    }

    private void hold(byte[] text) {
        later.add(text);
        held += text.length;
    }

    private void miss(Outgoing packet) {
        missed.add(packet);
        held += packet.size();
    }

    private boolean isTheirs(ServerFrame.Authenticated in) {
        return offsets != null && offsets.user().equals(in.user().id());
    }

    private void recovered() {
        if (offsets == null) {
            return;
        }
        enter(offsets.sid());
        missed.forEach(link.engine()::send);
        later.forEach(text -> link.engine().send(Outgoing.text(text, tail())));
        missed.clear();
        later.clear();
        held = 0;
    }

    /** What the client has cannot be continued: it is let in as if it came for the first time. */
    private void startAfresh() {
        state = State.ENDED;
        missed.clear();
        later.clear();
        held = 0;
        afresh.accept(this);
    }

    private void send(SharedFrame frame) {
        var text = frame.words();
        link.engine()
                .send(
                        switch (frame.told()) {
                            case Told.Event(var event) -> packet(event, text);
                            case Told.Said said
                            when said.answers() -> Outgoing.text(text, NOTHING); // an acknowledgement is whole
                            default -> Outgoing.text(text, tail());
                        });
    }

    private Outgoing packet(StreamEvent event, byte[] text) {
        if (offsets != null) {
            offsets.at(event.stream(), event.seq());
        }
        return Outgoing.text(text, tail());
    }

    /** How every event ends: with where the client is then, as a text that its library keeps. */
    private byte[] tail() {
        if (offsets == null) {
            return END;
        }
        var offset = offsets.offset();
        var known = tail;
        if (known == null || !offset.equals(tailOffset)) {
            known = (",\"" + offset + "\"]").getBytes(StandardCharsets.US_ASCII);
            tail = known;
            tailOffset = offset;
        }
        return known;
    }

    @Override
    public void flush() {
        link.engine().flush();
    }

    @Override
    public long waiting() {
        return held + link.engine().waiting();
    }

    @Override
    public boolean hasRoom() {
        return state != State.ENDED && link.engine().hasRoom();
    }

    /** Engine.IO pings by itself. */
    @Override
    public void ping() {}

    @Override
    public void read(boolean on) {
        link.engine().read(on);
    }

    @Override
    public void close(Disconnect why) {
        var before = state;
        state = State.ENDED;
        if (before != State.IN && (why.isFinal() || why == Disconnect.TOKEN_EXPIRED)) {
            link.refuse(NAMESPACE, refusal(why));
            return;
        }
        if (why.isFinal()) {
            link.disconnect(NAMESPACE); // the client's library does not come back by itself then
        }
        link.engine().close(why.code(), why.reason());
    }

    private static ObjectNode refusal(Disconnect why) {
        var told = JsonNodeFactory.instance.objectNode().put("message", why.words());
        told.putObject("data").put("code", why.code());
        return told;
    }

    /** The client said this, in the words of its wire. */
    void received(String text) {
        if (its != null && state == State.IN) {
            its.received(text);
        }
    }

    /** There is room for more, or there is none. */
    void room(boolean has) {
        if (its == null) {
            return;
        }
        if (has) {
            its.drained();
        } else {
            its.filled();
        }
    }

    /** Engine.IO has made sure that the client is there. */
    void alive() {
        if (its != null) {
            its.alive();
        }
    }

    /** The client has left, or its session is over. */
    void gone() {
        state = State.ENDED;
        missed.clear();
        later.clear();
        if (its != null) {
            its.gone();
        }
    }
}
