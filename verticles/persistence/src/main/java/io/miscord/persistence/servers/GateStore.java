package io.miscord.persistence.servers;

import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements about what stands against somebody's joining, and against telling it. */
final class GateStore {
    /** A ban that is over is none, though its row may still be there. */
    private static final String FIND = """
            SELECT b.user_id IS NOT NULL AS banned, b.reason,
                   CASE WHEN s.min_account_age > 0
                             AND u.created_at + s.min_account_age * interval '1 second' > now()
                        THEN u.created_at + s.min_account_age * interval '1 second' END AS opens_at
              FROM servers s
              JOIN users u ON u.id = $2
              LEFT JOIN bans b ON b.server_id = s.id AND b.user_id = u.id
                              AND (b.expires_at IS NULL OR b.expires_at > now())
             WHERE s.id = $1
            """;

    /**
     * The name of who joins, unless they are muted or were in the server a short while ago. That they left is an event
     * of their own; only so many of those are looked at.
     */
    private static final String TELLS = """
            SELECT u.display_name
              FROM users u
             WHERE u.id = $2
               AND NOT EXISTS (SELECT FROM mutes t
                                WHERE t.server_id = $1 AND t.user_id = u.id AND t.until > now())
               AND NOT EXISTS (SELECT FROM (SELECT e.kind, e.subject_id, e.created_at
                                              FROM stream_events e
                                             WHERE e.stream_id = u.id ORDER BY e.seq DESC LIMIT 1000) e
                                WHERE e.kind = 'server:left' AND e.subject_id = $1
                                  AND e.created_at > now() - interval '10 minutes')
            """;

    /**
     * What stands against it.
     *
     * @param reason of the ban, or null
     * @param opensAt when the account will be old enough; null when it is
     */
    record Gate(
            boolean banned,
            @Nullable String reason,
            @Nullable Instant opensAt) {}

    Gate find(Queries queries, ServerId server, UserId user) {
        return queries.first(GateStore::gate, FIND, server.value(), user.value())
                .orElseThrow();
    }

    /** By what name the server is told of somebody's coming; none when it is not told. */
    Optional<String> toldAs(Queries queries, ServerId server, UserId user) {
        return queries.first(row -> row.getString("display_name"), TELLS, server.value(), user.value());
    }

    private static Gate gate(Row row) {
        return new Gate(row.getBoolean("banned"), Rows.textOrNull(row, "reason"), Rows.timeOrNull(row, "opens_at"));
    }
}
