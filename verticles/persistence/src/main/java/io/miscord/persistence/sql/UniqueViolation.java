package io.miscord.persistence.sql;

import java.io.Serial;

/** What should be there once is there already; whoever expects it says so in better words. */
public final class UniqueViolation extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String constraint;

    UniqueViolation(String constraint) {
        super("violates " + constraint, null, false, false);
        this.constraint = constraint;
    }

    /** The name of the constraint or index. */
    public String constraint() {
        return constraint;
    }
}
