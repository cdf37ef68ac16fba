package io.miscord.persistence.sql;

import io.miscord.contract.Author;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.EmojiId;
import io.miscord.contract.Message;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Nonce;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permissions;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.Server;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.ServerId;
import io.miscord.contract.SystemMessage;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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

    /** A server, from the columns of {@code servers}. */
    public static Server server(Row row) {
        var system = Rows.idOrNull(row, "system_channel_id");
        return new Server(
                new ServerId(row.getUUID("id")),
                row.getString("name"),
                Rows.textOrNull(row, "description"),
                Rows.textOrNull(row, "icon_url"),
                new UserId(row.getUUID("owner_id")),
                system == null ? null : new ChannelId(system),
                row.getInteger("min_account_age"),
                Rows.time(row, "created_at"));
    }

    /** A role, from the columns of {@code roles}, {@code permissions} as text. */
    public static Role role(Row row) {
        return new Role(
                new RoleId(row.getUUID("id")),
                new ServerId(row.getUUID("server_id")),
                row.getString("name"),
                row.getInteger("color"),
                Json.readOwn(row.getString("permissions"), Permissions.class),
                row.getInteger("position"),
                row.getBoolean("hoist"),
                row.getBoolean("mentionable"));
    }

    /**
     * The column {@code overwrites}, for {@link #channel}, always in the same order.
     *
     * @param channel a column or parameter: the channel's id
     */
    public static String overwrites(String channel) {
        return """
                (SELECT json_agg(json_strip_nulls(json_build_object(
                            'roleId', o.role_id, 'userId', o.user_id, 'allow', o.allow, 'deny', o.deny))
                            ORDER BY o.role_id, o.user_id)::text
                   FROM channel_overwrites o WHERE o.channel_id = %s) AS overwrites
                """.formatted(channel);
    }

    /** A channel, from the columns of {@code channels} and that of {@link #overwrites}. */
    public static Channel channel(Row row) {
        var server = Rows.idOrNull(row, "server_id");
        var parent = Rows.idOrNull(row, "parent_id");
        var overwritten = Rows.textOrNull(row, "overwrites");
        return new Channel(
                new ChannelId(row.getUUID("id")),
                server == null ? null : new ServerId(server),
                row.getString("name"),
                ChannelType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getInteger("position"),
                Rows.textOrNull(row, "topic"),
                parent == null ? null : new ChannelId(parent),
                row.getInteger("slow_mode"),
                overwritten == null ? List.of() : List.of(Json.readOwn(overwritten, Overwrite[].class)),
                Rows.time(row, "created_at"));
    }

    /** A server's own emoji, from the columns of {@code server_emoji}. */
    public static ServerEmoji emoji(Row row) {
        return new ServerEmoji(
                new EmojiId(row.getUUID("id")),
                new ServerId(row.getUUID("server_id")),
                row.getString("name"),
                row.getString("url"));
    }

    /**
     * Somebody, from three columns of {@code users} that are called after who they are here.
     *
     * @param id null when the account is gone, or nobody is meant
     * @param who what the names of the columns begin with, before {@code _}
     */
    public static @Nullable Author author(Row row, @Nullable UUID id, String who) {
        return id == null
                ? null
                : new Author(
                        new UserId(id),
                        row.getString(who + "_username"),
                        row.getString(who + "_display_name"),
                        Rows.textOrNull(row, who + "_avatar_url"));
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

    /**
     * A message, from the columns of {@code messages} and those of its author, {@code embeds} and {@code system} as
     * text.
     *
     * @param nonce as it is told to whom it concerns
     */
    public static Message message(
            Row row,
            ChannelId channel,
            List<Message.Reaction> reactions,
            List<UserId> mentions,
            @Nullable Nonce nonce) {
        var reply = Rows.idOrNull(row, "reply_to");
        var system = Rows.textOrNull(row, "system");
        return new Message(
                new MessageId(row.getUUID("id")),
                channel,
                row.getLong("seq"),
                author(row),
                importedAuthor(row),
                row.getString("content"),
                MessageType.valueOf(row.getString("message_type").toUpperCase(Locale.ROOT)),
                reply == null ? null : new MessageId(reply),
                row.getBoolean("pinned"),
                List.of(),
                reactions,
                mentions,
                Arrays.stream(row.getArrayOfUUIDs("mention_roles"))
                        .map(RoleId::new)
                        .toList(),
                embeds(row.getString("embeds")),
                row.getInteger("flags"),
                Rows.idOrNull(row, "thread_id"),
                system == null ? null : Json.readOwn(system, SystemMessage.class),
                nonce,
                Rows.time(row, "created_at"),
                Rows.timeOrNull(row, "updated_at"));
    }

    /** The previews of a message, from their text. */
    @SuppressWarnings("unchecked") // a JSON object is read as exactly that
    public static List<Map<String, Object>> embeds(String json) {
        return json.equals("[]")
                ? List.of()
                : Arrays.stream(Json.readOwn(json, Map[].class))
                        .map(embed -> (Map<String, Object>) embed)
                        .toList();
    }

    private record Imported(String displayName) {}
}
