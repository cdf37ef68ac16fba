package io.miscord.persistence.servers;

import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The statement about what stands against somebody's joining. */
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

    private static Gate gate(Row row) {
        return new Gate(row.getBoolean("banned"), Rows.textOrNull(row, "reason"), Rows.timeOrNull(row, "opens_at"));
    }
}
