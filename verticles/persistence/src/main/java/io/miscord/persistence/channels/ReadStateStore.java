package io.miscord.persistence.channels;

import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.Unread;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Membership;
import io.miscord.persistence.sql.Queries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about how far people have read. One's own messages are read: no call among them is counted. */
final class ReadStateStore {
    /** Nobody can have read what is not there yet, and nobody unreads; nothing read is what holds without a row. */
    private static final String READ = """
            INSERT INTO read_states AS r (user_id, channel_id, seq)
            SELECT $1, $2, least($3, h.last_seq) FROM stream_heads h
             WHERE h.stream_id = $2 AND least($3, h.last_seq) > 0
                ON CONFLICT (user_id, channel_id) DO UPDATE SET seq = excluded.seq, updated_at = now()
             WHERE r.seq < excluded.seq
            RETURNING seq
            """;

    /** Up to the last message of each channel; in the order of their ids, as everybody locks more than one. */
    private static final String READ_ALL = """
            INSERT INTO read_states AS r (user_id, channel_id, seq)
            SELECT $1, h.stream_id, h.last_message_seq FROM stream_heads h
             WHERE h.stream_id = ANY ($2) AND h.last_message_seq > 0
             ORDER BY h.stream_id
                ON CONFLICT (user_id, channel_id) DO UPDATE SET seq = excluded.seq, updated_at = now()
             WHERE r.seq < excluded.seq
            RETURNING channel_id, seq
            """;

    /** The last message of each channel, and how far somebody has read it. */
    private static final String STANDING = """
            SELECT h.stream_id, h.last_message_seq, r.seq AS read
              FROM stream_heads h
              LEFT JOIN read_states r ON r.channel_id = h.stream_id AND r.user_id = $1
             WHERE h.stream_id = ANY ($2) AND h.last_message_seq > 0
            """;

    /** The marks that moved last: the person's other devices may have set them while this one was away. */
    private static final String READS = """
            SELECT r.channel_id, r.seq
              FROM read_states r
             WHERE r.user_id = $1 AND r.channel_id = ANY ($2)
             ORDER BY r.updated_at DESC
             LIMIT $3
            """;

    /** Counted as far as it is shown. */
    private static final String UNREAD = """
            SELECT h.last_message_seq, coalesce(r.seq, 0) AS seq,
                   (SELECT count(*) FROM (SELECT FROM messages m
                                           WHERE m.channel_id = h.stream_id AND m.seq > coalesce(r.seq, 0)
                                             AND m.deleted_at IS NULL
                                           LIMIT $3) u) AS unread
              FROM stream_heads h
              LEFT JOIN read_states r ON r.channel_id = h.stream_id AND r.user_id = $1
             WHERE h.stream_id = $2
            """;

    /**
     * Calls in what is unread: of the person by name, of roles that they have, and of everybody. Of more channels than
     * so many ($8), conversations and those that the person read last are looked at. Each index scan is bounded; the
     * newest of each channel come first, so that a limit on all takes from where there are many.
     */
    private static final String CALLS = """
            WITH behind AS MATERIALIZED (
                SELECT c.channel_id, c.server_id, coalesce(r.seq, 0) AS read
                  FROM unnest($2::uuid[], $3::uuid[]) AS c (channel_id, server_id)
                  JOIN stream_heads h ON h.stream_id = c.channel_id
                  LEFT JOIN read_states r ON r.user_id = $1 AND r.channel_id = c.channel_id
                 WHERE h.last_message_seq > coalesce(r.seq, 0)
                 ORDER BY c.server_id IS NULL DESC, r.updated_at DESC NULLS LAST, c.channel_id DESC
                 LIMIT $8),
            targets AS MATERIALIZED (
                SELECT t.server_id, t.id FROM unnest($4::uuid[], $5::uuid[]) AS t (server_id, id)),
            called AS (
                SELECT b.channel_id, k.seq,
                       row_number() OVER (PARTITION BY b.channel_id ORDER BY k.seq DESC) AS nth
                  FROM behind b,
                       LATERAL (SELECT DISTINCT m.seq
                                  FROM (SELECT $1::uuid AS id
                                         UNION ALL
                                        SELECT t.id FROM targets t WHERE t.server_id = b.server_id) t,
                                       LATERAL (SELECT o.seq FROM mention_marks o
                                                 WHERE o.channel_id = b.channel_id AND o.target_id = t.id
                                                   AND o.seq > b.read
                                                 ORDER BY o.seq DESC LIMIT $6) m
                                 ORDER BY m.seq DESC LIMIT $6) k)
            SELECT channel_id, seq FROM called ORDER BY nth, channel_id LIMIT $7
            """;

    private static final int CALLS_PER_CHANNEL = 100;

    private static final int CALLS_IN_ALL = 2_000;
    private static final int CHANNELS_OF_CALLS = 1_000;
    private static final int MOST_UNREAD = 100;

    /** A channel, and the server that it is in; null for a conversation. */
    private record Place(ChannelId channel, @Nullable ServerId server) {}

    /** The read position, if it moved. */
    Optional<Long> read(Queries queries, UserId user, ChannelId channel, long seq) {
        return queries.first(row -> row.getLong("seq"), READ, user.value(), channel.value(), seq);
    }

    /** The read positions that moved. */
    Map<StreamId, Long> readAll(Queries queries, UserId user, Collection<Channel> channels) {
        var moved = new HashMap<StreamId, Long>();
        var ids = channels.stream().map(channel -> channel.id().value()).toArray(UUID[]::new);
        for (var row : queries.run(READ_ALL, user.value(), ids)) {
            moved.put(new StreamId(row.getUUID("channel_id")), row.getLong("seq"));
        }
        return moved;
    }

    /** How far somebody has read; of so many channels at most, those in which that moved last. */
    Answer.ReadStates reads(Queries queries, UserId user, Collection<StreamId> streams, int most) {
        var reads = new HashMap<StreamId, Long>();
        for (var row : queries.run(READS, user.value(), ids(streams), most)) {
            reads.put(new StreamId(row.getUUID("channel_id")), row.getLong("seq"));
        }
        return new Answer.ReadStates(Map.of(), reads, Map.of());
    }

    /** The last message of channels that have any, and how far somebody has read those that they have. */
    Answer.ReadStates standing(Queries queries, UserId user, Collection<StreamId> streams) {
        var heads = new HashMap<StreamId, Long>();
        var reads = new HashMap<StreamId, Long>();
        for (var row : queries.run(STANDING, user.value(), ids(streams))) {
            var stream = new StreamId(row.getUUID("stream_id"));
            heads.put(stream, row.getLong("last_message_seq"));
            var read = row.getLong("read");
            if (read != null) {
                reads.put(stream, read);
            }
        }
        return new Answer.ReadStates(heads, reads, Map.of());
    }

    /** A channel whose calls are known; its stream is there as long as it is. */
    Unread unread(Queries queries, UserId user, ChannelId channel, List<Long> calls) {
        return queries.first(
                        row -> new Unread(
                                channel,
                                row.getLong("seq"),
                                row.getLong("last_message_seq"),
                                row.getLong("unread").intValue(),
                                calls),
                        UNREAD,
                        user.value(),
                        channel.value(),
                        MOST_UNREAD)
                .orElseThrow();
    }

    /**
     * The seqs of unread messages that call somebody, by channel and the newest first.
     *
     * @param servers what they are in the servers of these channels
     */
    Map<StreamId, List<Long>> calls(
            Queries queries,
            UserId user,
            Collection<Channel> channels,
            Collection<ChannelId> conversations,
            Map<ServerId, Membership> servers) {
        var places = new ArrayList<Place>();
        channels.forEach(channel -> places.add(new Place(channel.id(), channel.serverId())));
        conversations.forEach(conversation -> places.add(new Place(conversation, null)));
        return calls(queries, user, places, List.copyOf(servers.entrySet()));
    }

    private static Map<StreamId, List<Long>> calls(
            Queries queries, UserId user, List<Place> places, List<Map.Entry<ServerId, Membership>> servers) {
        var owners = new ArrayList<UUID>();
        var targets = new ArrayList<UUID>();
        servers.forEach(entry -> {
            var server = entry.getKey().value();
            targets.add(server);
            entry.getValue().roles().forEach(role -> targets.add(role.value()));
            while (owners.size() < targets.size()) {
                owners.add(server);
            }
        });
        var calls = new HashMap<StreamId, List<Long>>();
        for (var row : queries.run(
                CALLS,
                user.value(),
                places.stream().map(place -> place.channel.value()).toArray(UUID[]::new),
                places.stream()
                        .map(place -> place.server == null ? null : place.server.value())
                        .toArray(UUID[]::new),
                owners.toArray(UUID[]::new),
                targets.toArray(UUID[]::new),
                CALLS_PER_CHANNEL,
                CALLS_IN_ALL,
                CHANNELS_OF_CALLS)) {
            calls.computeIfAbsent(new StreamId(row.getUUID("channel_id")), stream -> new ArrayList<>())
                    .add(row.getLong("seq"));
        }
        return calls;
    }

    private static UUID[] ids(Collection<StreamId> streams) {
        return streams.stream().map(StreamId::value).toArray(UUID[]::new);
    }
}
