package io.miscord.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.miscord.platform.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Writes packets of Socket.IO as messages of Engine.IO; bytes within the data follow as attachments. Pure. */
final class PacketWriter {
    private static final char MESSAGE = '4';

    private PacketWriter() {}

    static List<Outgoing> write(Packet packet) {
        var attachments = new ArrayList<byte[]>();
        var data = packet.data() == null ? null : taken(packet.data(), attachments);
        var text = new StringBuilder().append(MESSAGE);
        if (attachments.isEmpty()) {
            text.append(packet.type().digit);
        } else {
            text.append(binary(packet.type()).digit).append(attachments.size()).append('-');
        }
        if (!packet.namespace().equals(Packet.MAIN)) {
            text.append(packet.namespace()).append(',');
        }
        if (packet.id() != null) {
            text.append(packet.id().longValue());
        }
        if (data != null) {
            text.append(Json.text(data));
        }
        var written = new ArrayList<Outgoing>();
        written.add(Outgoing.text(text.toString()));
        attachments.forEach(bytes -> written.add(Outgoing.binary(bytes)));
        return written;
    }

    private static Packet.Type binary(Packet.Type type) {
        return type == Packet.Type.ACK ? Packet.Type.BINARY_ACK : Packet.Type.BINARY_EVENT;
    }

    /** A copy of the data with placeholders for its bytes; the data itself when it has none. */
    private static JsonNode taken(JsonNode data, List<byte[]> attachments) {
        if (data instanceof BinaryNode bytes) {
            attachments.add(bytes.binaryValue());
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("_placeholder", true)
                    .put("num", attachments.size() - 1);
        }
        if (data instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(taken(item, attachments)));
            return copy;
        }
        if (data.isObject()) {
            var copy = JsonNodeFactory.instance.objectNode();
            data.properties().forEach(field -> copy.set(field.getKey(), taken(field.getValue(), attachments)));
            return copy;
        }
        return data;
    }
}
