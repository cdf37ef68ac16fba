package io.miscord.persistence.channels;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about the channels of servers. */
final class ChannelStore {
    private static final String INSERT = """
            INSERT INTO channels (id, server_id, name, type, position, topic, parent_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING *
            """;

    private static final String OF_SERVERS = """
            SELECT * FROM channels
             WHERE server_id = ANY ($1) AND deleted_at IS NULL
             ORDER BY server_id, position, id
            """;

    private static final String COUNT = """
            SELECT count(*) AS count, coalesce(max(position), -1) + 1 AS next
              FROM channels WHERE server_id = $1 AND deleted_at IS NULL
            """;

    private static final String CATEGORY =
            "SELECT 1 FROM channels WHERE id = $1 AND server_id = $2 AND type = 'category' AND deleted_at IS NULL";

    private static final String UPDATE = """
            UPDATE channels
               SET name = coalesce($2, name),
                   topic = CASE WHEN $3 THEN $4 ELSE topic END,
                   position = coalesce($5, position)
             WHERE id = $1
            RETURNING *
            """;

    private static final String DELETE = "UPDATE channels SET deleted_at = now() WHERE id = $1";

    private static final String ORPHAN =
            "UPDATE channels SET parent_id = NULL WHERE parent_id = $1 AND deleted_at IS NULL RETURNING *";

    /** Nobody can have read what is not there yet, and nobody unreads; nothing read is what holds without a row. */
    private static final String READ = """
            INSERT INTO read_states AS r (user_id, channel_id, seq)
            SELECT $1, $2, least($3, h.last_seq) FROM stream_heads h
             WHERE h.stream_id = $2 AND least($3, h.last_seq) > 0
                ON CONFLICT (user_id, channel_id) DO UPDATE SET seq = excluded.seq, updated_at = now()
             WHERE r.seq < excluded.seq
            RETURNING seq
            """;

    /** How many channels a server has, and the position after the last. */
    record Count(long count, int next) {}

    Channel insert(
            Queries queries,
            ChannelId id,
            ServerId server,
            String name,
            ChannelType type,
            int position,
            @Nullable String topic,
            @Nullable ChannelId parent) {
        var parentId = parent == null ? null : parent.value();
        return queries.first(
                        Views::channel,
                        INSERT,
                        id.value(),
                        server.value(),
                        name,
                        type.name().toLowerCase(Locale.ROOT),
                        position,
                        topic,
                        parentId)
                .orElseThrow();
    }

    /** The channels of servers, in order. */
    Map<ServerId, List<Channel>> of(Queries queries, Collection<ServerId> servers) {
        var ids = servers.stream().map(ServerId::value).toArray(UUID[]::new);
        var channels = new HashMap<ServerId, List<Channel>>();
        for (var row : queries.run(OF_SERVERS, (Object) ids)) {
            channels.computeIfAbsent(new ServerId(row.getUUID("server_id")), id -> new ArrayList<>())
                    .add(Views.channel(row));
        }
        return channels;
    }

    Count count(Queries queries, ServerId server) {
        return queries.first(row -> new Count(row.getLong("count"), row.getInteger("next")), COUNT, server.value())
                .orElseThrow();
    }

    boolean isCategory(Queries queries, ChannelId channel, ServerId server) {
        return queries.change(CATEGORY, channel.value(), server.value()) > 0;
    }

    Optional<Channel> update(
            Queries queries,
            ChannelId channel,
            @Nullable String name,
            boolean setTopic,
            @Nullable String topic,
            @Nullable Integer position) {
        return queries.first(Views::channel, UPDATE, channel.value(), name, setTopic, topic, position);
    }

    void delete(Queries queries, ChannelId channel) {
        queries.change(DELETE, channel.value());
    }

    /** Takes the channels of a category out of it, and returns them as they are now. */
    List<Channel> orphan(Queries queries, ChannelId category) {
        return list(queries.run(ORPHAN, category.value()));
    }

    /** The read position, if it moved. */
    Optional<Long> read(Queries queries, UserId user, ChannelId channel, long seq) {
        return queries.first(row -> row.getLong("seq"), READ, user.value(), channel.value(), seq);
    }

    private static List<Channel> list(RowSet<Row> rows) {
        var channels = new ArrayList<Channel>();
        rows.forEach(row -> channels.add(Views.channel(row)));
        return channels;
    }
}
