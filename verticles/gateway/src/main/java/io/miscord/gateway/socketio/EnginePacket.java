package io.miscord.gateway.socketio;

import org.jspecify.annotations.Nullable;

/**
 * One packet of Engine.IO as it was read.
 *
 * @param type what it is for
 * @param text its payload; empty when it has none, or bytes
 * @param bytes the payload of a binary message; null when it is text
 */
@SuppressWarnings("ArrayRecordComponent") // packets are handed on and never compared
record EnginePacket(Type type, String text, byte @Nullable [] bytes) {
    /** What a packet is for; its place here is its number on the wire. */
    enum Type {
        OPEN,
        CLOSE,
        PING,
        PONG,
        MESSAGE,
        UPGRADE,
        NOOP
    }

    private static final Type[] TYPES = Type.values();
    private static final String PROBE = "probe";

    static EnginePacket binary(byte[] bytes) {
        return new EnginePacket(Type.MESSAGE, "", bytes);
    }

    /** Reads a packet of text: a digit, and the rest is its payload. */
    static EnginePacket of(String wire) throws MalformedException {
        int number = wire.isEmpty() ? -1 : wire.charAt(0) - '0';
        if (number < 0 || number >= TYPES.length) {
            throw new MalformedException("no packet begins so");
        }
        return new EnginePacket(TYPES[number], wire.substring(1), null);
    }

    boolean isProbe() {
        return type == Type.PING && text.equals(PROBE);
    }
}
