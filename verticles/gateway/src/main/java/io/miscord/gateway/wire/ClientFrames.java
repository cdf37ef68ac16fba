package io.miscord.gateway.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients may say, by its wire name; read strictly. For every wire that shares these names. Pure. */
final class ClientFrames {
    private static final int MAX_ID_LENGTH = 64;
    private static final Map<String, Class<? extends ClientFrame>> FRAMES =
            Map.copyOf(frames(ClientFrame.class, new HashMap<>()));

    private ClientFrames() {}

    /**
     * The frame of this event with these data; {@link ProblemException} of kind INVALID, naming the field, when there
     * is no such event, or its data are not of its shape.
     *
     * @param data missing when the client gave none
     */
    static ClientFrame read(String event, JsonNode data) {
        var type = FRAMES.get(event);
        if (type == null) {
            throw ProblemException.invalid("event", Refusal.UNKNOWN_EVENT);
        }
        var frame = Json.read(data.isMissingNode() ? JsonNodeFactory.instance.objectNode() : data, type);
        complete(frame, "");
        if (frame instanceof ClientFrame.Authenticate in && in.resume() != null) {
            sensible(in.resume());
        }
        if (frame instanceof ClientFrame.Watch watch && watch.members() != null) {
            complete(watch.members(), "members.");
        }
        if (frame instanceof ClientFrame.OfVoice said) {
            VoiceBounds.check(said);
        }
        return frame;
    }

    /** The id that a client gave its frame, or null for none; INVALID when it is no id. */
    static @Nullable JsonNode id(@Nullable JsonNode id) {
        if (id == null || id.isNull()) {
            return null;
        }
        boolean fits = id.isTextual()
                ? id.textValue().length() <= MAX_ID_LENGTH
                : id.canConvertToLong() && id.isIntegralNumber();
        if (!fits) {
            throw ProblemException.invalid("id", Refusal.WRONG_FRAME_ID);
        }
        return id;
    }

    /** Jackson leaves out what is missing as null; what a frame cannot do without is asked for here. */
    static void complete(Object frame, String within) {
        for (var component : frame.getClass().getRecordComponents()) {
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            try {
                var value = component.getAccessor().invoke(frame);
                if (!optional && value == null) {
                    throw ProblemException.invalid(within + component.getName(), Refusal.MISSING);
                }
                if (value instanceof Double number && !Double.isFinite(number)) {
                    throw ProblemException.invalid(within + component.getName(), Refusal.WRONG_VALUE);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void sensible(ClientFrame.Resume resume) {
        complete(resume, "resume.");
        if (resume.positions().values().stream().anyMatch(seq -> seq < 0)) {
            throw ProblemException.invalid("resume.positions", Refusal.BELOW_LEAST, 0);
        }
    }

    private static Map<String, Class<? extends ClientFrame>> frames(
            Class<?> family, Map<String, Class<? extends ClientFrame>> found) {
        for (var type : family.getPermittedSubclasses()) {
            if (type.isSealed()) {
                frames(type, found);
            } else if (type.isAnnotationPresent(JsonTypeName.class)) {
                found.put(type.getAnnotation(JsonTypeName.class).value(), type.asSubclass(ClientFrame.class));
            }
        }
        return found;
    }
}
