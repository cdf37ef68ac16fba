package io.miscord.persistence.push;

import io.miscord.contract.NotificationId;
import io.miscord.contract.SessionId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.json.Json;
import io.miscord.platform.web.PushServices.Browser;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The statements about browsers that want to be told. */
final class PushStore {
    /** Another sign-in had this browser before. */
    private static final String RELEASE = "DELETE FROM push_subscriptions WHERE endpoint = $1 AND session_id <> $2";

    private static final String PUT = """
            INSERT INTO push_subscriptions (session_id, endpoint, public_key, secret) VALUES ($1, $2, $3, $4)
                ON CONFLICT (session_id) DO UPDATE
               SET endpoint = excluded.endpoint, public_key = excluded.public_key, secret = excluded.secret
            """;

    /** All but the newest of somebody's. */
    private static final String TRIM = """
            DELETE FROM push_subscriptions
             WHERE session_id = ANY (ARRAY (
                   SELECT p.session_id FROM sessions s JOIN push_subscriptions p ON p.session_id = s.id
                    WHERE s.user_id = $1 ORDER BY p.created_at DESC, p.session_id OFFSET $2))
            """;

    private static final String REMOVE = "DELETE FROM push_subscriptions WHERE session_id = $1";

    /** The browser has none any more; if it has another one by now, that stays. */
    private static final String FORGET = "DELETE FROM push_subscriptions WHERE session_id = $1 AND endpoint = $2";

    /**
     * What of these is still to be told, and to which browsers: neither what was read meanwhile nor what is gone, and
     * to nobody who has signed out.
     */
    private static final String DUE = """
            SELECT n.id, n.user_id AS told, n.kind, n.server_id, n.channel_id, n.message_id,
                   n.by_id AS user_id, u.username, u.display_name, u.avatar_url,
                   c.name AS channel, v.name AS server, left(m.content, $2) AS content,
                   (SELECT jsonb_object_agg(k.target_id, coalesce(p.display_name, g.name))::text
                      FROM mention_marks k
                      LEFT JOIN users p ON p.id = k.target_id
                      LEFT JOIN roles g ON g.id = k.target_id
                     WHERE k.message_id = m.id AND coalesce(p.display_name, g.name) IS NOT NULL) AS names,
                   b.session_id, b.endpoint, b.public_key, b.secret
              FROM notifications n
              JOIN sessions s ON s.user_id = n.user_id AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp()
              JOIN push_subscriptions b ON b.session_id = s.id
              LEFT JOIN users u ON u.id = n.by_id
              LEFT JOIN messages m ON m.id = n.message_id
              LEFT JOIN channels c ON c.id = m.channel_id
              LEFT JOIN servers v ON v.id = c.server_id
              LEFT JOIN read_states r ON r.user_id = n.user_id AND r.channel_id = n.channel_id
             WHERE n.id = ANY ($1) AND n.read_at IS NULL AND m.deleted_at IS NULL AND c.deleted_at IS NULL
               AND (m.seq IS NULL OR m.seq > coalesce(r.seq, 0))
             ORDER BY n.id
            """;

    /** What somebody is to be told on a browser of theirs. */
    record Due(UserId user, SessionId session, Browser browser, PushNote note) {}

    void put(Queries queries, SessionId session, Browser browser) {
        queries.run(RELEASE, browser.endpoint(), session.value());
        queries.run(PUT, session.value(), browser.endpoint(), browser.publicKey(), browser.secret());
    }

    void trim(Queries queries, UserId user, int most) {
        queries.run(TRIM, user.value(), most);
    }

    void remove(Queries queries, SessionId session) {
        queries.run(REMOVE, session.value());
    }

    void forget(Queries queries, SessionId session, String endpoint) {
        queries.run(FORGET, session.value(), endpoint);
    }

    List<Due> due(Queries queries, Collection<NotificationId> news, int longest) {
        var due = new ArrayList<Due>();
        var ids = news.stream().map(NotificationId::value).toArray(UUID[]::new);
        queries.run(DUE, ids, longest).forEach(row -> due.add(due(row)));
        return due;
    }

    private static Due due(Row row) {
        return new Due(
                new UserId(row.getUUID("told")),
                new SessionId(row.getUUID("session_id")),
                new Browser(row.getString("endpoint"), row.getString("public_key"), row.getString("secret")),
                note(row));
    }

    private static PushNote note(Row row) {
        var by = Views.author(row);
        var names = Rows.textOrNull(row, "names");
        return new PushNote(
                row.getUUID("id"),
                row.getString("kind"),
                by == null ? null : by.displayName(),
                by == null ? null : by.avatarUrl(),
                Rows.idOrNull(row, "server_id"),
                Rows.textOrNull(row, "server"),
                Rows.idOrNull(row, "channel_id"),
                Rows.textOrNull(row, "channel"),
                Rows.idOrNull(row, "message_id"),
                Rows.textOrNull(row, "content"),
                names == null ? null : Json.tree(names));
    }
}
