package io.miscord.gateway;

import io.miscord.contract.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * A frame as it goes on the wire, WebSocket header included, made once per event loop and shared by every socket that
 * gets it: each write retains the same direct memory, so that nothing is encoded or copied per socket.
 */
final class SharedFrame implements AutoCloseable {
    private static final int FINAL_TEXT = 0x81;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xFFFF;
    private static final int MAX_HEADER = 10;

    private final ByteBuf wire;

    SharedFrame(ByteBufAllocator memory, Frame frame) {
        int size = frame.size();
        wire = memory.directBuffer(size + MAX_HEADER);
        wire.writeByte(FINAL_TEXT);
        if (size <= SHORT) {
            wire.writeByte(size);
        } else if (size <= MEDIUM) {
            wire.writeByte(SHORT + 1).writeShort(size);
        } else {
            wire.writeByte(SHORT + 2).writeLong(size);
        }
        wire.writeBytes(frame.bytes());
    }

    /** A view for one write; the write releases it. */
    ByteBuf view() {
        return wire.retainedDuplicate();
    }

    /** Gives the maker's own share back; the memory is free once every write is done. */
    @Override
    public void close() {
        wire.release();
    }
}
