package io.miscord.persistence.channels;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Server;
import io.miscord.contract.ServerId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about the channels of servers. */
final class ChannelStore {
    private static final String OVERWRITES = Views.overwrites("channels.id");

    private static final String INSERT = """
            INSERT INTO channels (id, server_id, name, type, position, topic, parent_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING *,
            """ + OVERWRITES;

    private static final String OF_SERVERS = """
            SELECT *,
            """ + OVERWRITES + """
              FROM channels
             WHERE server_id = ANY ($1) AND deleted_at IS NULL
             ORDER BY server_id, position, id
            """;

    private static final String UPDATE = """
            UPDATE channels
               SET name = coalesce($2, name),
                   topic = CASE WHEN $3 THEN $4 ELSE topic END,
                   slow_mode = coalesce($5, slow_mode)
             WHERE id = $1
            RETURNING *,
            """ + OVERWRITES;

    /** Whoever moves channels holds this; it holds up nobody who writes or joins. */
    private static final String LOCK_ORDER = "SELECT 1 FROM servers WHERE id = $1 FOR NO KEY UPDATE";

    private static final String PLACE = """
            UPDATE channels SET position = m.position, parent_id = m.parent
              FROM unnest($1::uuid[], $2::integer[], $3::uuid[]) m (channel, position, parent)
             WHERE channels.id = m.channel
            RETURNING channels.*,
            """ + OVERWRITES;

    private static final String COPY_OVERWRITES = """
            INSERT INTO channel_overwrites (channel_id, role_id, user_id, allow, deny)
            SELECT $2, role_id, user_id, allow, deny FROM channel_overwrites WHERE channel_id = $1
            """;

    private static final String DELETE = "UPDATE channels SET deleted_at = now() WHERE id = $1";

    private static final String SILENCE =
            "UPDATE servers SET system_channel_id = NULL, updated_at = now() WHERE system_channel_id = $1 RETURNING *";

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

    Optional<Channel> update(
            Queries queries,
            ChannelId channel,
            @Nullable String name,
            boolean setTopic,
            @Nullable String topic,
            @Nullable Integer slowMode) {
        return queries.first(Views::channel, UPDATE, channel.value(), name, setTopic, topic, slowMode);
    }

    /** From now to the commit nobody else moves channels of this server. */
    void lockOrder(Queries queries, ServerId server) {
        queries.run(LOCK_ORDER, server.value());
    }

    /** Writes the places of these channels, and returns them as they are now, in the same order. */
    Map<ChannelId, Channel> place(Queries queries, List<Channel> moved) {
        var ids = moved.stream().map(channel -> channel.id().value()).toArray(UUID[]::new);
        var positions = moved.stream().map(Channel::position).toArray(Integer[]::new);
        var parents = moved.stream().map(ChannelStore::parent).toArray(UUID[]::new);
        var placed = new LinkedHashMap<ChannelId, Channel>();
        moved.forEach(channel -> placed.put(channel.id(), channel));
        for (var row : queries.run(PLACE, ids, positions, parents)) {
            var channel = Views.channel(row);
            placed.put(channel.id(), channel);
        }
        return placed;
    }

    /** A channel says of everybody what another one does. */
    void copyOverwrites(Queries queries, ChannelId from, ChannelId to) {
        queries.change(COPY_OVERWRITES, from.value(), to.value());
    }

    void delete(Queries queries, ChannelId channel) {
        queries.change(DELETE, channel.value());
    }

    /** The server that told of itself in this channel, and tells nowhere from now on; none if it did not. */
    Optional<Server> silence(Queries queries, ChannelId channel) {
        return queries.first(Views::server, SILENCE, channel.value());
    }

    private static @Nullable UUID parent(Channel channel) {
        var parent = channel.parentId();
        return parent == null ? null : parent.value();
    }
}
