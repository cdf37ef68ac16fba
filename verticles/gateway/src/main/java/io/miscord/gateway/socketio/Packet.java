package io.miscord.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One packet of Socket.IO. Bytes within its data are {@link com.fasterxml.jackson.databind.node.BinaryNode}s.
 *
 * @param type what it is for; {@code EVENT} and {@code ACK} also where it came with attachments
 * @param namespace whom it is for, with its slash
 * @param id what an acknowledgement repeats; null when none is asked for
 * @param data its payload; null when it has none
 */
record Packet(
        Type type,
        String namespace,
        @Nullable Long id,
        @Nullable JsonNode data) {
    /** The namespace that has no name on the wire. */
    static final String MAIN = "/";

    /** What a packet is for; its place here is its number on the wire. */
    enum Type {
        CONNECT('0'),
        DISCONNECT('1'),
        EVENT('2'),
        ACK('3'),
        CONNECT_ERROR('4'),
        BINARY_EVENT('5'),
        BINARY_ACK('6');

        /** How a packet of this type begins. */
        final char digit;

        Type(char digit) {
            this.digit = digit;
        }
    }
}
