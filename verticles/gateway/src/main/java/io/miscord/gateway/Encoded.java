package io.miscord.gateway;

import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.StreamEvent;
import io.miscord.gateway.wire.Wire;
import io.netty.buffer.ByteBufAllocator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that many are told, in the bytes of every wire that somebody has it over. The bytes of a wire are made when
 * first asked for, and shared by all who have that wire. Used on one thread.
 */
final class Encoded implements AutoCloseable {
    private final ByteBufAllocator memory;
    private final Told told;
    private final Function<Wire, Optional<Frame>> words;
    /** Nearly always all receivers have the same wire: asking for it again costs a comparison. */
    private @Nullable Wire first;

    private @Nullable SharedFrame frame;
    private @Nullable Map<Wire, Optional<SharedFrame>> others;

    private Encoded(ByteBufAllocator memory, Told told, Function<Wire, Optional<Frame>> words) {
        this.memory = memory;
        this.told = told;
        this.words = words;
    }

    static Encoded of(ByteBufAllocator memory, StreamEvent event) {
        return new Encoded(memory, new Told.Event(event), wire -> wire.frame(event));
    }

    static Encoded of(ByteBufAllocator memory, EphemeralEvent event) {
        return new Encoded(memory, new Told.Passing(event), wire -> wire.frame(event));
    }

    /** What monitoring sockets alone are told; made when first asked for. */
    static Encoded monitoring(ByteBufAllocator memory, Supplier<Frame> text) {
        return new Encoded(memory, new Told.Monitoring(), wire -> Optional.of(text.get()));
    }

    /** The bytes for those who have this wire; null when it has no words for this. */
    @Nullable
    SharedFrame on(Wire wire) {
        if (wire.equals(first)) {
            return frame;
        }
        if (first != null) {
            return other(wire);
        }
        first = wire;
        frame = made(wire).orElse(null);
        return frame;
    }

    private @Nullable SharedFrame other(Wire wire) {
        var known = others == null ? new HashMap<Wire, Optional<SharedFrame>>() : others;
        others = known;
        return known.computeIfAbsent(wire, this::made).orElse(null);
    }

    private Optional<SharedFrame> made(Wire wire) {
        return words.apply(wire).map(text -> new SharedFrame(memory, text, told));
    }

    /** Gives the maker's own share back; the memory is free once every write is done. */
    @Override
    public void close() {
        if (frame != null) {
            frame.close();
        }
        if (others != null) {
            others.values().forEach(other -> other.ifPresent(SharedFrame::close));
        }
    }
}
