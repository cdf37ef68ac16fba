package io.miscord.platform.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The header of a WebSocket's unmasked frame that is a whole message (RFC 6455, 5.2). Pure; safe on any thread. */
public final class FrameHeader {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xFFFF;
    private static final int MOST = 10;

    private FrameHeader() {}

    /** Direct memory with the header of a text of so many bytes, and room for these; whoever asks releases it. */
    public static ByteBuf text(ByteBufAllocator memory, int size) {
        return header(memory, FINAL_TEXT, size);
    }

    /** Direct memory with the header of so many bytes, and room for these; whoever asks releases it. */
    public static ByteBuf binary(ByteBufAllocator memory, int size) {
        return header(memory, FINAL_BINARY, size);
    }

    private static ByteBuf header(ByteBufAllocator memory, int kind, int size) {
        var frame = memory.directBuffer(size + MOST).writeByte(kind);
        if (size <= SHORT) {
            return frame.writeByte(size);
        }
        return size <= MEDIUM
                ? frame.writeByte(SHORT + 1).writeShort(size)
                : frame.writeByte(SHORT + 2).writeLong(size);
    }
}
