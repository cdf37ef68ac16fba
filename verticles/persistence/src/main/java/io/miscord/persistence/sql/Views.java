package io.miscord.persistence.sql;

import io.miscord.contract.Author;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.ServerId;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what several nouns show of one another from the columns of its table, which keep their names. */
public final class Views {
    private Views() {}

    /** A person, from the columns of {@code users}. */
    public static User user(Row row) {
        return new User(
                new UserId(row.getUUID("id")),
                row.getString("username"),
                row.getString("display_name"),
                Rows.textOrNull(row, "avatar_url"),
                Rows.textOrNull(row, "bio"),
                Rows.textOrNull(row, "status"),
                Rows.timeOrNull(row, "last_seen"),
                Rows.time(row, "created_at"));
    }

    /** A channel, from the columns of {@code channels}. */
    public static Channel channel(Row row) {
        var server = Rows.idOrNull(row, "server_id");
        var parent = Rows.idOrNull(row, "parent_id");
        return new Channel(
                new ChannelId(row.getUUID("id")),
                server == null ? null : new ServerId(server),
                row.getString("name"),
                ChannelType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getInteger("position"),
                Rows.textOrNull(row, "topic"),
                parent == null ? null : new ChannelId(parent),
                Rows.time(row, "created_at"));
    }

    /** Who wrote a message: {@code user_id} of it and three columns of {@code users}; null when the account is gone. */
    public static @Nullable Author author(Row row) {
        var user = Rows.idOrNull(row, "user_id");
        return user == null
                ? null
                : new Author(
                        new UserId(user),
                        row.getString("username"),
                        row.getString("display_name"),
                        Rows.textOrNull(row, "avatar_url"));
    }

    /** The name that an imported message's author went by, where they have no account here. */
    public static @Nullable String importedAuthor(Row row) {
        var from = Rows.textOrNull(row, "imported_from");
        return from == null || Rows.idOrNull(row, "user_id") != null
                ? null
                : Json.readOwn(from, Imported.class).displayName();
    }

    private record Imported(String displayName) {}
}
