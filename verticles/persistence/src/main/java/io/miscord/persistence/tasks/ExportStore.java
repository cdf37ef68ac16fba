package io.miscord.persistence.tasks;

import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.tasks.ChannelFile.By;
import io.miscord.persistence.tasks.ChannelFile.Entry;
import io.miscord.persistence.tasks.ChannelFile.Reacted;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements that read a channel from its beginning to its end, each a bounded slice. */
final class ExportStore {
    private static final String LAST = "SELECT last_message_seq AS seq FROM stream_heads WHERE stream_id = $1";

    private static final String COUNT = """
            SELECT count(*) FROM messages
             WHERE channel_id = $1 AND seq > $2 AND seq <= $3 AND deleted_at IS NULL
            """;

    private static final String SLICE = """
            SELECT m.id, m.seq, m.message_type, m.content, m.created_at, m.updated_at, m.pinned_at, m.user_id,
                   m.imported_from, u.username, u.display_name, r.seq AS reply_seq
              FROM messages m
              LEFT JOIN users u ON u.id = m.user_id
              LEFT JOIN messages r ON r.id = m.reply_to AND r.channel_id = m.channel_id AND r.deleted_at IS NULL
             WHERE m.channel_id = $1 AND m.seq > $2 AND m.seq <= $3 AND m.deleted_at IS NULL
             ORDER BY m.seq LIMIT $4
            """;

    private static final String REACTIONS = """
            SELECT message_id, emoji, count(*) AS count,
                   (array_agg(user_id ORDER BY created_at, user_id))[1:$2::integer] AS users
              FROM reactions
             WHERE message_id = ANY ($1)
             GROUP BY message_id, emoji
             ORDER BY message_id, min(created_at), emoji
            """;

    /** The seq of a channel's last message; 0 when there is none. */
    long last(Queries queries, ChannelId channel) {
        return queries.first(row -> row.getLong("seq"), LAST, channel.value()).orElse(0L);
    }

    /** How many messages there are between two seqs, the second included. */
    long count(Queries queries, ChannelId channel, long after, long upTo) {
        return queries.first(row -> row.getLong(0), COUNT, channel.value(), after, upTo)
                .orElse(0L);
    }

    List<Entry> slice(Queries queries, ChannelId channel, long after, long upTo, int limit) {
        var rows = queries.run(SLICE, channel.value(), after, upTo, limit);
        var ids = new ArrayList<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("id")));
        var reactions = ids.isEmpty() ? Map.<UUID, List<Reacted>>of() : reactions(queries, ids);
        var entries = new ArrayList<Entry>();
        rows.forEach(row -> entries.add(entry(row, reactions.getOrDefault(row.getUUID("id"), List.of()))));
        return entries;
    }

    private static Map<UUID, List<Reacted>> reactions(Queries queries, List<UUID> messages) {
        var reactions = new HashMap<UUID, List<Reacted>>();
        queries.run(REACTIONS, messages.toArray(UUID[]::new), ChannelFile.MOST_USERS)
                .forEach(row -> reactions
                        .computeIfAbsent(row.getUUID("message_id"), id -> new ArrayList<>())
                        .add(new Reacted(
                                row.getString("emoji"),
                                row.getInteger("count"),
                                Arrays.stream(row.getArrayOfUUIDs("users"))
                                        .map(UserId::new)
                                        .toList())));
        return reactions;
    }

    private static Entry entry(Row row, List<Reacted> reactions) {
        return new Entry(
                new MessageId(row.getUUID("id")),
                row.getLong("seq"),
                MessageType.valueOf(row.getString("message_type").toUpperCase(Locale.ROOT)),
                author(row),
                row.getString("content"),
                Rows.time(row, "created_at"),
                Rows.timeOrNull(row, "updated_at"),
                row.getLong("reply_seq"),
                Rows.timeOrNull(row, "pinned_at"),
                reactions);
    }

    /** An author with an account here is named by it; any other by what the imported file said. */
    private static @Nullable By author(Row row) {
        var user = Rows.idOrNull(row, "user_id");
        var from = Rows.textOrNull(row, "imported_from");
        if (user != null) {
            return new By(new UserId(user), row.getString("username"), row.getString("display_name"));
        }
        return from == null ? null : Json.readOwn(from, By.class);
    }
}
