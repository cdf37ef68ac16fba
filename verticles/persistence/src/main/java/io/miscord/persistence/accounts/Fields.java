package io.miscord.persistence.accounts;

import io.miscord.contract.Problem;
import io.miscord.contract.Problem.FieldError;
import io.miscord.platform.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several fields judged together, so that a person hears of every wrong one at once. Pure. */
final class Fields {
    private Fields() {}

    /** Reads a field, which refuses a wrong value; what it reads is not kept. */
    @FunctionalInterface
    interface Reading {
        /** The value; INVALID naming the field when it is wrong. */
        @Nullable
        Object read();
    }

    /** Refuses with all that any of the readings refuses with. */
    static void check(Reading... readings) {
        var errors = new ArrayList<FieldError>();
        for (var reading : readings) {
            try {
                var _ = reading.read();
            } catch (ProblemException wrong) {
                errors.addAll(wrong.problem().errors());
            }
        }
        if (!errors.isEmpty()) {
            throw wrong(Problem.Kind.INVALID, errors);
        }
    }

    /** A refusal of these fields. */
    static ProblemException wrong(Problem.Kind kind, List<FieldError> errors) {
        return new ProblemException(Problem.fields(kind, errors));
    }
}
