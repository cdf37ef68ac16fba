package io.miscord.persistence.channels;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Conversation;
import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.ProblemException;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about conversations. */
final class ConversationStore {
    private static final String FIND = "SELECT id FROM dm_conversations WHERE people = $1";

    /** Whoever blocks one of them waits, or is seen by the statement after this one. */
    private static final String LOCK = "SELECT id FROM users WHERE id = ANY ($1) ORDER BY id FOR SHARE";

    /**
     * One of these people who does not take a new conversation from the first one, those with a block first. Whoever
     * takes them from everybody is put into a group ($3) by friends and mates alone.
     */
    private static final String CLOSED = """
            SELECT u.display_name, t.blocked, t.takes = 'everyone' AS strange
              FROM users u
              LEFT JOIN user_settings s ON s.user_id = u.id
             CROSS JOIN LATERAL (
                   SELECT coalesce(s.settings->>'messagesFrom', 'everyone') AS takes,
                          EXISTS (SELECT FROM relationships r
                                   WHERE r.user_id = u.id AND r.other_id = $1 AND r.kind = 'friend') AS friend,
                          EXISTS (SELECT FROM relationships r
                                   WHERE r.user_id = u.id AND r.other_id = $1 AND r.kind = 'blocked')
                          OR EXISTS (SELECT FROM relationships r
                                      WHERE r.user_id = $1 AND r.other_id = u.id AND r.kind = 'blocked') AS blocked) t
             WHERE u.id = ANY ($2) AND u.id <> $1
               AND (t.blocked
                    OR NOT (t.friend OR (t.takes = 'everyone' AND NOT $3)
                            OR (t.takes <> 'friends'
                                AND EXISTS (SELECT FROM members a
                                              JOIN members b ON b.server_id = a.server_id AND b.user_id = u.id
                                              JOIN servers v ON v.id = a.server_id AND v.deleted_at IS NULL
                                             WHERE a.user_id = $1))))
             ORDER BY t.blocked DESC, u.id
             LIMIT 1
            """;

    private static final String INSERT_CHANNEL = "INSERT INTO channels (id, name, type) VALUES ($1, '', 'dm')";

    /** Waits for whoever is opening the same one, and then does nothing. */
    private static final String INSERT =
            "INSERT INTO dm_conversations (id, people, owner_id) VALUES ($1, $2, $3) ON CONFLICT (people) DO NOTHING";

    private static final String REMOVE_CHANNEL = "DELETE FROM channels WHERE id = $1";

    private static final String PARTICIPANTS =
            "INSERT INTO dm_participants (conversation_id, user_id) SELECT $1, unnest($2::uuid[])";

    /** A conversation's row for each of its people, beside what they are: {@code PEOPLE} says in which order. */
    private static final String COLUMNS = """
            SELECT d.id AS conversation_id, d.name AS conversation_name, d.owner_id AS group_owner,
                   coalesce(cardinality(d.people) = 2, false) AS is_of_two, u.*
            """;

    private static final String PEOPLE = """
              JOIN dm_participants p ON p.conversation_id = d.id
              JOIN users u ON u.id = p.user_id
             ORDER BY d.id, u.id
            """;

    /**
     * Those in which something was said last, or that were begun last: nobody who begins many pushes out the ones that
     * are in use. Ids grow with time: of more than so many ($2) the oldest are not looked at.
     */
    private static final String OF = COLUMNS + """
              FROM (SELECT c.*
                      FROM (SELECT conversation_id FROM dm_participants
                             WHERE user_id = $1 ORDER BY conversation_id DESC LIMIT $2) mine
                      JOIN dm_conversations c ON c.id = mine.conversation_id
                     ORDER BY coalesce((SELECT m.created_at FROM messages m
                                         WHERE m.channel_id = c.id AND m.deleted_at IS NULL
                                         ORDER BY m.seq DESC LIMIT 1), c.created_at) DESC, c.id DESC
                     LIMIT $3) d
            """ + PEOPLE;

    private static final String ONE = COLUMNS + """
              FROM (SELECT c.* FROM dm_conversations c WHERE c.id = $1) d
            """ + PEOPLE;

    private static final String AMONG =
            "SELECT user_id FROM dm_participants WHERE conversation_id = $1 AND user_id = ANY ($2)";

    /** Who is added is no longer found by whom the group was made with; nor is who is left. */
    private static final String CHANGED = "UPDATE dm_conversations SET people = NULL, owner_id = $2 WHERE id = $1";

    private static final String ADD = """
            INSERT INTO dm_participants (conversation_id, user_id) SELECT $1, unnest($2::uuid[])
                ON CONFLICT DO NOTHING
            """;

    private static final String REMOVE = "DELETE FROM dm_participants WHERE conversation_id = $1 AND user_id = $2";

    private static final String RENAME = "UPDATE dm_conversations SET name = $2 WHERE id = $1";

    private static final String HEAD = "SELECT last_seq FROM stream_heads WHERE stream_id = $1";

    /** What was said before somebody came is not unread to them. */
    private static final String READ = """
            INSERT INTO read_states AS r (user_id, channel_id, seq)
            SELECT unnest($2::uuid[]), $1, $3
                ON CONFLICT (user_id, channel_id) DO UPDATE SET seq = excluded.seq, updated_at = now()
             WHERE r.seq < excluded.seq
            """;

    /** Nobody is left: what was said goes with the next purge. */
    private static final String CLOSE = "UPDATE channels SET deleted_at = now() WHERE id = $1";

    /** Conversations that somebody is told of at most. */
    private static final int MOST = 1_000;

    /** Conversations of somebody among which those are looked for: a few milliseconds' worth. */
    private static final int MOST_SEEN = 10_000;

    /**
     * Somebody who does not take a conversation: one of the two has blocked the other, or their settings say so.
     *
     * @param strange whether they take any but groups of strangers
     */
    record Closed(String name, boolean blocked, boolean strange) {
        /** What the asker of a group is told. */
        ProblemException ofGroup() {
            return ProblemException.of(strange && !blocked ? Refusal.STRANGER : Refusal.NOT_ACCEPTING, name);
        }
    }

    Optional<ChannelId> find(Queries queries, UUID[] people) {
        return queries.first(row -> new ChannelId(row.getUUID("id")), FIND, (Object) people);
    }

    /** Whether all of these people are there, who stay until the commit, as does what they are to each other. */
    boolean lock(Queries queries, UUID[] people) {
        return queries.change(LOCK, (Object) people) == people.length;
    }

    /** Somebody who does not take a conversation, or a group, from the asker, if anybody. */
    Optional<Closed> closed(Queries queries, UserId asker, UUID[] people, boolean group) {
        return queries.first(
                row -> new Closed(row.getString("display_name"), row.getBoolean("blocked"), row.getBoolean("strange")),
                CLOSED,
                asker.value(),
                people,
                group);
    }

    /** Makes the conversation, which has an owner if it is a group, unless these people have one by now. */
    boolean insert(Queries queries, ChannelId id, UUID[] people, @Nullable UserId owner) {
        queries.change(INSERT_CHANNEL, id.value());
        if (queries.change(INSERT, id.value(), people, owner == null ? null : owner.value()) == 0) {
            queries.change(REMOVE_CHANNEL, id.value());
            return false;
        }
        queries.change(PARTICIPANTS, id.value(), people);
        return true;
    }

    List<Conversation> of(Queries queries, UserId user) {
        return conversations(queries.run(OF, user.value(), MOST_SEEN, MOST));
    }

    Optional<Conversation> one(Queries queries, ChannelId id) {
        return conversations(queries.run(ONE, id.value())).stream().findFirst();
    }

    Set<UserId> among(Queries queries, ChannelId conversation, Collection<UserId> users) {
        var among = new HashSet<UserId>();
        queries.run(AMONG, conversation.value(), ids(users)).forEach(row -> among.add(new UserId(row.getUUID(0))));
        return among;
    }

    /** Adds people to a group that has this owner, all of them new. */
    void add(Queries queries, ChannelId group, @Nullable UserId owner, UUID[] people) {
        queries.change(ADD, group.value(), people);
        changed(queries, group, owner);
    }

    /** Takes somebody out of a group, which has this owner from then on. */
    void remove(Queries queries, ChannelId group, UserId user, @Nullable UserId owner) {
        queries.change(REMOVE, group.value(), user.value());
        changed(queries, group, owner);
    }

    void rename(Queries queries, ChannelId group, @Nullable String name) {
        queries.change(RENAME, group.value(), name);
    }

    void close(Queries queries, ChannelId group) {
        queries.change(CLOSE, group.value());
    }

    /** The seq of the conversation's last event. */
    long head(Queries queries, ChannelId conversation) {
        return queries.first(row -> row.getLong("last_seq"), HEAD, conversation.value())
                .orElseThrow();
    }

    /** These people have read the conversation up to this seq. */
    void read(Queries queries, ChannelId conversation, UUID[] people, long seq) {
        queries.change(READ, conversation.value(), people, seq);
    }

    private static void changed(Queries queries, ChannelId group, @Nullable UserId owner) {
        queries.change(CHANGED, group.value(), owner == null ? null : owner.value());
    }

    static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    private static List<Conversation> conversations(Iterable<Row> rows) {
        var people = new LinkedHashMap<UUID, List<Row>>();
        for (var row : rows) {
            people.computeIfAbsent(row.getUUID("conversation_id"), id -> new ArrayList<>())
                    .add(row);
        }
        return people.values().stream().map(ConversationStore::conversation).toList();
    }

    /** A group whose owner is gone, or that the release before made without one, belongs to its oldest account. */
    private static Conversation conversation(List<Row> rows) {
        var first = rows.getFirst();
        var people = rows.stream().map(Views::user).toList();
        var owner = Rows.idOrNull(first, "group_owner");
        return new Conversation(
                new ChannelId(first.getUUID("conversation_id")),
                Rows.textOrNull(first, "conversation_name"),
                first.getBoolean("is_of_two")
                        ? null
                        : owner == null ? people.getFirst().id() : new UserId(owner),
                people);
    }
}
