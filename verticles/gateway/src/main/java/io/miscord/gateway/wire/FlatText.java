package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Frame;
import io.miscord.contract.LegacyFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the previous generation's sockets and the monitoring one have in common: flat frames, of which a client's may
 * have fields that nobody reads, since old clients are not changed any more. Pure.
 */
final class FlatText {
    private FlatText() {}

    /** What a kind of socket makes of a frame of its own; empty when it has none of that type. */
    @FunctionalInterface
    interface Reading {
        Optional<ClientFrame> of(String type, JsonNode frame);
    }

    /** Reads a frame: those that every such socket has, or else its own. */
    static Said read(String text, Reading own) throws Unreadable {
        try {
            var tree = Json.tree(text);
            if (!tree.isObject()) {
                throw ProblemException.of(Problem.Kind.INVALID, "A frame is one JSON object with a \"type\".");
            }
            var type = text(tree, "type");
            return new Said(
                    null,
                    switch (type) {
                        case "ping" -> new ClientFrame.Ping(null);
                        case "authenticate" -> new ClientFrame.Authenticate(text(tree, "token"), null);
                        default ->
                            own.of(type, tree)
                                    .orElseThrow(() -> new ProblemException(
                                            Problem.invalid("type", "is not one that this socket knows")));
                    });
        } catch (ProblemException e) {
            throw new Unreadable(null, e.problem());
        }
    }

    /** A field that has to be there. */
    static String text(JsonNode frame, String field) {
        var value = frame.path(field);
        if (!value.isTextual()) {
            throw new ProblemException(Problem.invalid(field, "is missing, or is not a text"));
        }
        return value.textValue();
    }

    /** A field of this type, or null when it is not there. */
    static <T> @Nullable T optional(JsonNode frame, String field, Class<T> type) {
        var value = frame.get(field);
        return value == null || value.isNull() ? null : Json.read(value, type);
    }

    /** What the node says on every legacy socket: answers to pings, and refusals. */
    static Optional<Frame> frame(ServerFrame said, InstantSource clock) {
        return switch (said) {
            case ServerFrame.Pong pong -> Optional.of(Json.frame(new LegacyFrame.Pong(clock.instant())));
            case ServerFrame.Refusal refusal ->
                Optional.of(Json.frame(new LegacyFrame.Refused(
                        refusal.code(), refusal.message(), refusal.retryAfter(), clock.instant())));
            default -> Optional.empty();
        };
    }
}
