package io.miscord.gateway;

import io.miscord.contract.Frame;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.platform.http.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A frame as it goes on the wire, WebSocket header included, made once per event loop and shared by every socket that
 * gets it: each write retains the same direct memory, so that nothing is encoded or copied per socket.
 */
final class SharedFrame implements AutoCloseable {
    private static final byte[] BATCH_START = ("{\"event\":\"" + ServerFrame.nameOf(ServerFrame.Batch.class)
                    + "\",\"data\":[")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BATCH_END = "]}".getBytes(StandardCharsets.US_ASCII);

    private static final Frame NO_TEXT = new Frame(new byte[0]);

    private final Told told;
    private final Frame text;
    private final ByteBuf wire;

    /** A frame of this text, which is that of what is told. */
    SharedFrame(ByteBufAllocator memory, Frame text, Told told) {
        this(memory, text, text.size(), told);
        wire.writeBytes(text.bytes());
    }

    private SharedFrame(ByteBufAllocator memory, Frame text, int size, Told told) {
        this.told = told;
        this.text = text;
        this.wire = FrameHeader.text(memory, size);
    }

    /** The frames of these events as one. */
    static SharedFrame batch(ByteBufAllocator memory, List<StreamEvent> events) {
        int size = BATCH_START.length + events.size() - 1 + BATCH_END.length;
        for (var event : events) {
            size += event.frame().size();
        }
        var batch = new SharedFrame(memory, NO_TEXT, size, new Told.Batch(events));
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

    /** What it is the text of. */
    Told told() {
        return told;
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
