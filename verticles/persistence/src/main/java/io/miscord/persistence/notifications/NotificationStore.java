package io.miscord.persistence.notifications;

import io.miscord.contract.Author;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.Notification;
import io.miscord.contract.NotificationId;
import io.miscord.contract.NotificationKind;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.ids.UuidV7;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statements about what people were told of. */
final class NotificationStore {
    /** Of a deleted message nothing is told any more; one that was read with its channel was read. */
    private static final String PAGE = """
            SELECT n.id, n.kind, n.by_id AS user_id, u.username, u.display_name, u.avatar_url, n.server_id,
                   n.channel_id, n.message_id, m.seq, n.code, n.created_at,
                   coalesce(n.read_at, CASE WHEN m.seq <= r.seq THEN r.updated_at END) AS read_at
              FROM notifications n
              LEFT JOIN users u ON u.id = n.by_id
              LEFT JOIN messages m ON m.id = n.message_id
              LEFT JOIN read_states r ON r.user_id = n.user_id AND r.channel_id = n.channel_id
             WHERE n.user_id = $1 AND n.id < $2 AND m.deleted_at IS NULL
             ORDER BY n.id DESC LIMIT $3
            """;

    private static final String UNREAD_PAGE = PAGE.replace(
            "ORDER BY",
            "  AND n.read_at IS NULL AND (m.seq IS NULL OR m.seq > coalesce(r.seq, 0))\n             ORDER BY");

    /** Those of these channels that somebody is in; whether they see them their roles say. */
    private static final String CHANNELS = """
            SELECT c.*,
            """ + Views.overwrites("c.id") + """
              FROM channels c
             WHERE c.id = ANY ($2) AND c.deleted_at IS NULL
               AND (EXISTS (SELECT FROM members m WHERE m.server_id = c.server_id AND m.user_id = $1)
                    OR EXISTS (SELECT FROM dm_participants d WHERE d.conversation_id = c.id AND d.user_id = $1))
            """;

    /** Nobody is told of a message twice. */
    private static final String INSERT = """
            INSERT INTO notifications (id, user_id, kind, by_id, server_id, channel_id, message_id, code)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[],
                                 $8::text[])
                ON CONFLICT (user_id, message_id) WHERE message_id IS NOT NULL DO NOTHING
            RETURNING id, created_at
            """;

    /** One that was not read yet says all that a second would. */
    private static final String INSERT_FRIEND = """
            INSERT INTO notifications (id, user_id, kind, by_id)
            SELECT $1, $2, 'friend', $3
             WHERE NOT EXISTS (SELECT FROM notifications
                                WHERE user_id = $2 AND by_id = $3 AND kind = 'friend' AND read_at IS NULL)
            RETURNING created_at
            """;

    private static final String AUTHOR =
            "SELECT id AS user_id, username, display_name, avatar_url FROM users WHERE id = $1";

    /** Rows are locked in the order of their ids, here and below: so two devices at once never wait for one another. */
    private static final String READ = """
            UPDATE notifications SET read_at = now()
             WHERE id = ANY (ARRAY (SELECT id FROM notifications
                                     WHERE user_id = $1 AND id = ANY ($2) AND read_at IS NULL
                                     ORDER BY id FOR UPDATE))
            RETURNING id
            """;

    private static final String READ_CHANNEL = """
            UPDATE notifications SET read_at = now()
             WHERE id = ANY (ARRAY (SELECT id FROM notifications
                                     WHERE user_id = $1 AND channel_id = $2 AND read_at IS NULL
                                     ORDER BY id LIMIT $3 FOR UPDATE))
            RETURNING id
            """;

    private static final String READ_ALL = """
            UPDATE notifications SET read_at = now()
             WHERE id = ANY (ARRAY (SELECT id FROM notifications
                                     WHERE user_id = $1 AND read_at IS NULL ORDER BY id LIMIT $2 FOR UPDATE))
            RETURNING id
            """;

    private static final String TRIM = """
            DELETE FROM notifications
             WHERE id = ANY (ARRAY (SELECT id FROM notifications WHERE id < $1 ORDER BY id LIMIT $2))
            """;

    /**
     * What is to be stored.
     *
     * @param user who is told
     * @param message what of; null where it is of none
     */
    record Draft(
            NotificationId id,
            UserId user,
            NotificationKind kind,
            @Nullable Author by,
            @Nullable ServerId server,
            ChannelId channel,
            MessageId message,
            long seq,
            @Nullable String code) {}

    /** One of a person's own, as they are told. */
    record Told(UserId user, Notification notification) {}

    List<Notification> page(Queries queries, UserId user, @Nullable UUID before, boolean unreadOnly, int limit) {
        var page = new ArrayList<Notification>();
        var from = Objects.requireNonNullElse(before, Cursor.LAST);
        queries.run(unreadOnly ? UNREAD_PAGE : PAGE, user.value(), from, limit)
                .forEach(row -> page.add(notification(row)));
        return page;
    }

    List<Channel> channels(Queries queries, UserId user, Collection<ChannelId> channels) {
        var found = new ArrayList<Channel>();
        queries.run(
                        CHANNELS,
                        user.value(),
                        channels.stream().map(ChannelId::value).toArray(UUID[]::new))
                .forEach(row -> found.add(Views.channel(row)));
        return found;
    }

    /** Stores those that are news, and returns these. */
    List<Told> insert(Queries queries, List<Draft> drafts) {
        var stored = new HashSet<UUID>();
        var told = new ArrayList<Told>();
        var rows = queries.run(
                INSERT,
                column(drafts, draft -> draft.id.value(), UUID[]::new),
                column(drafts, draft -> draft.user.value(), UUID[]::new),
                column(drafts, draft -> draft.kind.name().toLowerCase(Locale.ROOT), String[]::new),
                column(drafts, draft -> draft.by == null ? null : draft.by.id().value(), UUID[]::new),
                column(drafts, draft -> draft.server == null ? null : draft.server.value(), UUID[]::new),
                column(drafts, draft -> draft.channel.value(), UUID[]::new),
                column(drafts, draft -> draft.message.value(), UUID[]::new),
                column(drafts, Draft::code, String[]::new));
        if (rows.size() == 0) {
            return told;
        }
        var at = Rows.time(rows.iterator().next(), "created_at"); // the transaction's, so of all
        rows.forEach(row -> stored.add(row.getUUID("id")));
        for (var draft : drafts) {
            if (stored.contains(draft.id.value())) {
                told.add(new Told(
                        draft.user,
                        new Notification(
                                draft.id,
                                draft.kind,
                                draft.by,
                                draft.server,
                                draft.channel,
                                draft.message,
                                draft.seq,
                                draft.code,
                                null,
                                at)));
            }
        }
        return told;
    }

    /** Stores that somebody asked to be friends or accepted it; none where that would be no news. */
    Optional<Notification> insertFriend(Queries queries, UserId user, UserId by) {
        var id = new NotificationId(UuidV7.next());
        return queries.first(row -> Rows.time(row, "created_at"), INSERT_FRIEND, id.value(), user.value(), by.value())
                .map(at -> new Notification(
                        id,
                        NotificationKind.FRIEND,
                        queries.first(row -> Objects.requireNonNull(Views.author(row)), AUTHOR, by.value())
                                .orElse(null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        at));
    }

    Set<NotificationId> read(Queries queries, UserId user, Collection<NotificationId> ids) {
        return ids(
                queries,
                READ,
                user.value(),
                ids.stream().map(NotificationId::value).toArray(UUID[]::new));
    }

    Set<NotificationId> readChannel(Queries queries, UserId user, ChannelId channel, int limit) {
        return ids(queries, READ_CHANNEL, user.value(), channel.value(), limit);
    }

    Set<NotificationId> readAll(Queries queries, UserId user, int limit) {
        return ids(queries, READ_ALL, user.value(), limit);
    }

    /** Removes the oldest, as far as they are older than this id. */
    int trim(Queries queries, UUID before, int limit) {
        return queries.change(TRIM, before, limit);
    }

    private static Set<NotificationId> ids(Queries queries, String sql, Object... parameters) {
        var ids = new HashSet<NotificationId>();
        queries.run(sql, parameters).forEach(row -> ids.add(new NotificationId(row.getUUID("id"))));
        return ids;
    }

    private static <V> @Nullable V[] column(
            List<Draft> drafts, Function<Draft, @Nullable V> column, IntFunction<@Nullable V[]> of) {
        @Nullable V[] values = of.apply(drafts.size());
        IntStream.range(0, drafts.size()).forEach(i -> values[i] = column.apply(drafts.get(i)));
        return values;
    }

    private static Notification notification(Row row) {
        var server = Rows.idOrNull(row, "server_id");
        var channel = Rows.idOrNull(row, "channel_id");
        var message = Rows.idOrNull(row, "message_id");
        return new Notification(
                new NotificationId(row.getUUID("id")),
                NotificationKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Views.author(row),
                server == null ? null : new ServerId(server),
                channel == null ? null : new ChannelId(channel),
                message == null ? null : new MessageId(message),
                row.getLong("seq"),
                Rows.textOrNull(row, "code"),
                Rows.timeOrNull(row, "read_at"),
                Rows.time(row, "created_at"));
    }
}
