package io.miscord.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's connections to namespaces, as a pure state machine over the packets of its session. Times are
 * milliseconds of a clock that never goes back.
 */
final class Namespaces {
    /** What is to be done. */
    sealed interface Effect {
        /** A client wants into a namespace; {@link #accept} or {@link #refuse} answers it. */
        record Connect(String namespace, ObjectNode auth) implements Effect {}

        /** Something happened in a namespace; the first of these is its name. */
        record Event(
                String namespace,
                ArrayNode arguments,
                @Nullable Long id) implements Effect {}

        /** The client has left a namespace, or what led there ended. */
        record Left(String namespace) implements Effect {}

        /** Say this. */
        record Send(Packet packet) implements Effect {}

        /** End the session. */
        record Close(String reason) implements Effect {}
    }

    /** Namespaces that there are not and a client may ask for nevertheless: each time it is answered. */
    private static final int MAX_UNKNOWN = 10;
    /** Characters with which a client may ask, in all, to be let in: two {@code pid}s of the most streams, and more. */
    private static final int MAX_ASKING = 640 * 1024;

    private enum State {
        ASKED,
        IN
    }

    private final SocketIoSettings settings;
    private final PacketReader reader;
    private final Map<String, State> states = new HashMap<>();
    private long nowhereSince;
    private int unknown;
    private long asking;
    private boolean closed;

    Namespaces(SocketIoSettings settings, int maxPayload, long now) {
        this.settings = settings;
        this.reader = new PacketReader(settings.maxAttachments(), maxPayload, this::isWanted);
        this.nowhereSince = now;
    }

    /** A message of text came. */
    List<Effect> text(String message, long now) {
        return read(() -> reader.text(message), now);
    }

    /** A message of bytes came. */
    List<Effect> binary(byte[] message, long now) {
        return read(() -> reader.binary(message), now);
    }

    private interface Reading {
        Optional<Packet> packet() throws MalformedException;
    }

    private List<Effect> read(Reading reading, long now) {
        if (closed) {
            return List.of();
        }
        try {
            var packet = reading.packet();
            return packet.isEmpty() ? List.of() : take(packet.get(), now);
        } catch (MalformedException e) {
            return close("parse error");
        }
    }

    /** The server asks for no acknowledgements, and hears a client only about a namespace that there is. */
    private boolean isWanted(Packet.Type type, String namespace, int length) throws MalformedException {
        return switch (type) {
            case CONNECT -> {
                asking += length;
                if (asking > MAX_ASKING) {
                    throw new MalformedException("asks with more than anybody has to say");
                }
                yield settings.namespaces().contains(namespace) && !states.containsKey(namespace);
            }
            case EVENT -> isIn(namespace);
            case DISCONNECT -> states.containsKey(namespace);
            default -> false;
        };
    }

    private List<Effect> take(Packet packet, long now) {
        var namespace = packet.namespace();
        var state = states.get(namespace);
        if (packet.type() == Packet.Type.CONNECT) {
            return state == null ? connect(namespace, packet.data()) : close("connected twice");
        }
        if (state == null || (state == State.ASKED && packet.type() != Packet.Type.DISCONNECT)) {
            return close("not connected"); // the protocol wants a CONNECT first
        }
        return switch (packet.type()) {
            case DISCONNECT -> left(namespace, now);
            case EVENT ->
                List.of(new Effect.Event(namespace, (ArrayNode) Objects.requireNonNull(packet.data()), packet.id()));
            case ACK -> List.of();
            default -> close("parse error");
        };
    }

    private List<Effect> connect(String namespace, @Nullable JsonNode auth) {
        if (!settings.namespaces().contains(namespace)) {
            unknown++;
            if (unknown > MAX_UNKNOWN) {
                return close("asks for what there is not");
            }
            return List.of(new Effect.Send(new Packet(
                    Packet.Type.CONNECT_ERROR,
                    namespace,
                    null,
                    JsonNodeFactory.instance.objectNode().put("message", "Invalid namespace"))));
        }
        states.put(namespace, State.ASKED);
        return List.of(new Effect.Connect(
                namespace, auth == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) auth));
    }

    private List<Effect> left(String namespace, long now) {
        states.remove(namespace);
        nowhereSince = now;
        return List.of(new Effect.Left(namespace));
    }

    /** The client is let into a namespace that it asked for, and told this. */
    List<Effect> accept(String namespace, JsonNode told) {
        asking = 0;
        return states.replace(namespace, State.ASKED, State.IN)
                ? List.of(new Effect.Send(new Packet(Packet.Type.CONNECT, namespace, null, told)))
                : List.of();
    }

    /** The client is not let in, and told why; it may ask again. */
    List<Effect> refuse(String namespace, JsonNode told, long now) {
        if (!states.remove(namespace, State.ASKED)) {
            return List.of();
        }
        nowhereSince = now;
        return List.of(new Effect.Send(new Packet(Packet.Type.CONNECT_ERROR, namespace, null, told)));
    }

    /** The server takes the client out of a namespace. */
    List<Effect> disconnect(String namespace, long now) {
        if (states.remove(namespace) == null) {
            return List.of();
        }
        nowhereSince = now;
        return List.of(
                new Effect.Send(new Packet(Packet.Type.DISCONNECT, namespace, null, null)), new Effect.Left(namespace));
    }

    boolean isIn(String namespace) {
        return states.get(namespace) == State.IN;
    }

    /** Time passes: a client that is in no namespace for too long does not stay. */
    List<Effect> tick(long now) {
        return !closed
                        && states.isEmpty()
                        && now - nowhereSince >= settings.connectTimeout().toMillis()
                ? close("connected to nothing")
                : List.of();
    }

    /** The session is over. */
    List<Effect> closed() {
        closed = true;
        var effects = new ArrayList<Effect>();
        states.keySet().forEach(namespace -> effects.add(new Effect.Left(namespace)));
        states.clear();
        return effects;
    }

    private List<Effect> close(String reason) {
        var effects = new ArrayList<>(closed());
        effects.add(new Effect.Close(reason));
        return effects;
    }
}
