package io.miscord.persistence.tasks;

import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The statements of {@link Removal}. */
final class RemovalStore {
    /** Ids are in order of time, so one index gives somebody's latest. Rows are locked in the order of their ids. */
    private static final String FIND = """
            SELECT m.id, m.channel_id, m.seq
              FROM messages m JOIN channels c ON c.id = m.channel_id
             WHERE m.user_id = $1 AND m.id > $2 AND m.deleted_at IS NULL
               AND c.server_id = $3 AND c.deleted_at IS NULL
             ORDER BY m.id LIMIT $4
               FOR NO KEY UPDATE OF m
            """;

    /** The newest ones are looked at, wherever they are: somebody's latest have an index, a server's have none. */
    private static final String MAY_HAVE_WRITTEN = """
            WITH looked AS MATERIALIZED (
                SELECT m.channel_id, m.deleted_at FROM messages m
                 WHERE m.user_id = $1 AND m.id > $3 ORDER BY m.id DESC LIMIT $4)
            SELECT count(*) >= $4
                   OR EXISTS (SELECT FROM (SELECT DISTINCT channel_id FROM looked WHERE deleted_at IS NULL) l
                               WHERE (SELECT c.server_id FROM channels c WHERE c.id = l.channel_id) = $2)
              FROM looked
            """;

    /** A message, and where it is. */
    record Found(MessageId id, ChannelId channel, long seq) {}

    /** Messages of somebody in a server after an id, the oldest first; nobody else changes them until the commit. */
    List<Found> find(Queries queries, UserId author, ServerId server, UUID after, int limit) {
        var found = new ArrayList<Found>();
        for (var row : queries.run(FIND, author.value(), after, server.value(), limit)) {
            var channel = new ChannelId(row.getUUID("channel_id"));
            found.add(new Found(new MessageId(row.getUUID("id")), channel, row.getLong("seq")));
        }
        return found;
    }

    /**
     * Whether there may be a message of somebody in a server after an id: not when there is none among their latest,
     * and these were all.
     */
    boolean mayHaveWritten(Queries queries, UserId author, ServerId server, UUID after, int lookedAt) {
        return queries.first(
                        row -> row.getBoolean(0), MAY_HAVE_WRITTEN, author.value(), server.value(), after, lookedAt)
                .orElse(false);
    }
}
