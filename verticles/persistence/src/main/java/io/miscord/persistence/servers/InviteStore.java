package io.miscord.persistence.servers;

import io.miscord.contract.Invite;
import io.miscord.contract.Server;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

    /** After a time and code, the newest first: everybody's, or those of one person. */
    private static final String PAGE = """
            SELECT i.code, i.expires_at, i.max_uses, i.uses, i.created_by, i.created_at
              FROM invites i
             WHERE i.server_id = $1 AND ($2::uuid IS NULL OR i.created_by = $2)
               AND ($3::timestamptz IS NULL OR (i.created_at, i.code) < ($3, $4)) AND
            """ + USABLE + " ORDER BY i.created_at DESC, i.code DESC LIMIT $5";

    private static final String ONE =
            "SELECT code, expires_at, max_uses, uses, created_by, created_at FROM invites WHERE code = $1";

    private static final String DELETE = "DELETE FROM invites WHERE code = $1";

    private static final String SERVER = """
            SELECT s.id FROM invites i JOIN servers s ON s.id = i.server_id
             WHERE i.code = $1 AND s.deleted_at IS NULL
            """;

    /** Whoever takes the last use has the row: the next one looks again, and finds none left. */
    private static final String USE = """
            UPDATE invites i SET uses = uses + 1, used_up_at = CASE WHEN i.uses + 1 >= i.max_uses THEN now() END
              FROM servers s
             WHERE i.code = $1 AND s.id = i.server_id AND s.deleted_at IS NULL AND
            """ + USABLE;

    /** Whoever makes one waits for whoever makes one: the numbers are those of all. */
    private static final String MAKING = "SELECT 1 FROM servers WHERE id = $1 FOR NO KEY UPDATE";

    /** Neither is counted further than it may be. */
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM invites i WHERE i.server_id = $1 AND
            """ + USABLE + """
                     LIMIT $3) a) AS of_server,
                   (SELECT count(*) FROM (SELECT 1 FROM invites i WHERE i.server_id = $1 AND i.created_by = $2 AND
            """ + USABLE + """
                     LIMIT $4) o) AS of_person
            """;

    /** How many can be used: of a server, and of one person there. */
    record Counted(long ofServer, long ofPerson) {}

    /** An invite, and when it was made. */
    record Made(Invite invite, Instant at) {}

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
        return queries.first(InviteStore::made, INSERT, code, server.value(), maker.value(), maxUses, seconds)
                .orElseThrow()
                .invite();
    }

    /** How many can be used, as far as these bounds; nobody makes another in the server until the commit. */
    Counted count(Queries queries, ServerId server, UserId maker, int mostOfServer, int mostOfPerson) {
        queries.run(MAKING, server.value());
        return queries.first(
                        row -> new Counted(row.getLong("of_server"), row.getLong("of_person")),
                        COUNT,
                        server.value(),
                        maker.value(),
                        mostOfServer,
                        mostOfPerson)
                .orElseThrow();
    }

    Optional<Open> find(Queries queries, String code) {
        return queries.first(row -> new Open(invite(row, null), Views.server(row)), FIND, code);
    }

    /** Where an invite leads to, whether it can still be used or not. */
    Optional<ServerId> server(Queries queries, String code) {
        return queries.first(row -> new ServerId(row.getUUID("id")), SERVER, code);
    }

    boolean use(Queries queries, String code) {
        return queries.change(USE, code) > 0;
    }

    /**
     * Invites that can be used, the newest first.
     *
     * @param maker whose; null for everybody's
     * @param after the last one of the page before
     */
    List<Made> page(Queries queries, ServerId server, @Nullable UserId maker, @Nullable Place after, int limit) {
        var invites = new ArrayList<Made>();
        queries.run(
                        PAGE,
                        server.value(),
                        maker == null ? null : maker.value(),
                        after == null ? null : after.at().atOffset(ZoneOffset.UTC),
                        after == null ? null : after.code(),
                        limit)
                .forEach(row -> invites.add(made(row)));
        return invites;
    }

    /** An invite, whether it can be used or not. */
    Optional<Invite> one(Queries queries, String code) {
        return queries.first(InviteStore::made, ONE, code).map(Made::invite);
    }

    void delete(Queries queries, String code) {
        queries.change(DELETE, code);
    }

    /** Where an invite stands in the list. */
    record Place(Instant at, String code) {
        static Place of(String cursor) {
            var parts = Cursor.read(cursor, 2);
            return new Place(Cursor.time(parts.get(0)), parts.get(1));
        }

        static String after(Made last) {
            return Cursor.of(last.at().toString(), last.invite().code());
        }
    }

    private static Made made(Row row) {
        var maker = Rows.idOrNull(row, "created_by");
        return new Made(invite(row, maker == null ? null : new UserId(maker)), Rows.time(row, "created_at"));
    }

    private static Invite invite(Row row, @Nullable UserId maker) {
        return new Invite(
                row.getString("code"),
                Rows.timeOrNull(row, "expires_at"),
                Rows.intOrNull(row, "max_uses"),
                row.getInteger("uses"),
                null,
                maker,
                null,
                null);
    }
}
