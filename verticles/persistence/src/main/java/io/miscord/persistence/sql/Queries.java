package io.miscord.persistence.sql;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where statements are run: the database itself, each statement for itself, or a transaction. Every call waits for its
 * answer, so it belongs on a virtual thread; it is bounded by the timeouts of the configuration.
 */
public interface Queries {
    /**
     * Runs a statement.
     *
     * @param sql with {@code $1}, {@code $2}, …
     * @param parameters in that order
     * @throws UniqueViolation when what should be there once is there already
     * @throws io.miscord.platform.ProblemException UNAVAILABLE when PostgreSQL is not well
     */
    RowSet<Row> run(String sql, @Nullable Object... parameters);

    /** The first row of a statement, if there is one. */
    default <T> Optional<T> first(Function<Row, T> read, String sql, @Nullable Object... parameters) {
        var rows = run(sql, parameters).iterator();
        return rows.hasNext() ? Optional.of(read.apply(rows.next())) : Optional.empty();
    }

    /** How many rows a statement changed. */
    default int change(String sql, @Nullable Object... parameters) {
        return run(sql, parameters).rowCount();
    }
}
