package io.miscord.gateway.socketio;

import io.miscord.platform.http.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A packet of Engine.IO as it leaves, whatever the transport. Its text is in two parts, so that what many sockets get
 * is encoded once and each may have an end of its own. The arrays are never changed. Safe on any thread.
 */
public final class Outgoing {
    private static final byte[] NOTHING = {};

    static final Outgoing CLOSE = text("1");
    static final Outgoing PING = text("2");
    static final Outgoing PROBED = text("3probe");
    static final Outgoing NOOP = text("6");

    private final byte[] head;
    private final byte[] tail;
    private final boolean isBinary;

    private Outgoing(byte[] head, byte[] tail, boolean isBinary) {
        this.head = head;
        this.tail = tail;
        this.isBinary = isBinary;
    }

    /** A packet of this text, its type included. */
    public static Outgoing text(String packet) {
        return new Outgoing(packet.getBytes(StandardCharsets.UTF_8), NOTHING, false);
    }

    /** A packet whose UTF-8 text, its type included, is these two one after the other; both are taken over. */
    public static Outgoing text(byte[] head, byte[] tail) {
        return new Outgoing(head, tail, false);
    }

    /** A message of bytes, which are taken over. */
    public static Outgoing binary(byte[] message) {
        return new Outgoing(message, NOTHING, true);
    }

    /** Bytes without what the transport adds. */
    public int size() {
        return head.length + tail.length;
    }

    /** The text as it stands in a payload: bytes as {@code b} and Base64. */
    byte[] inPayload() {
        if (isBinary) {
            var base64 = Base64.getEncoder().encode(head);
            var payload = new byte[base64.length + 1];
            payload[0] = 'b';
            System.arraycopy(base64, 0, payload, 1, base64.length);
            return payload;
        }
        if (tail.length == 0) {
            return head;
        }
        var whole = new byte[head.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    /** The packet as a frame of a WebSocket, header included; whoever writes it releases it. */
    ByteBuf frame(ByteBufAllocator memory) {
        var wire = isBinary ? FrameHeader.binary(memory, size()) : FrameHeader.text(memory, size());
        return wire.writeBytes(head).writeBytes(tail);
    }

    @Override
    public String toString() {
        return isBinary ? "bytes[" + head.length + "]" : new String(inPayload(), StandardCharsets.UTF_8);
    }
}
