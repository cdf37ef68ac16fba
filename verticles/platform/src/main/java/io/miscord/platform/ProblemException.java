package io.miscord.platform;

import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
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

    /** A refusal: the values of its sentence's parameters in their order. */
    public static ProblemException of(Refusal why, Object... values) {
        return new ProblemException(Problem.of(why, values));
    }

    /** A refusal that ends by itself after so many seconds. */
    public static ProblemException later(int retryAfter, Refusal why, Object... values) {
        return new ProblemException(Problem.later(retryAfter, why, values));
    }

    /** A wrong field. */
    public static ProblemException invalid(String field, Refusal why, Object... values) {
        return new ProblemException(Problem.invalid(field, why, values));
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }
}
