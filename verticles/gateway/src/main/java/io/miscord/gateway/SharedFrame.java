package io.miscord.gateway;

import io.miscord.contract.Frame;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A frame as it goes on the wire, WebSocket header included, made once per event loop and shared by every socket that
 * gets it: each write retains the same direct memory, so that nothing is encoded or copied per socket.
 */
final class SharedFrame implements AutoCloseable {
    private static final int FINAL_TEXT = 0x81;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xFFFF;
    private static final int MAX_HEADER = 10;
    private static final byte[] BATCH_START = ("{\"event\":\"" + ServerFrame.nameOf(ServerFrame.Batch.class)
                    + "\",\"data\":[")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BATCH_END = "]}".getBytes(StandardCharsets.US_ASCII);

    private static final Frame NO_TEXT = new Frame(new byte[0]);

    private final Object tells;
    private final Frame text;
    private final ByteBuf wire;

    /**
     * A frame of this text.
     *
     * @param tells what it is the text of: a {@link StreamEvent}, an ephemeral event, or a {@link ServerFrame}
     */
    SharedFrame(ByteBufAllocator memory, Frame text, Object tells) {
        this(memory, text, text.size(), tells);
        wire.writeBytes(text.bytes());
    }

    private SharedFrame(ByteBufAllocator memory, Frame text, int size, Object tells) {
        this.tells = tells;
        this.text = text;
        wire = memory.directBuffer(size + MAX_HEADER);
        wire.writeByte(FINAL_TEXT);
        if (size <= SHORT) {
            wire.writeByte(size);
        } else if (size <= MEDIUM) {
            wire.writeByte(SHORT + 1).writeShort(size);
        } else {
            wire.writeByte(SHORT + 2).writeLong(size);
        }
    }

    /** The frames of these events as one. */
    static SharedFrame batch(ByteBufAllocator memory, List<StreamEvent> events) {
        int size = BATCH_START.length + events.size() - 1 + BATCH_END.length;
        for (var event : events) {
            size += event.frame().size();
        }
        var batch = new SharedFrame(memory, NO_TEXT, size, events);
        batch.wire.writeBytes(BATCH_START);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                batch.wire.writeByte(',');
            }
            batch.wire.writeBytes(events.get(i).frame().bytes());
        }
        batch.wire.writeBytes(BATCH_END);
        return batch;
    }

    /** What it is the text of, for a transport that has to know; the list of events for a batch. */
    Object tells() {
        return tells;
    }

    /** A view for one write on a WebSocket; the write releases it. */
    ByteBuf view() {
        return wire.retainedDuplicate();
    }

    /** The bytes of the text alone, for what is no WebSocket; none of a batch. Shared by all, and to be read only. */
    byte[] words() {
        return text.bytes();
    }

    /** Gives the maker's own share back; the memory is free once every write is done. */
    @Override
    public void close() {
        wire.release();
    }
}
