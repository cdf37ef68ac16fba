package io.miscord.persistence.operator;

import io.miscord.contract.InstanceFigures;
import io.miscord.contract.ListedServer;
import io.miscord.contract.ServerId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about servers as an operator sees them, and how much there is. */
final class InstanceStore {
    private static final String SHOWN = """
            SELECT s.id, s.name, s.icon_url, s.created_at, s.owner_id,
                   o.username AS owner_username, o.display_name AS owner_display_name, o.avatar_url AS owner_avatar_url,
                   (SELECT count(*) FROM members m WHERE m.server_id = s.id) AS members
              FROM servers s JOIN users o ON o.id = s.owner_id
            """;

    private static final String ALL = SHOWN + """
             WHERE s.deleted_at IS NULL AND s.id < $1
             ORDER BY s.id DESC LIMIT $2
            """;

    private static final String NAMED = SHOWN + """
             WHERE s.deleted_at IS NULL AND s.id < $1
               AND lower(s.name COLLATE pg_unicode_fast) COLLATE "C" >= lower($3 COLLATE pg_unicode_fast) COLLATE "C"
               AND lower(s.name COLLATE pg_unicode_fast) COLLATE "C"
                   < (lower($3 COLLATE pg_unicode_fast) || chr(1114111)) COLLATE "C"
             ORDER BY s.id DESC LIMIT $2
            """;

    private static final String NAME = "SELECT name FROM servers WHERE id = $1 AND deleted_at IS NULL";

    /** Messages are too many to be counted: PostgreSQL keeps count of what came and went. */
    private static final String FIGURES = """
            SELECT (SELECT count(*) FROM users) AS people,
                   (SELECT count(*) FROM suspensions) AS suspended,
                   (SELECT count(*) FROM servers WHERE deleted_at IS NULL) AS servers,
                   (SELECT n_live_tup FROM pg_stat_user_tables WHERE relid = 'messages'::regclass) AS messages,
                   pg_database_size(current_database()) AS bytes
            """;

    /** Servers, newest first. */
    List<ListedServer> page(Queries queries, @Nullable String beginning, UUID before, int limit) {
        var found = beginning == null ? queries.run(ALL, before, limit) : queries.run(NAMED, before, limit, beginning);
        var servers = new ArrayList<ListedServer>();
        found.forEach(row -> servers.add(server(row)));
        return servers;
    }

    /** What a server is called, if it is there. */
    Optional<String> name(Queries queries, ServerId server) {
        return queries.first(row -> row.getString("name"), NAME, server.value());
    }

    InstanceFigures figures(Queries queries) {
        return queries.first(InstanceStore::figures, FIGURES).orElseThrow();
    }

    private static InstanceFigures figures(Row row) {
        return new InstanceFigures(
                row.getLong("people"),
                row.getLong("suspended"),
                row.getLong("servers"),
                row.getLong("messages"),
                row.getLong("bytes"));
    }

    private static ListedServer server(Row row) {
        var owner = Objects.requireNonNull(Views.author(row, row.getUUID("owner_id"), "owner"));
        return new ListedServer(
                new ServerId(row.getUUID("id")),
                row.getString("name"),
                Rows.textOrNull(row, "icon_url"),
                owner,
                row.getLong("members"),
                Rows.time(row, "created_at"));
    }
}
