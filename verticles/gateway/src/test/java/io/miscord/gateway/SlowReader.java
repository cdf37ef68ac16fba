package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.MainWire;
import io.miscord.gateway.wire.Wire;
import io.miscord.platform.json.Json;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A receiver that takes bytes only when told to, and remembers what came. */
final class SlowReader implements Receiver {
    private static final int HEADER_SHORT = 2;
    private static final int SHORT = 125;
    private static final int MEDIUM = 65_535;

    final List<Long> seqs = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<StreamId> caughtUp = new ArrayList<>();
    int frames;
    int whispers;
    int mostPending;
    boolean open = true;
    /** Whose it is; nobody's unless told. */
    @Nullable
    UserId user;
    /** Why it was ended. */
    @Nullable
    Disconnect ended;
    /** A seq that it cannot be given, whatever is tried. */
    long poison = -1;

    /** In which words it is told: those of the main socket, unless another is chosen. */
    Wire wire = MainWire.WIRE;

    private final int full;
    private final boolean batches;
    private final Backlog backlog = new Backlog();
    private int pending;
    private boolean lagging;

    /** With more than {@code full} bytes waiting it has no room, until it is drained. */
    SlowReader(int full, boolean batches) {
        this.full = full;
        this.batches = batches;
    }

    /** Reads all that waits. */
    void drains() {
        pending = 0;
        lagging = false;
    }

    @Override
    public boolean hasRoom() {
        return open && !lagging;
    }

    @Override
    public boolean takesBatches() {
        return batches;
    }

    @Override
    public void event(SharedFrame frame) {
        var bytes = frame.view();
        int header = HEADER_SHORT;
        int size = bytes.readableBytes();
        header += size - HEADER_SHORT > SHORT ? (size - HEADER_SHORT - 2 > MEDIUM ? 8 : 2) : 0;
        took(Json.tree(bytes.toString(header, size - header, StandardCharsets.UTF_8)));
        bytes.release();
        frames++;
        pending += size;
        mostPending = Math.max(mostPending, pending);
        lagging |= pending > full;
    }

    private void took(JsonNode frame) {
        if (frame.path("seq").asLong(0) == poison) {
            throw new IllegalStateException("on purpose: " + poison + " cannot be written");
        }
        if (frame.path("event").asText().equals("batch")) {
            frame.path("data").forEach(this::took);
        } else {
            events.add(frame.path("event").asText());
            if (frame.has("seq")) {
                seqs.add(frame.path("seq").asLong());
            }
        }
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public boolean whisper(Encoded told) {
        whispers++;
        return true;
    }

    @Override
    public void write(ServerFrame said) {
        wire.frame(said).ifPresent(text -> {
            try (var shared = new SharedFrame(ByteBufAllocator.DEFAULT, text, new Told.Said(said, false))) {
                event(shared);
            }
        });
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }

    @Override
    public void caughtUp(StreamId stream) {
        caughtUp.add(stream);
    }

    @Override
    public boolean firstIn(long round) {
        return true;
    }

    @Override
    public @Nullable UserId user() {
        return user;
    }

    @Override
    public void end(Disconnect why) {
        ended = why;
        open = false;
    }
}
