package io.miscord.platform.bus;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.BusMessage;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.Heads;
import io.miscord.contract.Hint;
import io.miscord.contract.Hints;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.VoiceHint;
import io.miscord.platform.json.BusNames;
import io.miscord.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one codec of the bus: the record itself on this node, and bytes between nodes: a version, the record's name,
 * then JSON; for {@link Hints} a binary form, whose frames go to sockets as they came; before a listing's JSON the
 * name of its items, which all are of one kind. While nodes of two releases run together, a hint that the older one
 * does not know costs only itself: what one of a further kind has to say follows its kind as a blob.
 */
final class BusCodec implements MessageCodec<BusMessage, BusMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(BusCodec.class);

    static final String NAME = "miscord";
    private static final byte VERSION = 1;
    private static final String HINTS = BusNames.of(Hints.class);
    private static final String LISTING = BusNames.of(Answer.Listing.class);
    private static final byte STREAM_EVENT = 0;
    private static final byte EPHEMERAL = 1;
    private static final byte HEADS = 2;
    private static final byte VOICE = 3;
    private static final Map<String, Class<? extends VoiceHint>> VOICE_HINTS = Arrays.stream(
                    VoiceHint.class.getPermittedSubclasses())
            .map(type -> type.<VoiceHint>asSubclass(VoiceHint.class))
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    @Override
    public void encodeToWire(Buffer out, BusMessage message) {
        out.appendByte(VERSION);
        text(out, BusNames.of(message.getClass()));
        if (message instanceof Hints hints) {
            out.appendInt(hints.hints().size());
            hints.hints().forEach(hint -> encode(out, hint));
        } else if (message instanceof Answer.Listing<?> listing) {
            text(
                    out,
                    listing.items().isEmpty()
                            ? ""
                            : BusNames.of(listing.items().getFirst().getClass()));
            blob(out, Json.bytes(listing));
        } else {
            blob(out, Json.bytes(message));
        }
    }

    @Override
    public BusMessage decodeFromWire(int position, Buffer in) {
        var reader = new Reader(in, position);
        byte version = reader.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("bus message of version " + version + "; this node speaks " + VERSION);
        }
        var name = reader.text();
        if (name.equals(HINTS)) {
            return hints(reader);
        }
        if (name.equals(LISTING)) {
            var itemName = reader.text();
            Class<? extends Answer> items =
                    itemName.isEmpty() ? Answer.Done.class : type(itemName).asSubclass(Answer.class);
            return Json.readOwnListing(reader.blob(), items);
        }
        return Json.readOwn(reader.blob(), type(name));
    }

    private static Class<? extends BusMessage> type(String name) {
        var type = BusNames.type(name);
        if (type == null) {
            throw new IllegalArgumentException("bus message of unknown type " + name);
        }
        return type;
    }

    @Override
    public BusMessage transform(BusMessage message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    private static void encode(Buffer out, Hint hint) {
        switch (hint) {
            case StreamEvent event -> {
                out.appendByte(STREAM_EVENT);
                uuid(out, event.stream().value());
                out.appendLong(event.seq());
                uuid(out, event.domain().value());
                out.appendLong(event.accessVersion());
                text(out, event.name());
                out.appendLong(event.acceptedAt());
                out.appendByte((byte) (event.urgent() ? 1 : 0));
                blob(out, event.frame().bytes());
            }
            case EphemeralEvent event -> {
                out.appendByte(EPHEMERAL);
                text(out, event.event());
                blob(out, Json.bytes(event));
            }
            case VoiceHint voice -> {
                out.appendByte(VOICE);
                var said = Buffer.buffer();
                text(said, voice.getClass().getSimpleName());
                blob(out, said.appendBytes(Json.bytes(voice)).getBytes());
            }
            case Heads heads -> {
                out.appendByte(HEADS);
                out.appendInt(heads.heads().size());
                heads.heads().forEach((stream, seq) -> {
                    uuid(out, stream.value());
                    out.appendLong(seq);
                });
            }
        }
    }

    private static Hints hints(Reader in) {
        int count = in.readInt();
        var hints = new ArrayList<Hint>(Math.min(count, Relay.MAX_BATCH_HINTS));
        for (int i = 0; i < count; i++) {
            byte kind = in.readByte();
            switch (kind) {
                case STREAM_EVENT -> hints.add(streamEvent(in));
                case HEADS -> hints.add(heads(in));
                case EPHEMERAL -> ephemeral(in.text(), in.blob()).ifPresent(hints::add);
                case VOICE -> voice(in.blob()).ifPresent(hints::add);
                default -> LOG.debug("hint of unknown kind {} passed over, bytes={}", kind, in.blob().length);
            }
        }
        return new Hints(hints);
    }

    /** An event that may be lost; empty when it is one of a later release, which costs its own batch nothing. */
    private static Optional<EphemeralEvent> ephemeral(String name, byte[] data) {
        try {
            return Json.event(name, new String(data, StandardCharsets.UTF_8)) instanceof EphemeralEvent event
                    ? Optional.of(event)
                    : Optional.empty();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            LOG.debug("hint passed over event={} cause={}", name, e.getMessage());
            return Optional.empty();
        }
    }

    /** What is told of a call; empty when it is something of a later release. */
    private static Optional<VoiceHint> voice(byte[] said) {
        var buffer = Buffer.buffer(said);
        var name = new Reader(buffer, 0).text();
        var type = VOICE_HINTS.get(name);
        if (type == null) {
            LOG.debug("hint of voice passed over name={}", name);
            return Optional.empty();
        }
        int start = Short.BYTES + name.length();
        try {
            return Optional.of(Json.readOwn(buffer.getBytes(start, buffer.length()), type));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            LOG.debug("hint of voice not read name={} cause={}", name, e.getMessage());
            return Optional.empty();
        }
    }

    private static StreamEvent streamEvent(Reader in) {
        return new StreamEvent(
                new StreamId(in.uuid()),
                in.readLong(),
                new AccessDomain(in.uuid()),
                in.readLong(),
                in.text(),
                in.readLong(),
                in.readByte() != 0,
                new Frame(in.blob()));
    }

    private static Heads heads(Reader in) {
        int count = in.readInt();
        var heads = new HashMap<StreamId, Long>();
        for (int i = 0; i < count; i++) {
            heads.put(new StreamId(in.uuid()), in.readLong());
        }
        return new Heads(null, heads);
    }

    private static void uuid(Buffer out, UUID id) {
        out.appendLong(id.getMostSignificantBits()).appendLong(id.getLeastSignificantBits());
    }

    private static void text(Buffer out, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.appendUnsignedShort(bytes.length).appendBytes(bytes);
    }

    private static void blob(Buffer out, byte[] bytes) {
        out.appendInt(bytes.length).appendBytes(bytes);
    }

    private static final class Reader {
        private final Buffer in;
        private int position;

        Reader(Buffer in, int position) {
            this.in = in;
            this.position = position;
        }

        byte readByte() {
            return in.getByte(position++);
        }

        int readInt() {
            int value = in.getInt(position);
            position += Integer.BYTES;
            return value;
        }

        long readLong() {
            long value = in.getLong(position);
            position += Long.BYTES;
            return value;
        }

        UUID uuid() {
            return new UUID(readLong(), readLong());
        }

        String text() {
            int length = in.getUnsignedShort(position);
            position += Short.BYTES;
            var text = in.getString(position, position + length, "UTF-8");
            position += length;
            return text;
        }

        byte[] blob() {
            int length = readInt();
            var bytes = in.getBytes(position, position + length);
            position += length;
            return bytes;
        }
    }
}
