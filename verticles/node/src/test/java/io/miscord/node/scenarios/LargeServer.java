package io.miscord.node.scenarios;

import io.miscord.testkit.Person;
import io.miscord.testkit.Place;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A server of 10,000 members, 20 roles, 500 channels and 1,000 overwrites, filled by SQL around one that was made by
 * HTTP. A hundred of the channels are hidden from everybody but the holders of some role; each channel has messages.
 */
final class LargeServer {
    static final int MEMBERS = 10_000;
    static final int CHANNELS = 500;
    static final int HIDDEN = 100;

    private static final int ROLES = 20;

    private LargeServer() {}

    /**
     * Fills the server.
     *
     * @param online members among the many, who have the role of number 1 in turns: every third one
     */
    static void fill(Stores stores, Place place, List<Person> online) {
        var server = place.serverId();
        stores.execute("""
                CREATE TEMP TABLE numbered AS
                SELECT uuidv7() AS id, i FROM generate_series(1, %d) i;
                INSERT INTO users (id, email, username, username_key, username_skeleton, display_name)
                SELECT id, 'large' || i || '@example.org', 'large' || i, 'large' || i, 'large' || i, 'Person ' || i
                  FROM numbered;
                INSERT INTO numbered SELECT u.id, row_number() OVER (ORDER BY u.id) + 10000
                  FROM users u WHERE u.id = ANY ('{%s}'::uuid[]);
                INSERT INTO members (server_id, user_id) SELECT '%3$s', id FROM numbered;
                INSERT INTO roles (id, server_id, name, permissions, position, hoist)
                SELECT uuidv7(), '%3$s', 'role ' || i, '["ADD_REACTIONS"]', i * 10, i <= 5
                  FROM generate_series(1, %4$d) i;
                INSERT INTO user_roles (user_id, role_id, server_id)
                SELECT n.id, r.id, '%3$s' FROM numbered n JOIN roles r
                    ON r.server_id = '%3$s' AND r.position BETWEEN 10 AND 200 AND n.i %% (r.position / 10 + 2) = 0;
                INSERT INTO channels (id, server_id, name, type, position)
                SELECT uuidv7(), '%3$s', 'channel-' || i, 'text', i FROM generate_series(3, %5$d) i;
                INSERT INTO channel_overwrites (channel_id, role_id, deny)
                SELECT c.id, r.id, '["VIEW_CHANNEL"]' FROM channels c JOIN roles r
                    ON r.server_id = c.server_id AND r.position = 0
                 WHERE c.server_id = '%3$s' AND c.position BETWEEN 3 AND %6$d + 2;
                INSERT INTO channel_overwrites (channel_id, role_id, allow)
                SELECT c.id, r.id, '["VIEW_CHANNEL"]' FROM channels c JOIN roles r
                    ON r.server_id = c.server_id AND r.position = 20 + c.position %% 5 * 10
                 WHERE c.server_id = '%3$s' AND c.position BETWEEN 3 AND %6$d + 2;
                INSERT INTO channel_overwrites (channel_id, role_id, deny)
                SELECT c.id, r.id, '["ADD_REACTIONS"]' FROM channels c JOIN roles r
                    ON r.server_id = c.server_id AND r.position IN (150, 160)
                 WHERE c.server_id = '%3$s' AND c.position > %6$d + 2;
                INSERT INTO stream_heads (stream_id, last_seq, last_message_seq)
                SELECT id, 20, 20 FROM channels WHERE server_id = '%3$s' AND position >= 3;
                INSERT INTO messages (id, channel_id, seq, user_id, content)
                SELECT uuidv7(), c.id, s, (SELECT id FROM numbered LIMIT 1), 'said long ago'
                  FROM channels c, generate_series(1, 20) s WHERE c.server_id = '%3$s' AND c.position >= 3;
                DROP TABLE numbered;
                """.formatted(
                        MEMBERS - online.size() - 1,
                        online.stream().map(Person::id).collect(Collectors.joining(",")),
                        server,
                        ROLES,
                        CHANNELS,
                        HIDDEN));
        stores.execute("ANALYZE");
    }

    /** The address of the role that every third member has. */
    static String role(Stores stores, Place place) {
        var id = stores.query(
                "SELECT id::text FROM roles WHERE server_id = ?::uuid AND position = 10", place.serverId());
        return "/api/servers/" + place.serverId() + "/roles/" + id.getFirst();
    }

    /** How many channels each of these would see besides as an administrator by that role; 0 for who has it not. */
    static List<Integer> hiddenFrom(Stores stores, Place place, List<Person> people) {
        return people.stream()
                .map(person -> stores.query("""
                        SELECT count(*)::text FROM channel_overwrites d
                         WHERE d.channel_id IN (SELECT id FROM channels WHERE server_id = ?::uuid)
                           AND d.deny @> '["VIEW_CHANNEL"]'
                           AND EXISTS (SELECT FROM user_roles h JOIN roles r ON r.id = h.role_id AND r.position = 10
                                        WHERE h.user_id = ?::uuid)
                           AND NOT EXISTS (SELECT FROM channel_overwrites a JOIN user_roles h ON h.role_id = a.role_id
                                            WHERE a.channel_id = d.channel_id AND h.user_id = ?::uuid
                                              AND jsonb_array_length(a.allow) > 0)
                        """, place.serverId(), person.id(), person.id()))
                .map(counted -> Integer.valueOf(counted.getFirst()))
                .toList();
    }
}
