package io.miscord.platform;

import io.miscord.contract.Problem;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.io.Serial;

/** A {@link Problem} being thrown: an expected refusal, so without a stack trace; it crosses the bus whole. */
public final class ProblemException extends ReplyException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** A refusal that says this. */
    public ProblemException(Problem problem) {
        super(ReplyFailure.RECIPIENT_FAILURE, problem.kind().status(), problem.detail(), true);
        this.problem = problem;
    }

    /** A refusal with a sentence. */
    public static ProblemException of(Problem.Kind kind, String detail) {
        return new ProblemException(Problem.of(kind, detail));
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }
}
