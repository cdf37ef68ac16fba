package io.miscord.persistence.streams;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The statements about who may see which streams. */
final class StreamStore {
    private static final String VERSIONS = "SELECT domain_id, version FROM access_versions WHERE domain_id = ANY ($1)";

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

    private static final String MEMBERSHIPS = """
            SELECT m.server_id, m.user_id
              FROM members m
              JOIN servers s ON s.id = m.server_id AND s.deleted_at IS NULL
             WHERE m.user_id = ANY ($1)
            """;

    private static final String VERSION = "SELECT version FROM access_versions WHERE domain_id = $1";

    /** The last message of channels that have any, and how far somebody has read those that they have. */
    record Standing(Map<StreamId, Long> heads, Map<StreamId, Long> reads) {}

    /** How far somebody has read; of so many channels at most, those in which that moved last. */
    Standing reads(Queries queries, UserId user, Collection<StreamId> streams, int most) {
        var ids = streams.stream().map(StreamId::value).toArray(UUID[]::new);
        var reads = new HashMap<StreamId, Long>();
        for (var row : queries.run(READS, user.value(), ids, most)) {
            reads.put(new StreamId(row.getUUID("channel_id")), row.getLong("seq"));
        }
        return new Standing(Map.of(), reads);
    }

    Standing standing(Queries queries, UserId user, Collection<StreamId> streams) {
        var ids = streams.stream().map(StreamId::value).toArray(UUID[]::new);
        var heads = new HashMap<StreamId, Long>();
        var reads = new HashMap<StreamId, Long>();
        for (var row : queries.run(STANDING, user.value(), ids)) {
            var stream = new StreamId(row.getUUID("stream_id"));
            heads.put(stream, row.getLong("last_message_seq"));
            var read = row.getLong("read");
            if (read != null) {
                reads.put(stream, read);
            }
        }
        return new Standing(heads, reads);
    }

    Map<ServerId, Set<UserId>> memberships(Queries queries, Collection<UserId> users) {
        var people = users.stream().map(UserId::value).toArray(UUID[]::new);
        var members = new HashMap<ServerId, Set<UserId>>();
        queries.run(MEMBERSHIPS, (Object) people)
                .forEach(row -> members.computeIfAbsent(
                                new ServerId(row.getUUID("server_id")), server -> new HashSet<>())
                        .add(new UserId(row.getUUID("user_id"))));
        return members;
    }

    Map<UUID, Long> versions(Queries queries, Collection<ServerId> servers) {
        var versions = new HashMap<UUID, Long>();
        queries.run(VERSIONS, (Object) ids(servers))
                .forEach(row -> versions.put(row.getUUID("domain_id"), row.getLong("version")));
        return versions;
    }

    /** None when there never was such a domain. */
    Optional<Long> version(Queries queries, AccessDomain domain) {
        return queries.first(row -> row.getLong("version"), VERSION, domain.value());
    }

    private static UUID[] ids(Collection<ServerId> servers) {
        return servers.stream().map(ServerId::value).toArray(UUID[]::new);
    }
}
