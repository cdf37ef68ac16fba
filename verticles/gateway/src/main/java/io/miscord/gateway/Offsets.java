package io.miscord.gateway;

import io.miscord.contract.ClientFrame;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a client of Socket.IO is in all its streams, in the two texts that its library keeps and brings back: the
 * {@code pid} of its connection, with every position at its start, and the offset of the last event that it was given,
 * with what has moved since. An offset begins with its connection's mark: a library that was told a new {@code pid} and
 * no event since brings back the offset of the connection before, which says nothing of this one. So any node can go
 * on, and none has to remember anything. Neither is a secret or a right: the token that comes with them decides who
 * asks and what they may see. Pure; used on one thread.
 */
final class Offsets {
    /** Streams of a person beyond which there is no recovery. */
    static final int MAX_STREAMS = 10_000;

    private static final int VERSION = 1;
    private static final int MAX_OFFSET_BYTES = 4_096;
    private static final int ID_BYTES = 16;
    private static final int MAX_TEXT = 255;
    /** Characters of a session's id that its offsets begin with. */
    private static final int MARK = 4;

    private static final Pattern SID = Pattern.compile("[A-Za-z0-9_-]{4,64}");
    private static final int MAX_ROOM = 512;
    /** Stands for an offset that would be too long; it recovers nothing. */
    private static final String TOO_LONG = "-";

    private final String sid;
    private final UserId user;
    private final String epoch;
    private final StreamId[] streams;
    private final long[] start;
    private final long[] now;
    private final BitSet moved = new BitSet();
    /** Streams that were gained since the start. */
    private final Map<StreamId, Long> gained = new LinkedHashMap<>();

    private @Nullable String offset;

    private Offsets(String sid, UserId user, String epoch, StreamId[] streams, long[] start) {
        this.sid = sid;
        this.user = user;
        this.epoch = epoch;
        this.streams = streams;
        this.start = start;
        this.now = start.clone();
    }

    /** A connection begins here; empty when the person has too many streams. */
    static Optional<Offsets> begin(String sid, UserId user, String epoch, Map<StreamId, Long> positions) {
        if (positions.size() > MAX_STREAMS
                || !SID.matcher(sid).matches()
                || epoch.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT) {
            return Optional.empty();
        }
        var streams = positions.keySet().toArray(StreamId[]::new);
        Arrays.sort(streams, Comparator.comparing(StreamId::value));
        var start = new long[streams.length];
        for (int i = 0; i < streams.length; i++) {
            start[i] = positions.getOrDefault(streams[i], 0L);
        }
        return Optional.of(new Offsets(sid, user, epoch, streams, start));
    }

    /** What a client brought back; empty when it is nothing that a node made, or no longer enough to go on from. */
    static Optional<Offsets> recover(String pid, String offset) {
        if (offset.length() > 2 * MAX_OFFSET_BYTES || offset.equals(TOO_LONG)) {
            return Optional.empty();
        }
        try {
            var offsets = read(Base64.getUrlDecoder().decode(pid));
            if (offset.startsWith(offsets.mark())) {
                offsets.move(Base64.getUrlDecoder().decode(offset.substring(MARK)));
            }
            return Optional.of(offsets);
        } catch (RuntimeException e) { // the text is a client's: anything may be wrong with it
            return Optional.empty();
        }
    }

    private String mark() {
        return sid.substring(0, MARK);
    }

    /** The id of the connection, the same after a recovery. */
    String sid() {
        return sid;
    }

    /** Whose it is. */
    UserId user() {
        return user;
    }

    /** The client has this stream, up to this seq. */
    void at(StreamId stream, long seq) {
        int index = Arrays.binarySearch(streams, stream, Comparator.comparing(StreamId::value));
        if (index < 0) {
            if (!Long.valueOf(seq).equals(gained.put(stream, seq))) {
                offset = null;
            }
        } else if (now[index] != seq) {
            now[index] = seq;
            moved.set(index, seq != start[index]);
            offset = null;
        }
    }

    /** Where it was left. */
    ClientFrame.Resume resume() {
        var positions = new HashMap<StreamId, Long>(gained);
        for (int i = 0; i < streams.length; i++) {
            positions.put(streams[i], now[i]);
        }
        return new ClientFrame.Resume(epoch, positions);
    }

    /** All positions at the start; the same for as long as the connection can be recovered. */
    String pid() {
        var to = new Bytes(MAX_ROOM + streams.length * 2 * ID_BYTES);
        to.buffer.put((byte) VERSION);
        to.id(user.value());
        to.text(sid);
        to.text(epoch);
        to.number(streams.length);
        for (int i = 0; i < streams.length; i++) {
            to.id(streams[i].value());
            to.number(start[i]);
        }
        return to.base64();
    }

    /** What has moved since the start. */
    String offset() {
        var known = offset;
        if (known == null) {
            known = written();
            offset = known;
        }
        return known;
    }

    private String written() {
        int most = (moved.cardinality() + gained.size()) * 2 * ID_BYTES + ID_BYTES;
        var to = new Bytes(most);
        to.number(moved.cardinality());
        int before = 0;
        for (int i = moved.nextSetBit(0); i >= 0; i = moved.nextSetBit(i + 1)) {
            to.number(i - before);
            to.number(now[i] - start[i]);
            before = i;
        }
        gained.forEach((stream, seq) -> {
            to.id(stream.value());
            to.number(seq);
        });
        return to.buffer.position() > MAX_OFFSET_BYTES ? TOO_LONG : mark() + to.base64();
    }

    private static Offsets read(byte[] pid) {
        var from = new Bytes(ByteBuffer.wrap(pid));
        if (from.buffer.get() != VERSION) {
            throw new IllegalArgumentException("another version");
        }
        var user = new UserId(from.id());
        var sid = from.text();
        if (!SID.matcher(sid).matches()) {
            throw new IllegalArgumentException("no id of a session");
        }
        var epoch = from.text();
        long count = from.number();
        if (count < 0 || count > MAX_STREAMS) {
            throw new IllegalArgumentException("too many streams");
        }
        var streams = new ArrayList<StreamId>();
        var start = new long[(int) count];
        for (int i = 0; i < count; i++) {
            var stream = new StreamId(from.id());
            if (i > 0 && streams.getLast().value().compareTo(stream.value()) >= 0) {
                throw new IllegalArgumentException("not in their order");
            }
            streams.add(stream);
            start[i] = from.position();
        }
        from.end();
        return new Offsets(sid, user, epoch, streams.toArray(StreamId[]::new), start);
    }

    private void move(byte[] text) {
        var from = new Bytes(ByteBuffer.wrap(text));
        long count = from.number();
        long index = 0;
        for (long i = 0; i < count; i++) {
            index = Math.addExact(index, from.number());
            int at = Math.toIntExact(index);
            long seq = start[at] + from.number();
            if (seq < 0) {
                throw new IllegalArgumentException("before the beginning");
            }
            at(streams[at], seq);
        }
        while (from.buffer.hasRemaining()) {
            at(new StreamId(from.id()), from.position());
        }
    }

    /** Numbers in as many bytes as they need, ids, and short texts. */
    private static final class Bytes {
        private static final int MORE = 0x80;
        private static final int SEVEN = 7;

        private final ByteBuffer buffer;

        Bytes(int most) {
            this(ByteBuffer.allocate(most));
        }

        Bytes(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        void id(UUID id) {
            buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }

        UUID id() {
            return new UUID(buffer.getLong(), buffer.getLong());
        }

        void text(String text) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            buffer.put((byte) bytes.length).put(bytes);
        }

        String text() {
            var bytes = new byte[Byte.toUnsignedInt(buffer.get())];
            buffer.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        void number(long number) {
            long rest = number;
            while ((rest & ~(long) (MORE - 1)) != 0) {
                buffer.put((byte) (rest | MORE));
                rest >>>= SEVEN;
            }
            buffer.put((byte) rest);
        }

        long number() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE; shift += SEVEN) {
                byte next = buffer.get();
                number |= (long) (next & (MORE - 1)) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw new IllegalArgumentException("a number without end");
        }

        /** A seq. */
        long position() {
            long seq = number();
            if (seq < 0) {
                throw new IllegalArgumentException("negative");
            }
            return seq;
        }

        void end() {
            if (buffer.hasRemaining()) {
                throw new IllegalArgumentException("more than it says");
            }
        }

        String base64() {
            var bytes = new byte[buffer.position()];
            buffer.get(0, bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
