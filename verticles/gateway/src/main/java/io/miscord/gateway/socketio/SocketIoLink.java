package io.miscord.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One client of Socket.IO, as those see it who answer it: carries out what its {@link Namespaces} decide. Used on the
 * event loop of its session.
 */
public final class SocketIoLink implements EngineListener {
    private final EngineLink engine;
    private final LongSupplier clock;
    private final Namespaces namespaces;
    private final SocketIoHandler handler;

    /**
     * Socket.IO over a session of Engine.IO that was just opened.
     *
     * @param maxPayload bytes of a packet's attachments together
     * @param clock milliseconds that never go back
     * @param handlers makes who answers this client
     */
    public SocketIoLink(
            EngineLink engine,
            SocketIoSettings settings,
            int maxPayload,
            LongSupplier clock,
            Function<SocketIoLink, SocketIoHandler> handlers) {
        this.engine = engine;
        this.clock = clock;
        this.namespaces = new Namespaces(settings, maxPayload, clock.getAsLong());
        this.handler = handlers.apply(this);
    }

    /** The session below. */
    public EngineLink engine() {
        return engine;
    }

    /** Lets the client into a namespace that it asked for; {@code told} has its {@code sid}. */
    public void accept(String namespace, JsonNode told) {
        engine.prove();
        carryOut(namespaces.accept(namespace, told));
    }

    /** Does not let the client in; {@code told} has a {@code message}. */
    public void refuse(String namespace, JsonNode told) {
        carryOut(namespaces.refuse(namespace, told, clock.getAsLong()));
    }

    /** Takes the client out of a namespace. */
    public void disconnect(String namespace) {
        carryOut(namespaces.disconnect(namespace, clock.getAsLong()));
    }

    /** Tells the client of an event: its name and arguments. */
    public void emit(String namespace, ArrayNode arguments) {
        if (namespaces.isIn(namespace)) {
            send(new Packet(Packet.Type.EVENT, namespace, null, arguments));
        }
    }

    /** Answers the event that had this id. */
    public void acknowledge(String namespace, long id, ArrayNode arguments) {
        if (namespaces.isIn(namespace)) {
            send(new Packet(Packet.Type.ACK, namespace, id, arguments));
        }
    }

    @Override
    public void text(String message) {
        carryOut(namespaces.text(message, clock.getAsLong()));
    }

    @Override
    public void binary(byte[] message) {
        carryOut(namespaces.binary(message, clock.getAsLong()));
    }

    @Override
    public void room(boolean has) {
        handler.room(has);
    }

    @Override
    public void tick() {
        carryOut(namespaces.tick(clock.getAsLong()));
        handler.tick();
    }

    @Override
    public void closed(String reason) {
        carryOut(namespaces.closed());
        handler.closed();
    }

    private void carryOut(List<Namespaces.Effect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case Namespaces.Effect.Connect connect -> handler.connect(connect.namespace(), connect.auth());
                case Namespaces.Effect.Event event -> handler.event(event.namespace(), event.arguments(), event.id());
                case Namespaces.Effect.Left left -> handler.left(left.namespace());
                case Namespaces.Effect.Send send -> send(send.packet());
                case Namespaces.Effect.Close close -> engine.close();
            }
        }
    }

    private void send(Packet packet) {
        PacketWriter.write(packet).forEach(engine::send);
    }
}
