package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Problem;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A text of a client that could not be read, and the id to answer it by, as far as that could be read. */
public final class Unreadable extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable JsonNode id;
    private final transient Problem problem;

    /** What was wrong, and what to answer by. */
    public Unreadable(@Nullable JsonNode id, Problem problem) {
        super(problem.detail(), null, false, false);
        this.id = id;
        this.problem = problem;
    }

    /** The id that the client chose; null for none. */
    public @Nullable JsonNode id() {
        return id;
    }

    /** Whether the client is at fault, rather than that what it asks for is not there. */
    public boolean isMalformed() {
        return problem.kind() != Problem.Kind.UNAVAILABLE;
    }

    /** What was wrong. */
    public Problem problem() {
        return problem;
    }
}
