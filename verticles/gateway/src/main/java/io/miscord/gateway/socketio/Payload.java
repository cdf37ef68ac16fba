package io.miscord.gateway.socketio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Several packets as the body of one request or answer of long polling, with a separator between them. Pure. */
final class Payload {
    private static final char SEPARATOR = '\u001e';
    private static final char BINARY = 'b';

    private Payload() {}

    /** Reads a body; it has one packet at least, and at most so many. */
    static List<EnginePacket> read(byte[] body, int maxPackets) throws MalformedException {
        var text = text(body);
        var packets = new ArrayList<EnginePacket>();
        int from = 0;
        while (from <= text.length()) {
            int separator = text.indexOf(SEPARATOR, from);
            int to = separator < 0 ? text.length() : separator;
            if (packets.size() == maxPackets) {
                throw new MalformedException("too many packets");
            }
            packets.add(packet(text.substring(from, to)));
            from = to + 1;
        }
        return packets;
    }

    /** Writes a body. */
    static byte[] write(List<Outgoing> packets) {
        if (packets.size() == 1) {
            return packets.getFirst().inPayload();
        }
        var body = new ByteArrayOutputStream(
                packets.stream().mapToInt(packet -> packet.size() + 1).sum());
        for (int i = 0; i < packets.size(); i++) {
            if (i > 0) {
                body.write(SEPARATOR);
            }
            body.writeBytes(packets.get(i).inPayload());
        }
        return body.toByteArray();
    }

    private static EnginePacket packet(String wire) throws MalformedException {
        if (wire.isEmpty() || wire.charAt(0) != BINARY) {
            return EnginePacket.of(wire);
        }
        try {
            return EnginePacket.binary(Base64.getDecoder().decode(wire.substring(1)));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("bytes that are no Base64");
        }
    }

    private static String text(byte[] body) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8");
        }
    }
}
