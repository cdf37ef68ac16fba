package io.miscord.persistence.sql;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a failed statement means. Pure. */
public final class Faults {
    private static final String UNIQUE = "23505";
    private static final String CANCELLED = "57014";
    /** Deadlock, serialisation, lock not available: PostgreSQL has undone all of it, and another try may do. */
    private static final Set<String> CONTENTION = Set.of("40001", "40P01", "55P03");

    private Faults() {}

    /** What became of a statement. */
    public enum Kind {
        /** PostgreSQL undid the transaction for the sake of another one. */
        CONTENTION,
        /** PostgreSQL or the way to it is not well; whether the statement was done is not known. */
        DEPENDENCY,
        /** The statement itself was refused. */
        STATEMENT
    }

    /** What kind of failure this is. */
    public static Kind kind(Throwable failure) {
        return switch (failure) {
            case PgException refused -> kind(refused.getSqlState());
            case TimeoutException late -> Kind.DEPENDENCY;
            case IOException broken -> Kind.DEPENDENCY;
            case ClosedConnectionException closed -> Kind.DEPENDENCY;
            // The pool's own refusals (no connection in time, queue full) have no type of their own.
            case VertxException pool -> Kind.DEPENDENCY;
            default -> Kind.STATEMENT;
        };
    }

    /** Whether a breaker should count it: PostgreSQL's failing, not a refusal of a statement or of ours. */
    public static boolean isDependency(Throwable failure) {
        // A queue of ours that is full says nothing of PostgreSQL.
        return !(failure instanceof ProblemException)
                && !(failure instanceof ConnectionPoolTooBusyException)
                && kind(failure) == Kind.DEPENDENCY;
    }

    /** The failure as callers see it: never SQL, never a name of a table. */
    static RuntimeException translated(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return refused;
        }
        if (failure instanceof PgException refused && UNIQUE.equals(refused.getSqlState())) {
            var constraint = refused.getConstraint();
            return new UniqueViolation(constraint == null ? "" : constraint);
        }
        return switch (kind(failure)) {
            case CONTENTION -> new Contention(failure);
            case DEPENDENCY -> unavailable();
            case STATEMENT -> failure instanceof RuntimeException bug ? bug : new IllegalStateException(failure);
        };
    }

    /** PostgreSQL cannot answer now. */
    public static ProblemException unavailable() {
        return ProblemException.later(1, Refusal.NOT_ANSWERING, "database");
    }

    private static Kind kind(@Nullable String state) {
        if (state == null) {
            return Kind.STATEMENT;
        }
        if (CONTENTION.contains(state)) {
            return Kind.CONTENTION;
        }
        // 08 connection, 53 out of resources, 57 stopped by an operator or by the statement timeout, 58 system error.
        return state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.startsWith("58")
                        || state.equals(CANCELLED)
                ? Kind.DEPENDENCY
                : Kind.STATEMENT;
    }

    /** PostgreSQL undid the transaction: the same work may be tried again. */
    static final class Contention extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Contention(Throwable cause) {
            super("transaction undone by PostgreSQL", cause, false, false);
        }
    }
}
