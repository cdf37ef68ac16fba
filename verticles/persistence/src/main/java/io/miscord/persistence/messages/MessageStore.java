package io.miscord.persistence.messages;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Author;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.previews.Links;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statements that write messages: groups of new ones, and changes of one. */
final class MessageStore {
    private static final String APPEND = """
            SELECT status, id, seq, created_at, username, display_name, avatar_url, mentions, wait
              FROM append_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """;

    private static final String IN_CHANNEL =
            "SELECT 1 FROM messages WHERE id = $1 AND channel_id = $2 AND deleted_at IS NULL";

    /** Which of these roles one may call; everybody's is not called by its id. In the order of what is stored. */
    private static final String CALLABLE = """
            SELECT id FROM roles
             WHERE server_id = $1 AND id = ANY ($2) AND position > 0 AND (mentionable OR $3)
             ORDER BY id
            """;

    /** Of a link that is no longer in the text the preview goes with the edit. */
    private static final String EDIT = """
            UPDATE messages
               SET content = $2, updated_at = now(),
                   embeds = (SELECT coalesce(jsonb_agg(e.embed ORDER BY e.place), '[]')
                               FROM jsonb_array_elements(embeds) WITH ORDINALITY e (embed, place)
                              WHERE e.embed ->> 'url' = ANY ($3))
             WHERE id = $1
            RETURNING updated_at, embeds::text AS embeds
            """;

    private static final String UNMENTION = "DELETE FROM mentions WHERE message_id = ANY ($1)";

    private static final String MENTION = """
            WITH named AS (
                INSERT INTO mentions (message_id, user_id)
                SELECT $1, t.user_id
                  FROM unnest($3::uuid[]) AS t (user_id)
                 WHERE EXISTS (SELECT FROM members m WHERE m.server_id = $2 AND m.user_id = t.user_id)
                    OR EXISTS (SELECT FROM dm_participants d WHERE d.conversation_id = $2 AND d.user_id = t.user_id)
                RETURNING user_id)
            SELECT user_id FROM named ORDER BY user_id
            """;

    /** The text goes at once; the row stays, so that history and stream keep their numbers. */
    private static final String DELETE = """
            UPDATE messages
               SET deleted_at = now(), content = '', embeds = '[]', pinned = false, pinned_at = NULL,
                   mention_roles = '{}', system = NULL
             WHERE id = ANY ($1)
            """;

    /** What is gone calls nobody, and nobody has an unread call of it. */
    private static final String UNMARK = "DELETE FROM mention_marks WHERE message_id = ANY ($1)";

    /** In the order in which everybody locks several; those that are deleted already come too. */
    private static final String LOCK = """
            SELECT id, seq, deleted_at IS NULL AS there FROM messages
             WHERE id = ANY ($1) AND channel_id = $2
             ORDER BY id FOR NO KEY UPDATE
            """;

    /** Whoever pins waits for whoever pins: the number of pins is that of all. */
    private static final String PINNING = "SELECT 1 FROM channels WHERE id = $1 FOR NO KEY UPDATE";

    private static final String PIN = "UPDATE messages SET pinned = true, pinned_at = now() WHERE id = $1";

    private static final String UNPIN = "UPDATE messages SET pinned = false, pinned_at = NULL WHERE id = $1";

    private static final String PINNED = "SELECT count(*) FROM messages WHERE channel_id = $1 AND pinned";

    private static final String REACT =
            "INSERT INTO reactions (message_id, emoji, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    private static final String UNREACT = "DELETE FROM reactions WHERE message_id = $1 AND emoji = $2 AND user_id = $3";

    private static final String HAS_EMOJI = "SELECT 1 FROM emoji WHERE server_id = $1 AND id = $2 AND name = $3";

    private static final String KINDS = "SELECT count(DISTINCT emoji) FROM reactions WHERE message_id = $1";

    private static final String COUNT = "SELECT count(*) FROM reactions WHERE message_id = $1 AND emoji = $2";

    /**
     * Stores a group; what became of each, in order.
     *
     * @param committed is told too, even if the answer comes too late for the future
     */
    Future<List<Outcome>> append(
            Database database, int writer, List<Outgoing> group, boolean again, Consumer<List<Outcome>> committed) {
        return database.write(writer, APPEND, columns(group, again), rows -> {
            var outcomes = new ArrayList<Outcome>(group.size());
            int i = 0;
            for (var row : rows) {
                outcomes.add(outcome(row, group.get(i++)));
            }
            committed.accept(outcomes);
            return outcomes;
        });
    }

    boolean isIn(Queries queries, MessageId message, ChannelId channel) {
        return queries.change(IN_CHANNEL, message.value(), channel.value()) > 0;
    }

    /**
     * Which of these roles of a server somebody may call.
     *
     * @param all whether they may call any
     */
    List<RoleId> callable(Queries queries, ServerId server, List<RoleId> roles, boolean all) {
        var ids = roles.stream().map(RoleId::value).toArray(UUID[]::new);
        var callable = new ArrayList<RoleId>();
        for (var row : queries.run(CALLABLE, server.value(), ids, all)) {
            callable.add(new RoleId(row.getUUID("id")));
        }
        return callable;
    }

    /** What an edit leaves: when it was, and the previews that still belong to the text. */
    record Edited(Instant at, List<Map<String, Object>> embeds) {}

    Edited edit(Queries queries, MessageId message, String content) {
        var links = Links.in(content).toArray(String[]::new);
        return queries.first(
                        row -> new Edited(Rows.time(row, "updated_at"), Views.embeds(row.getString("embeds"))),
                        EDIT,
                        message.value(),
                        content,
                        links)
                .orElseThrow();
    }

    /** Stores whom the text names now; returns those who are there to be named. */
    List<UserId> mention(Queries queries, MessageId message, AccessDomain domain, List<UserId> named) {
        queries.change(UNMENTION, (Object) new UUID[] {message.value()});
        var there = new ArrayList<UserId>();
        if (!named.isEmpty()) {
            var users = named.stream().map(UserId::value).toArray(UUID[]::new);
            queries.run(MENTION, message.value(), domain.value(), users)
                    .forEach(row -> there.add(new UserId(row.getUUID("user_id"))));
        }
        return there;
    }

    /**
     * Messages of a channel that nobody else changes until the commit.
     *
     * @param known how many there are, and were
     * @param there those of them that are not deleted yet, in order
     * @param seqs their seqs, in the same order
     */
    record Locked(int known, List<MessageId> there, List<Long> seqs) {}

    Locked lock(Queries queries, ChannelId channel, Collection<MessageId> messages) {
        int known = 0;
        var seqs = new ArrayList<Long>();
        var there = new ArrayList<MessageId>();
        for (var row : queries.run(LOCK, ids(messages), channel.value())) {
            known++;
            if (row.getBoolean("there")) {
                there.add(new MessageId(row.getUUID("id")));
                seqs.add(row.getLong("seq"));
            }
        }
        return new Locked(known, there, seqs);
    }

    /** Deletes messages that are locked. */
    void delete(Queries queries, Collection<MessageId> messages) {
        var gone = ids(messages);
        queries.change(DELETE, (Object) gone);
        queries.change(UNMENTION, (Object) gone);
        queries.change(UNMARK, (Object) gone);
    }

    /** From now to the commit nobody else pins anything in the channel. */
    void lockPins(Queries queries, ChannelId channel) {
        queries.run(PINNING, channel.value());
    }

    void pin(Queries queries, MessageId message) {
        queries.change(PIN, message.value());
    }

    void unpin(Queries queries, MessageId message) {
        queries.change(UNPIN, message.value());
    }

    long pinned(Queries queries, ChannelId channel) {
        return count(queries.first(row -> row.getLong(0), PINNED, channel.value()));
    }

    boolean react(Queries queries, MessageId message, String emoji, UserId user) {
        return queries.change(REACT, message.value(), emoji, user.value()) > 0;
    }

    boolean unreact(Queries queries, MessageId message, String emoji, UserId user) {
        return queries.change(UNREACT, message.value(), emoji, user.value()) > 0;
    }

    /** Whether an emoji is one of the server's own. */
    boolean hasEmoji(Queries queries, ServerId server, ReactionEmoji.Own emoji) {
        return queries.change(HAS_EMOJI, server.value(), emoji.id().value(), emoji.name()) > 0;
    }

    long kinds(Queries queries, MessageId message) {
        return count(queries.first(row -> row.getLong(0), KINDS, message.value()));
    }

    long reactions(Queries queries, MessageId message, String emoji) {
        return count(queries.first(row -> row.getLong(0), COUNT, message.value(), emoji));
    }

    private static UUID[] ids(Collection<MessageId> messages) {
        return messages.stream().map(MessageId::value).toArray(UUID[]::new);
    }

    private static long count(Optional<Long> count) {
        return count.orElse(0L);
    }

    private static Tuple columns(List<Outgoing> group, boolean again) {
        Function<Outgoing, List<UUID>> people =
                next -> next.mentions().people().stream().map(UserId::value).toList();
        Function<Outgoing, List<UUID>> targets = next -> next.mentions().targets(next.domain());
        return Tuple.wrap(new Object[] {
            array(group, next -> next.id().value(), UUID[]::new),
            array(group, next -> next.channel().value(), UUID[]::new),
            array(group, next -> next.domain().value(), UUID[]::new),
            array(group, Outgoing::version, Long[]::new),
            array(group, next -> next.author().value(), UUID[]::new),
            array(group, next -> next.nonce() == null ? null : next.nonce().value(), String[]::new),
            array(group, Outgoing::content, String[]::new),
            array(group, next -> next.replyTo() == null ? null : next.replyTo().value(), UUID[]::new),
            places(group, people),
            all(group, people),
            array(group, next -> next.mentions().flags(), Integer[]::new),
            array(group, Outgoing::slowMode, Integer[]::new),
            places(group, targets),
            all(group, targets),
            again
        });
    }

    /** For each id of each message the message's place in the group, from one. */
    private static Long[] places(List<Outgoing> group, Function<Outgoing, List<UUID>> ids) {
        return IntStream.range(0, group.size())
                .boxed()
                .flatMap(i -> Collections.nCopies(ids.apply(group.get(i)).size(), i + 1L).stream())
                .toArray(Long[]::new);
    }

    private static UUID[] all(List<Outgoing> group, Function<Outgoing, List<UUID>> ids) {
        return group.stream().flatMap(next -> ids.apply(next).stream()).toArray(UUID[]::new);
    }

    private static <V> @Nullable V[] array(
            List<Outgoing> group, Function<Outgoing, @Nullable V> column, IntFunction<@Nullable V[]> of) {
        @Nullable V[] values = of.apply(group.size());
        IntStream.range(0, group.size()).forEach(i -> values[i] = column.apply(group.get(i)));
        return values;
    }

    private static Outcome outcome(Row row, Outgoing message) {
        return switch (row.getString("status")) {
            case "stored" -> stored(row, message);
            // The one that is there is this very message, of a try whose end nobody saw.
            case "duplicate" ->
                row.getUUID("id").equals(message.id().value())
                        ? stored(row, message)
                        : new Outcome.Duplicate(new MessageId(row.getUUID("id")), row.getLong("seq"));
            case "stale" -> new Outcome.Stale();
            case "slow" -> new Outcome.Slow(row.getInteger("wait"));
            default -> throw new IllegalStateException("unknown outcome " + row.getString("status"));
        };
    }

    private static Outcome stored(Row row, Outgoing message) {
        var author = new Author(
                message.author(),
                row.getString("username"),
                row.getString("display_name"),
                Rows.textOrNull(row, "avatar_url"));
        var mentions = row.getArrayOfUUIDs("mentions");
        return new Outcome.Stored(
                message.id(),
                row.getLong("seq"),
                Rows.time(row, "created_at"),
                author,
                mentions == null
                        ? List.of()
                        : java.util.Arrays.stream(mentions).map(UserId::new).toList());
    }
}
