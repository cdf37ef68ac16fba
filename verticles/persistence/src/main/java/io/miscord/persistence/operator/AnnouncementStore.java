package io.miscord.persistence.operator;

import io.miscord.contract.Announcement;
import io.miscord.contract.AnnouncementId;
import io.miscord.contract.Severity;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The statements about what everybody is told. Times are the node's: those of an end were told by it. */
final class AnnouncementStore {
    private static final String INSERT = """
            INSERT INTO announcements (id, text, severity, created_by, created_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String END = "UPDATE announcements SET ends_at = $2 WHERE id = $1";

    private static final String TEXT = "SELECT text FROM announcements WHERE id = $1 FOR UPDATE";

    private static final String CURRENT = """
            SELECT id, text, severity, created_at, ends_at FROM announcements
             WHERE ends_at IS NULL OR ends_at > $1
             ORDER BY id DESC LIMIT $2
            """;

    private static final String PAGE = """
            SELECT id, text, severity, created_at, ends_at FROM announcements
             WHERE id < $1
             ORDER BY id DESC LIMIT $2
            """;

    void insert(Queries queries, Announcement made, UserId by) {
        var end = made.endsAt();
        queries.change(
                INSERT,
                made.id().value(),
                made.text(),
                made.severity().name().toLowerCase(Locale.ROOT),
                by.value(),
                made.createdAt().atOffset(ZoneOffset.UTC),
                end == null ? null : end.atOffset(ZoneOffset.UTC));
    }

    /** What an announcement says, which nobody else ends until the commit; none where there is no such. */
    Optional<String> text(Queries queries, AnnouncementId announcement) {
        return queries.first(row -> row.getString("text"), TEXT, announcement.value());
    }

    void end(Queries queries, AnnouncementId announcement, Instant now) {
        queries.change(END, announcement.value(), now.atOffset(ZoneOffset.UTC));
    }

    /** Those that have not ended, newest first. */
    List<Announcement> current(Queries queries, Instant now, int limit) {
        return announcements(queries, CURRENT, now.atOffset(ZoneOffset.UTC), limit);
    }

    /** All of them, newest first. */
    List<Announcement> page(Queries queries, UUID before, int limit) {
        return announcements(queries, PAGE, before, limit);
    }

    private static List<Announcement> announcements(Queries queries, String sql, Object from, int limit) {
        var announcements = new ArrayList<Announcement>();
        queries.run(sql, from, limit).forEach(row -> announcements.add(announcement(row)));
        return announcements;
    }

    private static Announcement announcement(Row row) {
        return new Announcement(
                new AnnouncementId(row.getUUID("id")),
                row.getString("text"),
                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                Rows.time(row, "created_at"),
                Rows.timeOrNull(row, "ends_at"));
    }
}
