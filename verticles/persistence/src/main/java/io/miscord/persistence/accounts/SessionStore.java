package io.miscord.persistence.accounts;

import io.miscord.contract.Actor;
import io.miscord.contract.SessionId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about sessions and their refresh tokens. Times are PostgreSQL's: one clock for all nodes. */
final class SessionStore {
    private static final String INSERT = """
            INSERT INTO sessions (id, user_id, device, address, expires_at)
            VALUES ($1, $2, $3, $4, clock_timestamp() + $5::bigint * interval '1 millisecond')
            """;

    private static final String INSERT_TOKEN = """
            INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
            VALUES ($1, $2, clock_timestamp() + $3::bigint * interval '1 millisecond')
            """;

    /** Exchanges of one family take turns. */
    private static final String LOCK = """
            SELECT s.id FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
             WHERE t.token_hash = $1
               FOR NO KEY UPDATE OF s
            """;

    /** A statement of its own, for the one that waited for the lock sees what was before. */
    private static final String TOKEN = """
            SELECT s.id, s.user_id, s.revoked_at IS NULL AND s.expires_at > clock_timestamp() AS live,
                   t.expires_at, t.used_at, t.used_by IS NULL OR t.used_by = $2 AS same_device,
                   clock_timestamp() AS now
              FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
             WHERE t.token_hash = $1
            """;

    private static final String USE = """
            UPDATE refresh_tokens
               SET used_at = coalesce(used_at, clock_timestamp()), used_by = coalesce(used_by, $2)
             WHERE token_hash = $1
            """;

    private static final String PROLONG = """
            UPDATE sessions
               SET last_seen = clock_timestamp(), address = $2,
                   expires_at = clock_timestamp() + $3::bigint * interval '1 millisecond'
             WHERE id = $1
            """;

    private static final String TRIM = """
            DELETE FROM refresh_tokens
             WHERE session_id = $1
               AND (expires_at < clock_timestamp()
                    OR used_at IS NULL
                       AND token_hash NOT IN (SELECT token_hash FROM refresh_tokens
                                               WHERE session_id = $1 AND used_at IS NULL
                                               ORDER BY expires_at DESC LIMIT $2))
            """;

    private static final String SESSION_OF_TOKEN = "SELECT session_id FROM refresh_tokens WHERE token_hash = $1";

    private static final String REVOKE = """
            UPDATE sessions SET revoked_at = clock_timestamp()
             WHERE (id = $1 AND user_id = $2 OR id = $3) AND revoked_at IS NULL
            RETURNING id
            """;

    private static final String REVOKE_ALL = """
            UPDATE sessions SET revoked_at = clock_timestamp() WHERE user_id = $1 AND revoked_at IS NULL
            RETURNING id
            """;

    private static final String ALIVE = """
            SELECT id FROM sessions
             WHERE id = ANY ($1) AND revoked_at IS NULL AND expires_at > clock_timestamp()
            """;

    private static final String SWEEP_TOKENS = """
            DELETE FROM refresh_tokens
             WHERE token_hash IN (SELECT token_hash FROM refresh_tokens
                                   WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
            """;

    private static final String SWEEP_SESSIONS = """
            DELETE FROM sessions s
             WHERE s.id IN (SELECT e.id FROM sessions e
                             WHERE e.expires_at < now()
                               AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.session_id = e.id)
                             LIMIT $1 FOR UPDATE SKIP LOCKED)
            """;

    private static final String IS_LIVE = """
            SELECT 1 FROM sessions WHERE id = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp()
            """;

    /** A refresh token that is known, as of {@code now}; {@code live}: its session is. */
    record Token(
            SessionId session,
            UserId user,
            boolean live,
            Instant expiresAt,
            @Nullable Instant usedAt,
            boolean sameDevice,
            Instant now) {}

    void insert(Queries queries, SessionId session, UserId user, String device, Actor by, Duration life) {
        queries.change(INSERT, session.value(), user.value(), device, by.address(), life.toMillis());
    }

    void insertToken(Queries queries, byte[] hash, SessionId session, Duration life) {
        queries.change(INSERT_TOKEN, Buffer.buffer(hash), session.value(), life.toMillis());
    }

    /** A token and its session, which nobody else exchanges or ends until the commit. */
    Optional<Token> lock(Queries queries, byte[] hash, String device) {
        var key = Buffer.buffer(hash);
        return queries.change(LOCK, key) == 0
                ? Optional.empty()
                : queries.first(SessionStore::token, TOKEN, key, device);
    }

    void use(Queries queries, byte[] hash, String device) {
        queries.change(USE, Buffer.buffer(hash), device);
    }

    boolean isLive(Queries queries, SessionId session) {
        return queries.change(IS_LIVE, session.value()) > 0;
    }

    void prolong(Queries queries, SessionId session, Actor by, Duration life) {
        queries.change(PROLONG, session.value(), by.address(), life.toMillis());
    }

    /** Forgets what has expired, and all but the newest of those that wait for their exchange. */
    void trim(Queries queries, SessionId session, int mostUnused) {
        queries.change(TRIM, session.value(), mostUnused);
    }

    Optional<SessionId> sessionOf(Queries queries, byte[] hash) {
        return queries.first(row -> new SessionId(row.getUUID("session_id")), SESSION_OF_TOKEN, Buffer.buffer(hash));
    }

    /** Ends the asker's session and another one; which of the two were live, as far as they were not over by time. */
    List<SessionId> revoke(Queries queries, Actor by, @Nullable SessionId other) {
        var own = by.session();
        var user = by.user();
        var rows = queries.run(
                REVOKE,
                own == null ? null : own.value(),
                user == null ? null : user.value(),
                other == null ? null : other.value());
        return List.copyOf(ids(rows));
    }

    /** Ends all of somebody's sessions; which of them were live, as far as they were not over by time. */
    List<SessionId> revokeAll(Queries queries, UserId user) {
        return List.copyOf(ids(queries.run(REVOKE_ALL, user.value())));
    }

    Set<SessionId> alive(Queries queries, Collection<SessionId> sessions) {
        return ids(queries.run(
                ALIVE, (Object) sessions.stream().map(SessionId::value).toArray(UUID[]::new)));
    }

    int sweepTokens(Queries queries, int most) {
        return queries.change(SWEEP_TOKENS, most);
    }

    int sweepSessions(Queries queries, int most) {
        return queries.change(SWEEP_SESSIONS, most);
    }

    private static Set<SessionId> ids(Iterable<Row> rows) {
        var ids = new HashSet<SessionId>();
        rows.forEach(row -> ids.add(new SessionId(row.getUUID("id"))));
        return ids;
    }

    private static Token token(Row row) {
        return new Token(
                new SessionId(row.getUUID("id")),
                new UserId(row.getUUID("user_id")),
                row.getBoolean("live"),
                Rows.time(row, "expires_at"),
                Rows.timeOrNull(row, "used_at"),
                row.getBoolean("same_device"),
                Rows.time(row, "now"));
    }
}
