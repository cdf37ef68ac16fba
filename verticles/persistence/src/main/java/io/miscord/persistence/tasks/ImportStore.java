package io.miscord.persistence.tasks;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Message;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.sql.Queries;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statements that append a slice of a file to a channel. */
final class ImportStore {
    /** Whoever is not in the server cannot have written there: their account is not taken from a file's word. */
    private static final String MEMBERS =
            "SELECT user_id AS id FROM members WHERE server_id = $1 AND user_id = ANY ($2)";

    private static final String THERE =
            "SELECT id FROM messages WHERE id = ANY ($1) AND channel_id = $2 AND deleted_at IS NULL";

    private static final String PINS = "SELECT count(*) FROM messages WHERE channel_id = $1 AND pinned";

    /** Nobody else numbers this stream from here to the commit; what follows sees what they did before. */
    private static final String LOCK = "SELECT last_seq FROM stream_heads WHERE stream_id = $1 FOR NO KEY UPDATE";

    private static final String MESSAGES = """
            INSERT INTO messages (id, channel_id, seq, user_id, imported_from, content, flags, message_type, reply_to,
                                  pinned, pinned_at, created_at, updated_at)
            SELECT m.id, $1, m.seq, m.user_id, m.imported_from, m.content, $2, m.message_type, m.reply_to,
                   m.pinned_at IS NOT NULL, m.pinned_at, m.created_at, m.updated_at
              FROM unnest($3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::uuid[],
                          $10::timestamptz[], $11::timestamptz[], $12::timestamptz[])
                AS m (id, seq, user_id, imported_from, content, message_type, reply_to, pinned_at, created_at,
                      updated_at)
             ORDER BY m.seq
            """;

    private static final String EVENTS = """
            INSERT INTO stream_events
                   (stream_id, seq, kind, subject_id, domain_id, access_version, payload, created_at)
            SELECT $1, $2 + e.ord, e.kind, e.subject_id, $3, $4, e.payload, clock_timestamp()
              FROM unnest($5::text[], $6::uuid[], $7::text[]) WITH ORDINALITY AS e (kind, subject_id, payload, ord)
            """;

    /** Their order is kept: each is a millisecond later than the one before. */
    private static final String REACTIONS = """
            INSERT INTO reactions (message_id, emoji, user_id, created_at)
            SELECT r.message_id, r.emoji, r.user_id, now() + r.ord * interval '1 millisecond'
              FROM unnest($1::uuid[], $2::text[], $3::uuid[]) WITH ORDINALITY AS r (message_id, emoji, user_id, ord)
            """;

    private static final String MOVE = """
            UPDATE stream_heads SET last_seq = $2, last_message_seq = greatest(last_message_seq, $3)
             WHERE stream_id = $1
            """;

    /** A message as it is stored; its seq counts from the head of the channel. */
    record Row(
            UUID id,
            long place,
            @Nullable UUID user,
            @Nullable String from,
            String content,
            String type,
            @Nullable UUID replyTo,
            @Nullable Instant pinnedAt,
            Instant createdAt,
            @Nullable Instant editedAt) {}

    /** An event as it is logged, in the order of its slice. */
    record Logged(String kind, UUID subject, @Nullable String payload) {}

    /** A reaction as it is stored. */
    record Reaction(UUID message, String emoji, UUID user) {}

    /** Those of these people who are members of the channel's server. */
    Set<UserId> members(Queries queries, Grant grant, Collection<UserId> asked) {
        var found = new HashSet<UserId>();
        var server = grant.channel().serverId();
        if (server != null && !asked.isEmpty()) {
            queries.run(
                            MEMBERS,
                            server.value(),
                            asked.stream().map(UserId::value).toArray(UUID[]::new))
                    .forEach(row -> found.add(new UserId(row.getUUID("id"))));
        }
        return found;
    }

    /** Those of these messages that are in the channel. */
    Set<UUID> there(Queries queries, Collection<UUID> asked, ChannelId channel) {
        var found = new HashSet<UUID>();
        if (!asked.isEmpty()) {
            queries.run(THERE, asked.toArray(UUID[]::new), channel.value())
                    .forEach(row -> found.add(row.getUUID("id")));
        }
        return found;
    }

    long pins(Queries queries, ChannelId channel) {
        return queries.first(row -> row.getLong(0), PINS, channel.value()).orElse(0L);
    }

    /** Locks the head of a channel, the last lock of the transaction; none when the channel is gone. */
    Optional<Long> lock(Queries queries, ChannelId channel) {
        return queries.first(row -> row.getLong("last_seq"), LOCK, channel.value());
    }

    /** Appends a slice behind this head. */
    void append(
            Queries queries, Grant grant, long head, List<Row> rows, List<Logged> events, List<Reaction> reactions) {
        var channel = grant.channel().id().value();
        queries.run(
                MESSAGES,
                channel,
                Message.IMPORTED,
                array(rows, Row::id, UUID[]::new),
                array(rows, row -> head + row.place(), Long[]::new),
                array(rows, Row::user, UUID[]::new),
                array(rows, Row::from, String[]::new),
                array(rows, Row::content, String[]::new),
                array(rows, Row::type, String[]::new),
                array(rows, Row::replyTo, UUID[]::new),
                array(rows, row -> time(row.pinnedAt()), OffsetDateTime[]::new),
                array(rows, row -> time(row.createdAt()), OffsetDateTime[]::new),
                array(rows, row -> time(row.editedAt()), OffsetDateTime[]::new));
        if (!reactions.isEmpty()) {
            queries.run(
                    REACTIONS,
                    array(reactions, Reaction::message, UUID[]::new),
                    array(reactions, Reaction::emoji, String[]::new),
                    array(reactions, Reaction::user, UUID[]::new));
        }
        queries.run(
                EVENTS,
                channel,
                head,
                grant.domain().value(),
                grant.version(),
                array(events, Logged::kind, String[]::new),
                array(events, Logged::subject, UUID[]::new),
                array(events, Logged::payload, String[]::new));
        queries.run(MOVE, channel, head + events.size(), head + rows.getLast().place());
    }

    private static <T, V> @Nullable V[] array(
            List<T> rows, Function<T, @Nullable V> column, IntFunction<@Nullable V[]> of) {
        @Nullable V[] values = of.apply(rows.size());
        IntStream.range(0, rows.size()).forEach(i -> values[i] = column.apply(rows.get(i)));
        return values;
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
