package io.miscord.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client says in Socket.IO, packet by packet, and puts attachments back into the packet that announced
 * them. Pure; one a session. After it has refused anything, nothing more is to be read.
 */
final class PacketReader {
    private static final int MAX_ID_DIGITS = 15;
    private static final int MAX_NAMESPACE = 64;
    /** What a client's library tells its own program by, and which therefore is never sent. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final Packet.Type[] TYPES = Packet.Type.values();

    /** Whether somebody wants a packet: of all others the payload is not even read, so that it costs nothing. */
    interface Wanted {
        /** Asked once for each packet: its type (a plain one), its namespace, and characters of its payload. */
        boolean is(Packet.Type type, String namespace, int length) throws MalformedException;
    }

    private final int maxAttachments;
    private final int maxBytes;
    private final Wanted wanted;
    private @Nullable Packet waiting;
    private int announced;
    private int gathered;
    private final List<byte[]> attachments = new ArrayList<>();

    /**
     * A reader that has read nothing.
     *
     * @param maxAttachments attachments of one packet
     * @param maxBytes bytes of all attachments of one packet together
     * @param wanted whose payloads are read
     */
    PacketReader(int maxAttachments, int maxBytes, Wanted wanted) {
        this.maxAttachments = maxAttachments;
        this.maxBytes = maxBytes;
        this.wanted = wanted;
    }

    /** Reads a message of text; empty when its packet waits for attachments. */
    Optional<Packet> text(String wire) throws MalformedException {
        if (waiting != null) {
            throw new MalformedException("text where attachments are due");
        }
        var cursor = new Cursor(wire);
        var type = cursor.type();
        int count = isBinary(type) ? cursor.attachments() : 0;
        var namespace = cursor.namespace();
        var id = cursor.id();
        if (!wanted.is(plain(type), namespace, cursor.left())) {
            if (count > 0 || (type == Packet.Type.ACK && id == null)) {
                throw new MalformedException("an acknowledgement or attachments of nothing");
            }
            return Optional.of(new Packet(plain(type), namespace, id, null));
        }
        var packet = new Packet(plain(type), namespace, id, cursor.data());
        requireSound(packet);
        if (count == 0) {
            return Optional.of(packet);
        }
        waiting = packet;
        announced = count;
        return Optional.empty();
    }

    /** Reads an attachment; empty while its packet waits for more. */
    Optional<Packet> binary(byte[] attachment) throws MalformedException {
        var packet = waiting;
        if (packet == null || packet.data() == null) {
            throw new MalformedException("bytes that nothing announced");
        }
        gathered += attachment.length;
        if (gathered > maxBytes) {
            throw new MalformedException("attachments too large");
        }
        attachments.add(attachment);
        if (attachments.size() < announced) {
            return Optional.empty();
        }
        var whole = new Packet(packet.type(), packet.namespace(), packet.id(), filled(packet.data()));
        waiting = null;
        gathered = 0;
        attachments.clear();
        return Optional.of(whole);
    }

    private static boolean isBinary(Packet.Type type) {
        return type == Packet.Type.BINARY_EVENT || type == Packet.Type.BINARY_ACK;
    }

    private static Packet.Type plain(Packet.Type type) {
        return switch (type) {
            case BINARY_EVENT -> Packet.Type.EVENT;
            case BINARY_ACK -> Packet.Type.ACK;
            default -> type;
        };
    }

    private static void requireSound(Packet packet) throws MalformedException {
        var data = packet.data();
        boolean sound = switch (packet.type()) {
            case CONNECT -> packet.id() == null && (data == null || data.isObject());
            case DISCONNECT -> packet.id() == null && data == null;
            case EVENT -> data != null && data.isArray() && isName(data.path(0));
            case ACK -> data != null && data.isArray() && packet.id() != null;
            case CONNECT_ERROR, BINARY_EVENT, BINARY_ACK -> false; // the first is the server's to say
        };
        if (!sound) {
            throw new MalformedException("payload does not fit the packet");
        }
    }

    private static boolean isName(JsonNode name) {
        return name.isIntegralNumber() || (name.isTextual() && !RESERVED.contains(name.textValue()));
    }

    /** The data with each placeholder replaced by the attachment it names. */
    private JsonNode filled(JsonNode data) throws MalformedException {
        if (data.isObject()) {
            if (data.path("_placeholder").equals(BooleanNode.TRUE)) {
                var number = data.path("num");
                if (!number.isInt() || number.intValue() < 0 || number.intValue() >= attachments.size()) {
                    throw new MalformedException("no such attachment");
                }
                return BinaryNode.valueOf(attachments.get(number.intValue()));
            }
            for (var field : List.copyOf(data.properties())) {
                ((ObjectNode) data).set(field.getKey(), filled(field.getValue()));
            }
        } else if (data instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(array.get(i)));
            }
        }
        return data;
    }

    /** Goes over the text of one packet, from its type to its payload. */
    private final class Cursor {
        private final String wire;
        private int at;

        Cursor(String wire) {
            this.wire = wire;
        }

        Packet.Type type() throws MalformedException {
            int number = wire.isEmpty() ? -1 : wire.charAt(at++) - '0';
            if (number < 0 || number >= TYPES.length) {
                throw new MalformedException("no packet begins so");
            }
            return TYPES[number];
        }

        int attachments() throws MalformedException {
            var digits = digits(2);
            if (digits.isEmpty() || at >= wire.length() || wire.charAt(at++) != '-') {
                throw new MalformedException("a count of attachments is missing");
            }
            int count = Integer.parseInt(digits);
            if (count < 1 || count > maxAttachments) {
                throw new MalformedException("too many attachments, or none");
            }
            return count;
        }

        String namespace() throws MalformedException {
            if (at >= wire.length() || wire.charAt(at) != '/') {
                return Packet.MAIN;
            }
            int comma = wire.indexOf(',', at);
            int end = comma < 0 ? wire.length() : comma;
            if (end - at > MAX_NAMESPACE) {
                throw new MalformedException("namespace too long");
            }
            var namespace = wire.substring(at, end);
            at = comma < 0 ? end : comma + 1;
            return namespace;
        }

        @Nullable
        Long id() throws MalformedException {
            var digits = digits(MAX_ID_DIGITS);
            return digits.isEmpty() ? null : Long.valueOf(digits);
        }

        int left() {
            return wire.length() - at;
        }

        @Nullable
        JsonNode data() throws MalformedException {
            if (at >= wire.length()) {
                return null;
            }
            try {
                return Json.tree(wire.substring(at));
            } catch (ProblemException e) {
                throw new MalformedException("payload is no JSON");
            }
        }

        private String digits(int most) throws MalformedException {
            int from = at;
            while (at < wire.length() && wire.charAt(at) >= '0' && wire.charAt(at) <= '9') {
                at++;
            }
            if (at - from > most) {
                throw new MalformedException("number too long");
            }
            return wire.substring(from, at);
        }
    }
}
