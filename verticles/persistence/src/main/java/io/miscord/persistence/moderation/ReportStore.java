package io.miscord.persistence.moderation;

import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.Report;
import io.miscord.contract.ReportId;
import io.miscord.contract.ReportStatus;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.ids.UuidV7;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about reports of messages. */
final class ReportStore {
    private static final String INSERT = """
            INSERT INTO reports (id, server_id, channel_id, message_id, reporter_id, reason, content)
            SELECT $1, c.server_id, m.channel_id, m.id, $3, $4, m.content
              FROM messages m JOIN channels c ON c.id = m.channel_id
             WHERE m.id = $2 AND m.deleted_at IS NULL AND c.server_id IS NOT NULL
            """;

    private static final String INSERT_OF_PERSON = INSERT + " ON CONFLICT (message_id, reporter_id) DO NOTHING";

    /** One at a time: whoever edits a message again and again fills nobody's list. */
    private static final String INSERT_OF_FILTER = INSERT + """
               AND NOT EXISTS (SELECT FROM reports o
                                WHERE o.message_id = m.id AND o.reporter_id IS NULL AND o.status = 'open')
            """;

    private static final String PAGE = """
            SELECT r.id, r.server_id, r.channel_id, r.message_id, r.reason, r.content, r.status, r.closed_by,
                   r.created_at,
                   a.id AS author_id, a.username AS author_username, a.display_name AS author_display_name,
                   a.avatar_url AS author_avatar_url,
                   u.id AS reporter_id, u.username AS reporter_username, u.display_name AS reporter_display_name,
                   u.avatar_url AS reporter_avatar_url
              FROM reports r
              JOIN messages m ON m.id = r.message_id
              LEFT JOIN users a ON a.id = m.user_id
              LEFT JOIN users u ON u.id = r.reporter_id
             WHERE r.server_id = $1 AND r.status = $2 AND r.id < $3 AND r.channel_id = ANY ($4)
             ORDER BY r.id DESC LIMIT $5
            """;

    private static final String FIND = """
            SELECT channel_id, status FROM reports WHERE server_id = $1 AND id = $2 FOR UPDATE
            """;

    private static final String CLOSE = "UPDATE reports SET status = $2, closed_by = $3 WHERE id = $1";

    /** Of what a report is, and how far it is. */
    record About(ChannelId channel, ReportStatus status) {}

    /** Whether they had not reported it before. */
    boolean insert(Queries queries, MessageId message, UserId reporter, String reason) {
        return queries.change(INSERT_OF_PERSON, UuidV7.next(), message.value(), reporter.value(), reason) > 0;
    }

    void insertOfFilter(Queries queries, MessageId message, String rule) {
        queries.change(INSERT_OF_FILTER, UuidV7.next(), message.value(), null, rule);
    }

    /** Reports of messages in these channels, newest first. */
    List<Report> page(
            Queries queries,
            ServerId server,
            ReportStatus status,
            UUID before,
            Collection<ChannelId> channels,
            int limit) {
        var ids = channels.stream().map(ChannelId::value).toArray(UUID[]::new);
        var reports = new ArrayList<Report>();
        queries.run(PAGE, server.value(), text(status), before, ids, limit).forEach(row -> reports.add(report(row)));
        return reports;
    }

    /** A report, which nobody else closes until the commit. */
    Optional<About> find(Queries queries, ServerId server, ReportId report) {
        return queries.first(
                row -> new About(new ChannelId(row.getUUID("channel_id")), status(row)),
                FIND,
                server.value(),
                report.value());
    }

    void close(Queries queries, ReportId report, ReportStatus status, @Nullable UserId by) {
        queries.change(CLOSE, report.value(), text(status), by == null ? null : by.value());
    }

    private static String text(ReportStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static ReportStatus status(Row row) {
        return ReportStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }

    private static Report report(Row row) {
        var closer = Rows.idOrNull(row, "closed_by");
        return new Report(
                new ReportId(row.getUUID("id")),
                new ServerId(row.getUUID("server_id")),
                new ChannelId(row.getUUID("channel_id")),
                new MessageId(row.getUUID("message_id")),
                Views.author(row, Rows.idOrNull(row, "author_id"), "author"),
                Views.author(row, Rows.idOrNull(row, "reporter_id"), "reporter"),
                row.getString("reason"),
                row.getString("content"),
                status(row),
                closer == null ? null : new UserId(closer),
                Rows.time(row, "created_at"));
    }
}
