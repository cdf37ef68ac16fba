package io.miscord.platform.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.miscord.contract.Answer;
import io.miscord.contract.BusMessage;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.EphemeralEvent.PresenceChanged;
import io.miscord.contract.Event;
import io.miscord.contract.Frame;
import io.miscord.contract.LegacyFrame;
import io.miscord.contract.MonitorFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.platform.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one way to and from JSON: camelCase, times in RFC 3339 UTC with milliseconds. What clients send is read
 * strictly, an unknown field is refused; what nodes send each other is read leniently, so that two releases can talk.
 * Safe on any thread.
 */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final ObjectMapper LENIENT = mapper(false);
    private static final ObjectMapper STRICT = mapper(true);
    private static final ObjectMapper FRAMES = LENIENT.copy().addMixIn(PresenceChanged.class, AsTold.class);
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};
    private static final Map<String, Class<? extends Event>> EVENTS = events(Event.class, new HashMap<>());

    private Json() {}

    /** The JSON text of a value. */
    public static String text(Object value) {
        try {
            return LENIENT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON of a value as UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return LENIENT.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what a client sent. {@link ProblemException} of kind INVALID, naming the field, when it is not JSON or not
     * of this shape; unknown fields are refused.
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return notNull(STRICT.readValue(text, type));
        } catch (IOException e) {
            throw new ProblemException(wrong(e));
        }
    }

    /** Like {@link #read(String, Class)}, of a tree that was read already. */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return notNull(STRICT.treeToValue(tree, type));
        } catch (IOException e) {
            throw new ProblemException(wrong(e));
        }
    }

    /** Reads any JSON that a client sent; INVALID when it is none. */
    public static JsonNode tree(String text) {
        try {
            return notNull(STRICT.readTree(text));
        } catch (IOException e) {
            throw new ProblemException(wrong(e));
        }
    }

    /** Reads a long JSON that a client sent, token by token, as strictly. */
    public static JsonParser parser(Reader in) throws IOException {
        return STRICT.createParser(in);
    }

    /** Reads the value that a parser stands before; INVALID when it is not of this shape. */
    public static <T> T read(JsonParser at, Class<T> type) {
        try {
            return notNull(STRICT.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(at));
        } catch (IOException e) {
            throw new ProblemException(wrong(e));
        }
    }

    /** Reads what this system itself wrote, now or in another release; a failure is a bug. */
    public static <T> T readOwn(byte[] json, Class<T> type) {
        try {
            return LENIENT.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Like {@link #readOwn(byte[], Class)}, of text. */
    public static <T> T readOwn(String json, Class<T> type) {
        try {
            return LENIENT.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Like {@link #readOwn(byte[], Class)}, of a listing, whose items are of this type. */
    public static <T extends Answer> Answer.Listing<T> readOwnListing(byte[] json, Class<T> items) {
        try {
            return LENIENT.readValue(
                    json, LENIENT.getTypeFactory().constructParametricType(Answer.Listing.class, items));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The frame of a durable event at its place in its stream. */
    public static Frame frame(DurableEvent event, StreamId stream, long seq) {
        return write(new StreamFrame(event.event(), stream, seq, event));
    }

    /** The frame of an event that has no place in a stream. */
    public static Frame frame(EphemeralEvent event) {
        return write(new PlainFrame(event.event(), event));
    }

    /** The frame of what a node says on the previous generation's sockets. */
    public static Frame frame(LegacyFrame said) {
        return write(said);
    }

    /** The frame of what a node says to those who watch. */
    public static Frame frame(MonitorFrame.Envelope said) {
        return write(said);
    }

    /** The frame of what a node itself says. */
    public static Frame frame(ServerFrame said) {
        return write(new PlainFrame(said.event(), said));
    }

    /** The frame that answers the client's frame with this id; without an id when the client gave none. */
    public static Frame frame(@Nullable JsonNode id, ServerFrame said) {
        return id == null ? frame(said) : write(new ReplyFrame(said.event(), id, said));
    }

    /** The data of the event in a frame that this system made, as they stand there. */
    public static Map<String, Object> data(Frame frame) {
        try {
            return LENIENT.convertValue(LENIENT.readTree(frame.bytes()).path("data"), DATA);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event in a frame that this system made. */
    public static Event event(Frame frame) {
        try {
            var tree = LENIENT.readTree(frame.bytes());
            return event(tree.path("event").asText(), tree.path("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event of this wire name and data; {@link IllegalArgumentException} for a name that is not ours. */
    public static Event event(String name, JsonNode data) {
        var type = EVENTS.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no event is called " + name);
        }
        try {
            return LENIENT.treeToValue(data, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Like {@link #event(String, JsonNode)}, of data that is text, as it is stored and as it crosses the bus. */
    public static Event event(String name, String data) {
        try {
            return event(name, LENIENT.readTree(data));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Frame write(Object frame) {
        try {
            return new Frame(FRAMES.writeValueAsBytes(frame));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T notNull(@Nullable T value) {
        if (value == null) {
            throw new ProblemException(Problem.of(Problem.Kind.INVALID, "A JSON object is expected, not null."));
        }
        return value;
    }

    /** Says where and what in words of the sender's own text, and nothing of ours. */
    private static Problem wrong(IOException e) {
        if (e instanceof CharacterCodingException) {
            return Problem.of(Problem.Kind.INVALID, "This is not text in UTF-8.");
        }
        if (!(e instanceof JsonMappingException mapping)) {
            return Problem.of(Problem.Kind.INVALID, "This is not valid JSON.");
        }
        var field = mapping.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()))
                .collect(Collectors.joining("."));
        if (field.isEmpty()) {
            return Problem.of(Problem.Kind.INVALID, "The JSON is not of the expected shape.");
        }
        if (e instanceof UnrecognizedPropertyException) {
            return Problem.invalid(field, "is not a known field");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refused) {
                return refused.problem();
            }
            if (cause instanceof IllegalArgumentException refused && refused.getMessage() != null) {
                return Problem.invalid(field, "has a wrong value");
            }
        }
        return Problem.invalid(field, "has a wrong type or value");
    }

    private static ObjectMapper mapper(boolean strict) {
        var mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule()
                        .addSerializer(new TimeSerializer())
                        .addKeyDeserializer(StreamId.class, new IdKey(StreamId::of))
                        .addKeyDeserializer(ServerId.class, new IdKey(ServerId::of)))
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, strict)
                .configure(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, false)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, strict)
                .configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false)
                .configure(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE, !strict)
                .configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, !strict)
                .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false)
                .build();
        if (strict) {
            mapper.registerModule(new SimpleModule("strict").addDeserializer(Instant.class, new StrictTime()));
            // A number is no text, though Jackson would make one of it.
            mapper.coercionConfigFor(LogicalType.Textual)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        }
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(strict ? MAX_DEPTH : StreamReadConstraints.DEFAULT_MAX_DEPTH)
                        .build());
        register(mapper, BusMessage.class);
        return mapper;
    }

    /** Sealed types name themselves: there is no list to forget a new one in. */
    private static void register(ObjectMapper mapper, Class<?> type) {
        if (type.isSealed()) {
            for (var sub : type.getPermittedSubclasses()) {
                register(mapper, sub);
            }
        } else {
            mapper.registerSubtypes(new NamedType(type, BusNames.of(type)));
        }
    }

    private static Map<String, Class<? extends Event>> events(
            Class<? extends Event> type, Map<String, Class<? extends Event>> found) {
        if (type.isSealed()) {
            for (var sub : type.getPermittedSubclasses()) {
                events(sub.asSubclass(Event.class), found);
            }
        } else if (found.put(type.getAnnotation(JsonTypeName.class).value(), type) != null) {
            throw new IllegalStateException("two events have the name of " + type);
        }
        return found;
    }

    private record StreamFrame(String event, StreamId stream, long seq, Object data) {}

    private record PlainFrame(String event, Object data) {}

    private record ReplyFrame(String event, JsonNode id, Object data) {}

    @JsonIgnoreProperties({"servers", "was"})
    private interface AsTold {}

    /** Ids as the keys of maps: what is no id is refused like any other wrong value. */
    private static final class IdKey extends KeyDeserializer {
        private final Function<String, Object> read;

        IdKey(Function<String, Object> read) {
            this.read = read;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            try {
                return read.apply(key);
            } catch (IllegalArgumentException e) {
                throw context.weirdKeyException(StreamId.class, key, "not an id");
            }
        }
    }

    private static final class TimeSerializer extends StdSerializer<Instant> {
        @Serial
        private static final long serialVersionUID = 1L;

        TimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(TIME.format(value));
        }
    }
}
