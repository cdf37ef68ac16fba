package io.miscord.persistence.operator;

import io.miscord.contract.OperatorEntry;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.ids.UuidV7;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about what operators did. */
final class OperatorLogStore {
    /** Its time is that of its id: so one index gives both order and times. */
    private static final String INSERT = """
            INSERT INTO operator_log (id, actor_id, act, target_id, target, detail, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, uuid_extract_timestamp($1))
            """;

    private static final String PAGE = """
            SELECT l.id, l.act, l.target_id, l.target, l.detail, l.created_at, l.actor_id,
                   a.username AS actor_username, a.display_name AS actor_display_name, a.avatar_url AS actor_avatar_url
              FROM operator_log l LEFT JOIN users a ON a.id = l.actor_id
             WHERE l.id < $1
             ORDER BY l.id DESC LIMIT $2
            """;

    void insert(
            Queries queries,
            UserId by,
            OperatorAct act,
            @Nullable UUID targetId,
            @Nullable String target,
            @Nullable String detail) {
        queries.change(INSERT, UuidV7.next(), by.value(), act.text(), targetId, target, detail);
    }

    /** Entries, newest first. */
    List<OperatorEntry> page(Queries queries, UUID before, int limit) {
        var entries = new ArrayList<OperatorEntry>();
        queries.run(PAGE, before, limit).forEach(row -> entries.add(entry(row)));
        return entries;
    }

    private static OperatorEntry entry(Row row) {
        return new OperatorEntry(
                row.getUUID("id"),
                row.getString("act"),
                Views.author(row, Rows.idOrNull(row, "actor_id"), "actor"),
                Rows.idOrNull(row, "target_id"),
                Rows.textOrNull(row, "target"),
                Rows.textOrNull(row, "detail"),
                Rows.time(row, "created_at"));
    }
}
