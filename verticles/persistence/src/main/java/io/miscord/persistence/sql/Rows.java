package io.miscord.persistence.sql;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads columns whose Java type is not PostgreSQL's, or which may be null. */
public final class Rows {
    private Rows() {}

    /** A time. */
    public static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    /** A time that may not be set. */
    public static @Nullable Instant timeOrNull(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** A text that may not be set. */
    public static @Nullable String textOrNull(Row row, String column) {
        return row.getString(column);
    }

    /** An id that may not be set. */
    public static @Nullable UUID idOrNull(Row row, String column) {
        return row.getUUID(column);
    }

    /** A number that may not be set. */
    public static @Nullable Integer intOrNull(Row row, String column) {
        return row.getInteger(column);
    }
}
