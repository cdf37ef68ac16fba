package io.miscord.persistence.images;

import io.miscord.contract.EmojiId;
import io.miscord.contract.Server;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.ServerId;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements about pictures and what shows them. */
final class ImageStore {
    private static final String KEEP = """
            INSERT INTO images (url) VALUES ($1) ON CONFLICT (url) DO UPDATE SET kept_at = now()
            """;

    private static final String TOUCH = "UPDATE images SET kept_at = now() WHERE url = $1";

    /** Not shown by anything, for a day at least. */
    private static final String UNUSED = """
            i.kept_at < now() - interval '1 day'
               AND NOT EXISTS (SELECT FROM servers s WHERE s.icon_url = i.url)
               AND NOT EXISTS (SELECT FROM emoji e WHERE e.url = i.url)
               AND NOT EXISTS (SELECT FROM users u WHERE u.avatar_url = i.url)
            """;

    private static final String LOOK = """
            SELECT i.url, (%s) AS unused FROM images i WHERE i.url > $1 ORDER BY i.url LIMIT $2
            """.formatted(UNUSED);

    private static final String FORGET = "DELETE FROM images i WHERE i.url = $1 AND " + UNUSED;

    private static final String SET_ICON =
            "UPDATE servers SET icon_url = $2, updated_at = now() WHERE id = $1 RETURNING *";

    private static final String SET_AVATAR = """
            UPDATE users SET avatar_url = $2, updated_at = now() WHERE id = $1
            RETURNING id, username, display_name, avatar_url, bio, status, last_seen, created_at
            """;

    /** Two who add emoji at once do it one after the other: neither name nor number can be had twice. */
    private static final String ALONE = "SELECT 1 FROM servers WHERE id = $1 FOR NO KEY UPDATE";

    private static final String EMOJI = "SELECT id, server_id, name, url FROM emoji WHERE server_id = $1 ORDER BY name";

    private static final String ADD_EMOJI =
            "INSERT INTO emoji (id, server_id, name, url, created_by) VALUES ($1, $2, $3, $4, $5)";

    private static final String DELETE_EMOJI = """
            DELETE FROM emoji WHERE server_id = $1 AND id = $2 RETURNING id, server_id, name, url
            """;

    /** A picture that was looked at. */
    record Looked(String url, boolean unused) {}

    void keep(Queries queries, String url) {
        queries.change(KEEP, url);
    }

    /** Keeps it for a day more; false when it is not there. */
    boolean touch(Queries queries, String url) {
        return queries.change(TOUCH, url) > 0;
    }

    /** Some pictures behind one, by address. */
    List<Looked> look(Queries queries, String after, int limit) {
        var looked = new ArrayList<Looked>();
        queries.run(LOOK, after, limit)
                .forEach(row -> looked.add(new Looked(row.getString("url"), row.getBoolean("unused"))));
        return looked;
    }

    /** Forgets a picture that nothing shows; nobody keeps it anew until the commit. False when something does. */
    boolean forget(Queries queries, String url) {
        return queries.change(FORGET, url) > 0;
    }

    Server setIcon(Queries queries, ServerId server, @Nullable String url) {
        return queries.first(Views::server, SET_ICON, server.value(), url).orElseThrow();
    }

    Optional<User> setAvatar(Queries queries, UserId user, @Nullable String url) {
        return queries.first(Views::user, SET_AVATAR, user.value(), url);
    }

    void alone(Queries queries, ServerId server) {
        queries.run(ALONE, server.value());
    }

    /** A server's own emoji, by name. */
    List<ServerEmoji> emoji(Queries queries, ServerId server) {
        var emoji = new ArrayList<ServerEmoji>();
        queries.run(EMOJI, server.value()).forEach(row -> emoji.add(Views.emoji(row)));
        return emoji;
    }

    void add(Queries queries, ServerEmoji emoji, UserId by) {
        queries.change(ADD_EMOJI, emoji.id().value(), emoji.serverId().value(), emoji.name(), emoji.url(), by.value());
    }

    /** Deletes an emoji, and returns it. */
    Optional<ServerEmoji> delete(Queries queries, ServerId server, EmojiId emoji) {
        return queries.first(Views::emoji, DELETE_EMOJI, server.value(), emoji.value());
    }
}
