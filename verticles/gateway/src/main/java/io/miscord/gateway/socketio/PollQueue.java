package io.miscord.gateway.socketio;

import java.util.ArrayList;
import java.util.List;

/** The packets of one session that wait for a poll, in their order. Pure. */
final class PollQueue {
    /** What a packet costs beyond its bytes, about. */
    private static final int PACKET_COST = 100;

    private final List<Outgoing> packets = new ArrayList<>();
    private long bytes;

    void add(Outgoing packet) {
        packets.add(packet);
        bytes += packet.size();
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /** Bytes that wait. */
    long bytes() {
        return bytes;
    }

    /** Bytes of memory that they take, about. */
    long cost() {
        return bytes + (long) PACKET_COST * packets.size();
    }

    void clear() {
        packets.clear();
        bytes = 0;
    }

    /** All that waits, which waits no more. */
    List<Outgoing> takeAll() {
        var all = List.copyOf(packets);
        clear();
        return all;
    }
}
