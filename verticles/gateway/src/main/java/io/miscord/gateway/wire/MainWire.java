package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ws/main}: {@code {"event", "data", "id"?}} both ways. Events cross the bus in these very bytes, so nothing is
 * encoded anew.
 */
public final class MainWire implements Wire {
    /** The one of its kind: it says the same to all. */
    public static final MainWire WIRE = new MainWire();

    private static final int MAX_GLANCE = 8 * 1024;

    private MainWire() {}

    @Override
    public Reach reach() {
        return new Reach.Everything();
    }

    @Override
    public boolean hasResync() {
        return true;
    }

    @Override
    public Said read(String text) throws Unreadable {
        JsonNode id = null;
        try {
            var tree = Json.tree(text);
            if (!tree.isObject()) {
                throw ProblemException.of(
                        Problem.Kind.INVALID, "A frame is one JSON object with \"event\" and \"data\".");
            }
            id = ClientFrames.id(tree.get("id"));
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
            return new Said(id, ClientFrames.read(event.textValue(), tree.path("data")));
        } catch (ProblemException e) {
            throw new Unreadable(id, e.problem());
        }
    }

    @Override
    public @Nullable JsonNode idOf(String text) {
        if (text.length() > MAX_GLANCE) {
            return null;
        }
        try {
            return ClientFrames.id(Json.tree(text).get("id"));
        } catch (ProblemException e) {
            return null;
        }
    }

    @Override
    public Optional<Frame> frame(StreamEvent event) {
        return Optional.of(event.frame());
    }

    @Override
    public Optional<Frame> frame(EphemeralEvent event) {
        return Optional.of(Json.frame(event));
    }

    @Override
    public Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said) {
        return Optional.of(Json.frame(id, said));
    }
}
