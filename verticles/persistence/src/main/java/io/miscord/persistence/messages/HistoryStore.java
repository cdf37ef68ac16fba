package io.miscord.persistence.messages;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Message;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The statements that read messages with all that belongs to them: three a page, whatever its size. */
final class HistoryStore {
    private static final String COLUMNS = """
            SELECT m.id, m.channel_id, m.seq, m.content, m.embeds::text AS embeds, m.flags, m.thread_id,
                   m.message_type, m.reply_to, m.pinned, m.created_at, m.updated_at,
                   m.user_id, m.imported_from, u.username, u.display_name, u.avatar_url
              FROM messages m
              LEFT JOIN users u ON u.id = m.user_id
            """;

    private static final String BEFORE = COLUMNS + """
             WHERE m.channel_id = $1 AND m.seq < $2 AND m.deleted_at IS NULL
             ORDER BY m.seq DESC LIMIT $3
            """;

    private static final String AFTER = COLUMNS + """
             WHERE m.channel_id = $1 AND m.seq > $2 AND m.deleted_at IS NULL
             ORDER BY m.seq ASC LIMIT $3
            """;

    private static final String PINS = COLUMNS + """
             WHERE m.channel_id = $1 AND m.pinned
             ORDER BY m.pinned_at DESC LIMIT $2
            """;

    private static final String ONE = COLUMNS + " WHERE m.id = $1";

    /** A message that was deleted keeps its place, so that a page can begin at it. */
    private static final String SEQ = "SELECT seq FROM messages WHERE id = $1 AND channel_id = $2";

    private static final String REACTIONS = """
            SELECT message_id, emoji, count(*) AS count, bool_or(user_id = $2) AS me
              FROM reactions
             WHERE message_id = ANY ($1)
             GROUP BY message_id, emoji
             ORDER BY message_id, min(created_at), emoji
            """;

    private static final String MENTIONS =
            "SELECT message_id, user_id FROM mentions WHERE message_id = ANY ($1) ORDER BY message_id, user_id";

    /** The seq of a message of this channel, a deleted one included. */
    Optional<Long> seqOf(Queries queries, MessageId message, ChannelId channel) {
        return queries.first(row -> row.getLong("seq"), SEQ, message.value(), channel.value());
    }

    /** The newest messages before a seq, newest first. */
    List<Message> before(Queries queries, ChannelId channel, long seq, int limit, UserId asker) {
        return whole(queries, queries.run(BEFORE, channel.value(), seq, limit), asker);
    }

    /** The oldest messages after a seq, newest first. */
    List<Message> after(Queries queries, ChannelId channel, long seq, int limit, UserId asker) {
        return whole(queries, queries.run(AFTER, channel.value(), seq, limit), asker)
                .reversed();
    }

    /** The pinned messages, newest pin first. */
    List<Message> pins(Queries queries, ChannelId channel, int limit, UserId asker) {
        return whole(queries, queries.run(PINS, channel.value(), limit), asker);
    }

    /** A message, a deleted one included, without its text. */
    Optional<Message> one(Queries queries, MessageId message, UserId asker) {
        return whole(queries, queries.run(ONE, message.value()), asker).stream().findFirst();
    }

    private static List<Message> whole(Queries queries, RowSet<Row> rows, UserId asker) {
        var ids = new ArrayList<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("id")));
        if (ids.isEmpty()) {
            return List.of();
        }
        var wanted = ids.toArray(UUID[]::new);
        var reactions = new HashMap<UUID, List<Message.Reaction>>();
        queries.run(REACTIONS, wanted, asker.value())
                .forEach(row -> reactions
                        .computeIfAbsent(row.getUUID("message_id"), id -> new ArrayList<>())
                        .add(new Message.Reaction(
                                row.getString("emoji"), row.getInteger("count"), row.getBoolean("me"))));
        var mentions = new HashMap<UUID, List<UserId>>();
        queries.run(MENTIONS, (Object) wanted)
                .forEach(row -> mentions.computeIfAbsent(row.getUUID("message_id"), id -> new ArrayList<>())
                        .add(new UserId(row.getUUID("user_id"))));
        var messages = new ArrayList<Message>();
        rows.forEach(row -> messages.add(message(row, reactions, mentions)));
        return messages;
    }

    private static Message message(
            Row row, Map<UUID, List<Message.Reaction>> reactions, Map<UUID, List<UserId>> mentions) {
        var id = row.getUUID("id");
        var reply = Rows.idOrNull(row, "reply_to");
        return new Message(
                new MessageId(id),
                new ChannelId(row.getUUID("channel_id")),
                row.getLong("seq"),
                Views.author(row),
                Views.importedAuthor(row),
                row.getString("content"),
                MessageType.valueOf(row.getString("message_type").toUpperCase(Locale.ROOT)),
                reply == null ? null : new MessageId(reply),
                row.getBoolean("pinned"),
                List.of(),
                reactions.getOrDefault(id, List.of()),
                mentions.getOrDefault(id, List.of()),
                embeds(row.getString("embeds")),
                row.getInteger("flags"),
                Rows.idOrNull(row, "thread_id"),
                null,
                Rows.time(row, "created_at"),
                Rows.timeOrNull(row, "updated_at"));
    }

    @SuppressWarnings("unchecked") // a JSON object is read as exactly that
    private static List<Map<String, Object>> embeds(String json) {
        return json.equals("[]")
                ? List.of()
                : Arrays.stream(Json.readOwn(json, Map[].class))
                        .map(embed -> (Map<String, Object>) embed)
                        .toList();
    }
}
