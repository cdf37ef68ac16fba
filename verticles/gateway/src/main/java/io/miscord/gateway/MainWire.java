package io.miscord.gateway;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Frame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of {@code /ws/main}: frames of a client read strictly, and the answers to them. Pure. */
final class MainWire {
    private static final int MAX_ID_LENGTH = 64;
    private static final int MAX_GLANCE = 8 * 1024;
    private static final Map<String, Class<? extends ClientFrame>> FRAMES = frames();

    private MainWire() {}

    /** What a client said, and the id that the answer repeats, if it chose one. */
    record Said(@Nullable JsonNode id, ClientFrame frame) {}

    /** A frame that could not be read, and the id to answer it by, as far as that could be read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable JsonNode id;
        private final transient Problem problem;

        Unreadable(@Nullable JsonNode id, Problem problem) {
            super(problem.detail(), null, false, false);
            this.id = id;
            this.problem = problem;
        }

        @Nullable
        JsonNode id() {
            return id;
        }

        Problem problem() {
            return problem;
        }
    }

    /** Reads a frame; unknown events and fields are refused with a sentence that says what is wrong. */
    static Said read(String text) throws Unreadable {
        JsonNode id = null;
        try {
            var tree = Json.tree(text);
            if (!tree.isObject()) {
                throw refuse("A frame is one JSON object with \"event\" and \"data\".");
            }
            id = id(tree.get("id"));
            for (var names = tree.fieldNames(); names.hasNext(); ) {
                var name = names.next();
                if (!name.equals("event") && !name.equals("data") && !name.equals("id")) {
                    throw new ProblemException(Problem.invalid(name, "is not a known field of a frame"));
                }
            }
            var event = tree.path("event");
            if (!event.isTextual()) {
                throw new ProblemException(Problem.invalid("event", "is missing, or is not a text"));
            }
            var type = FRAMES.get(event.textValue());
            if (type == null) {
                throw new ProblemException(Problem.invalid("event", "is not one that this server knows"));
            }
            var data = tree.path("data");
            var frame = Json.read(data.isMissingNode() ? JsonNodeFactory.instance.objectNode() : data, type);
            complete(frame, "");
            if (frame instanceof ClientFrame.Authenticate in && in.resume() != null) {
                sensible(in.resume());
            }
            return new Said(id, frame);
        } catch (ProblemException e) {
            throw new Unreadable(id, e.problem());
        }
    }

    /** The id of a frame that is not looked at further; null for a large one, which is not worth the reading. */
    static @Nullable JsonNode idOf(String text) {
        if (text.length() > MAX_GLANCE) {
            return null;
        }
        try {
            return id(Json.tree(text).get("id"));
        } catch (ProblemException e) {
            return null;
        }
    }

    /** The answer to a frame that was carried out. */
    static Frame ack(@Nullable JsonNode id, Answer answer) {
        return Json.frame(
                id,
                switch (answer) {
                    case Answer.Sent sent ->
                        new ServerFrame.Ack(
                                sent.message().id(), sent.message().seq(), sent.duplicate() ? Boolean.TRUE : null);
                    case Answer.Changed changed -> new ServerFrame.Ack(null, changed.seq(), null);
                    default -> ServerFrame.Ack.DONE;
                });
    }

    /** The answer to a frame that has nothing to say but that it is done. */
    static Frame ack(@Nullable JsonNode id) {
        return Json.frame(id, ServerFrame.Ack.DONE);
    }

    /** The answer to a frame that was refused; it never ends the socket. */
    static Frame error(@Nullable JsonNode id, Problem problem) {
        return Json.frame(id, ServerFrame.Refusal.of(problem));
    }

    /** The answer to a ping. */
    static Frame pong(@Nullable JsonNode id, @Nullable Double t, long nowMs) {
        return Json.frame(id, new ServerFrame.Pong(t, nowMs));
    }

    /** Jackson leaves out what is missing as null; what a frame cannot do without is asked for here. */
    private static void complete(Object frame, String within) {
        for (var component : frame.getClass().getRecordComponents()) {
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            try {
                var value = component.getAccessor().invoke(frame);
                if (!optional && value == null) {
                    throw new ProblemException(Problem.invalid(within + component.getName(), "is missing"));
                }
                if (value instanceof Double number && !Double.isFinite(number)) {
                    throw new ProblemException(Problem.invalid(within + component.getName(), "is too large"));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void sensible(ClientFrame.Resume resume) {
        complete(resume, "resume.");
        if (resume.positions().values().stream().anyMatch(seq -> seq < 0)) {
            throw new ProblemException(Problem.invalid("resume.positions", "must not be negative"));
        }
    }

    private static @Nullable JsonNode id(@Nullable JsonNode id) {
        if (id == null || id.isNull()) {
            return null;
        }
        boolean fits = id.isTextual()
                ? id.textValue().length() <= MAX_ID_LENGTH
                : id.canConvertToLong() && id.isIntegralNumber();
        if (!fits) {
            throw new ProblemException(Problem.invalid("id", "is a text of at most 64 characters or an integer"));
        }
        return id;
    }

    private static ProblemException refuse(String detail) {
        return ProblemException.of(Problem.Kind.INVALID, detail);
    }

    private static Map<String, Class<? extends ClientFrame>> frames() {
        var found = new HashMap<String, Class<? extends ClientFrame>>();
        for (var type : ClientFrame.class.getPermittedSubclasses()) {
            if (type.isAnnotationPresent(JsonTypeName.class)) {
                found.put(type.getAnnotation(JsonTypeName.class).value(), type.asSubclass(ClientFrame.class));
            }
        }
        return Map.copyOf(found);
    }
}
