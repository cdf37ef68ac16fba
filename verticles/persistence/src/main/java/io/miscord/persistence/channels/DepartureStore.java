package io.miscord.persistence.channels;

import io.miscord.contract.ChannelId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The statements about who is in a group no more. */
final class DepartureStore {
    private static final String GO = """
            INSERT INTO group_departures (conversation_id, user_id, taken_out) VALUES ($1, $2, $3)
                ON CONFLICT (conversation_id, user_id) DO UPDATE SET taken_out = excluded.taken_out
            """;

    private static final String BACK = """
            UPDATE group_departures SET back_at = now() WHERE conversation_id = $1 AND user_id = ANY ($2)
            """;

    /** Those of these people who were in the group before. */
    private static final String OF = """
            SELECT u.display_name, d.taken_out,
                   coalesce(ceil(greatest(0, extract(epoch FROM d.back_at + interval '1 hour' - now())))::integer, 0)
                       AS wait,
                   EXISTS (SELECT FROM relationships r
                            WHERE r.user_id = d.user_id AND r.other_id = $3 AND r.kind = 'friend') AS is_friend
              FROM group_departures d
              JOIN users u ON u.id = d.user_id
             WHERE d.conversation_id = $1 AND d.user_id = ANY ($2)
             ORDER BY d.user_id
            """;

    /**
     * Somebody who was in the group before.
     *
     * @param takenOut whether the owner took them out; else they left
     * @param seconds until they may be brought back, since they were an hour ago or less
     * @param friend whether they are a friend of the asker
     */
    record Departure(String name, boolean takenOut, int seconds, boolean friend) {}

    void go(Queries queries, ChannelId group, UserId user, boolean takenOut) {
        queries.change(GO, group.value(), user.value(), takenOut);
    }

    void back(Queries queries, ChannelId group, UUID[] people) {
        queries.change(BACK, group.value(), people);
    }

    List<Departure> of(Queries queries, ChannelId group, UUID[] people, UserId asker) {
        var departures = new ArrayList<Departure>();
        for (var row : queries.run(OF, group.value(), people, asker.value())) {
            departures.add(new Departure(
                    row.getString("display_name"),
                    row.getBoolean("taken_out"),
                    row.getInteger("wait"),
                    row.getBoolean("is_friend")));
        }
        return departures;
    }
}
