package io.miscord.persistence.notifications;

import io.miscord.contract.Level;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements about what people want to be told of. */
final class LevelStore {
    private static final String OF = """
            SELECT subject_id, level, muted_until FROM notification_levels WHERE user_id = $1 ORDER BY subject_id
            """;

    private static final String ONE =
            "SELECT subject_id, level, muted_until FROM notification_levels WHERE user_id = $1 AND subject_id = $2";

    private static final String COUNT = "SELECT count(*) FROM notification_levels WHERE user_id = $1";

    private static final String PUT = """
            INSERT INTO notification_levels (user_id, subject_id, level, muted_until) VALUES ($1, $2, $3, $4)
                ON CONFLICT (user_id, subject_id)
                DO UPDATE SET level = excluded.level, muted_until = excluded.muted_until
            RETURNING subject_id, level, muted_until
            """;

    private static final String REMOVE = "DELETE FROM notification_levels WHERE user_id = $1 AND subject_id = $2";

    List<Level> of(Queries queries, UserId user) {
        var levels = new ArrayList<Level>();
        queries.run(OF, user.value()).forEach(row -> levels.add(level(row)));
        return levels;
    }

    Optional<Level> one(Queries queries, UserId user, StreamId subject) {
        return queries.first(LevelStore::level, ONE, user.value(), subject.value());
    }

    long count(Queries queries, UserId user) {
        return queries.first(row -> row.getLong(0), COUNT, user.value()).orElse(0L);
    }

    Level put(
            Queries queries, UserId user, StreamId subject, @Nullable NotifyLevel level, @Nullable Instant mutedUntil) {
        var name = level == null ? null : level.name().toLowerCase(Locale.ROOT);
        var until = mutedUntil == null ? null : OffsetDateTime.ofInstant(mutedUntil, ZoneOffset.UTC);
        return queries.first(LevelStore::level, PUT, user.value(), subject.value(), name, until)
                .orElseThrow();
    }

    boolean remove(Queries queries, UserId user, StreamId subject) {
        return queries.change(REMOVE, user.value(), subject.value()) > 0;
    }

    private static Level level(Row row) {
        var subject = new StreamId(row.getUUID("subject_id"));
        return new Level(subject, named(Rows.textOrNull(row, "level")), Rows.timeOrNull(row, "muted_until"));
    }

    static @Nullable NotifyLevel named(@Nullable String stored) {
        return stored == null ? null : NotifyLevel.valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
