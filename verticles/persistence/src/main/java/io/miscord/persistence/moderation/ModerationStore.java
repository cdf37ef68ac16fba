package io.miscord.persistence.moderation;

import io.miscord.contract.Ban;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements about bans and mutes. */
final class ModerationStore {
    private static final String PERSON = "SELECT 1 FROM users WHERE id = $1";

    private static final String PUT_BAN = """
            INSERT INTO bans (server_id, user_id, banned_by, reason, expires_at)
            VALUES ($1, $2, $3, $4, now() + $5 * interval '1 second')
                ON CONFLICT (server_id, user_id) DO UPDATE
               SET banned_by = excluded.banned_by, reason = excluded.reason, expires_at = excluded.expires_at,
                   created_at = now()
            """;

    /** One that is over is as good as none, though its row may still be there. */
    private static final String BANS = """
            SELECT u.*, b.reason, b.banned_by, b.created_at AS banned_at, b.expires_at AS ban_expires_at
              FROM bans b JOIN users u ON u.id = b.user_id
             WHERE b.server_id = $1 AND (b.expires_at IS NULL OR b.expires_at > now())
            """;

    private static final String BAN = BANS + " AND b.user_id = $2";

    private static final String PAGE = BANS + """
               AND b.created_at <= $2 AND (b.created_at < $2 OR b.user_id > $3)
             ORDER BY b.created_at DESC, b.user_id LIMIT $4
            """;

    private static final String REMOVE_BAN = "DELETE FROM bans WHERE server_id = $1 AND user_id = $2";

    private static final String PUT_MUTE = """
            INSERT INTO mutes (server_id, user_id, until, muted_by, reason) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (server_id, user_id) DO UPDATE
               SET until = excluded.until, muted_by = excluded.muted_by, reason = excluded.reason
            """;

    private static final String MUTED_BY = """
            SELECT muted_by FROM mutes
             WHERE server_id = $1 AND user_id = $2 AND until > now() AND muted_by IS NOT NULL
            """;

    /** Of those that hold: nobody need be told that one is over. */
    private static final String REMOVE_MUTE = """
            DELETE FROM mutes WHERE server_id = $1 AND user_id = $2 AND until > now() RETURNING until
            """;

    boolean isThere(Queries queries, UserId user) {
        return queries.change(PERSON, user.value()) > 0;
    }

    void ban(
            Queries queries,
            ServerId server,
            UserId user,
            UserId by,
            @Nullable String reason,
            @Nullable Integer seconds) {
        var length = seconds == null ? null : Double.valueOf(seconds);
        queries.change(PUT_BAN, server.value(), user.value(), by.value(), reason, length);
    }

    /** A ban that holds. */
    Optional<Ban> find(Queries queries, ServerId server, UserId user) {
        return queries.first(ModerationStore::ban, BAN, server.value(), user.value());
    }

    /** Bans that hold, newest first, after a page's end. */
    List<Ban> page(Queries queries, ServerId server, BanPlace after, int limit) {
        var bans = new ArrayList<Ban>();
        queries.run(
                        PAGE,
                        server.value(),
                        after.time().atOffset(ZoneOffset.UTC),
                        after.user().value(),
                        limit)
                .forEach(row -> bans.add(ban(row)));
        return bans;
    }

    void unban(Queries queries, ServerId server, UserId user) {
        queries.change(REMOVE_BAN, server.value(), user.value());
    }

    /** Mutes somebody; for nobody in particular where it is the word filter. */
    void mute(
            Queries queries,
            ServerId server,
            UserId user,
            Instant until,
            @Nullable UserId by,
            @Nullable String reason) {
        var time = OffsetDateTime.ofInstant(until, ZoneOffset.UTC);
        queries.change(PUT_MUTE, server.value(), user.value(), time, by == null ? null : by.value(), reason);
    }

    /** Who made the mute that holds; none where none does, or it was nobody in particular. */
    Optional<UserId> mutedBy(Queries queries, ServerId server, UserId user) {
        return queries.first(row -> new UserId(row.getUUID("muted_by")), MUTED_BY, server.value(), user.value());
    }

    /** Until when it would have held; none where none held. */
    Optional<Instant> unmute(Queries queries, ServerId server, UserId user) {
        return queries.first(row -> Rows.time(row, "until"), REMOVE_MUTE, server.value(), user.value());
    }

    private static Ban ban(Row row) {
        var by = Rows.idOrNull(row, "banned_by");
        return new Ban(
                Views.user(row),
                Rows.textOrNull(row, "reason"),
                by == null ? null : new UserId(by),
                Rows.time(row, "banned_at"),
                Rows.timeOrNull(row, "ban_expires_at"));
    }
}
