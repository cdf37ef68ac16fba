package io.miscord.persistence.channels;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Conversation;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements about conversations. */
final class ConversationStore {
    private static final String FIND = "SELECT id FROM dm_conversations WHERE people = $1";

    /** Whoever blocks one of them waits, or is seen by the statement after this one. */
    private static final String LOCK = "SELECT id FROM users WHERE id = ANY ($1) ORDER BY id FOR SHARE";

    /** One of these people who does not take a new conversation from the first one, those with a block first. */
    private static final String CLOSED = """
            SELECT u.display_name, t.blocked
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
                    OR NOT (t.takes = 'everyone' OR t.friend
                            OR (t.takes = 'mates'
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
            "INSERT INTO dm_conversations (id, people) VALUES ($1, $2) ON CONFLICT (people) DO NOTHING";

    private static final String REMOVE_CHANNEL = "DELETE FROM channels WHERE id = $1";

    private static final String PARTICIPANTS =
            "INSERT INTO dm_participants (conversation_id, user_id) SELECT $1, unnest($2::uuid[])";

    private static final String OF = """
            SELECT p.conversation_id, u.*
              FROM dm_participants mine
              JOIN dm_participants p ON p.conversation_id = mine.conversation_id
              JOIN users u ON u.id = p.user_id
             WHERE mine.user_id = $1
             ORDER BY p.conversation_id, u.id
            """;

    private static final String ONE = """
            SELECT p.conversation_id, u.*
              FROM dm_participants p JOIN users u ON u.id = p.user_id
             WHERE p.conversation_id = $1
             ORDER BY u.id
            """;

    /** Somebody who does not take a conversation: one of the two has blocked the other, or their settings say so. */
    record Closed(String name, boolean blocked) {}

    Optional<ChannelId> find(Queries queries, UUID[] people) {
        return queries.first(row -> new ChannelId(row.getUUID("id")), FIND, (Object) people);
    }

    /** Whether all of these people are there, who stay until the commit, as does what they are to each other. */
    boolean lock(Queries queries, UUID[] people) {
        return queries.change(LOCK, (Object) people) == people.length;
    }

    /** Somebody who does not take a conversation from the asker, if anybody. */
    Optional<Closed> closed(Queries queries, UserId asker, UUID[] people) {
        return queries.first(
                row -> new Closed(row.getString("display_name"), row.getBoolean("blocked")),
                CLOSED,
                asker.value(),
                people);
    }

    /** Makes the conversation, unless these people have one by now. */
    boolean insert(Queries queries, ChannelId id, UUID[] people) {
        queries.change(INSERT_CHANNEL, id.value());
        if (queries.change(INSERT, id.value(), people) == 0) {
            queries.change(REMOVE_CHANNEL, id.value());
            return false;
        }
        queries.change(PARTICIPANTS, id.value(), people);
        return true;
    }

    List<Conversation> of(Queries queries, UserId user) {
        return conversations(queries.run(OF, user.value()));
    }

    Optional<Conversation> one(Queries queries, ChannelId id) {
        return conversations(queries.run(ONE, id.value())).stream().findFirst();
    }

    static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    private static List<Conversation> conversations(Iterable<Row> rows) {
        var people = new LinkedHashMap<ChannelId, List<User>>();
        for (var row : rows) {
            people.computeIfAbsent(new ChannelId(row.getUUID("conversation_id")), id -> new ArrayList<>())
                    .add(Views.user(row));
        }
        return people.entrySet().stream()
                .map(entry -> new Conversation(entry.getKey(), entry.getValue()))
                .toList();
    }
}
