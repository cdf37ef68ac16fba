package io.miscord.persistence.servers;

import io.miscord.contract.Invite;
import io.miscord.contract.Server;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements about invites. */
final class InviteStore {
    private static final String INSERT = """
            INSERT INTO invites (code, server_id, created_by, max_uses, expires_at)
            VALUES ($1, $2, $3, $4, now() + $5 * interval '1 second')
            RETURNING *
            """;

    private static final String USABLE = """
            (i.expires_at IS NULL OR i.expires_at > now()) AND (i.max_uses IS NULL OR i.uses < i.max_uses)
            """;

    private static final String FIND = """
            SELECT i.code, i.expires_at, i.max_uses, i.uses,
                   s.id, s.name, s.description, s.icon_url, s.owner_id, s.system_channel_id, s.min_account_age,
                   s.created_at
              FROM invites i JOIN servers s ON s.id = i.server_id
             WHERE i.code = $1 AND s.deleted_at IS NULL AND
            """ + USABLE;

    private static final String SERVER = """
            SELECT s.id FROM invites i JOIN servers s ON s.id = i.server_id
             WHERE i.code = $1 AND s.deleted_at IS NULL
            """;

    /** Whoever takes the last use has the row: the next one looks again, and finds none left. */
    private static final String USE = """
            UPDATE invites i SET uses = uses + 1
              FROM servers s
             WHERE i.code = $1 AND s.id = i.server_id AND s.deleted_at IS NULL AND
            """ + USABLE;

    /** An invite that can be used, and what it leads to. */
    record Open(Invite invite, Server server) {}

    Invite insert(
            Queries queries,
            String code,
            ServerId server,
            UserId maker,
            @Nullable Integer maxUses,
            @Nullable Integer expiresIn) {
        var seconds = expiresIn == null ? null : Double.valueOf(expiresIn);
        return queries.first(InviteStore::invite, INSERT, code, server.value(), maker.value(), maxUses, seconds)
                .orElseThrow();
    }

    Optional<Open> find(Queries queries, String code) {
        return queries.first(row -> new Open(invite(row), Views.server(row)), FIND, code);
    }

    /** Where an invite leads to, whether it can still be used or not. */
    Optional<ServerId> server(Queries queries, String code) {
        return queries.first(row -> new ServerId(row.getUUID("id")), SERVER, code);
    }

    boolean use(Queries queries, String code) {
        return queries.change(USE, code) > 0;
    }

    private static Invite invite(Row row) {
        return new Invite(
                row.getString("code"),
                Rows.timeOrNull(row, "expires_at"),
                Rows.intOrNull(row, "max_uses"),
                row.getInteger("uses"),
                null,
                null,
                null);
    }
}
