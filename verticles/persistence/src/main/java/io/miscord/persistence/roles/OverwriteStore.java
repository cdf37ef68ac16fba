package io.miscord.persistence.roles;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Overwrite;
import io.miscord.contract.ServerId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.json.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about what single channels allow and deny. */
final class OverwriteStore {
    private static final String OF = "SELECT " + Views.overwrites("$1");

    private static final String COUNT = """
            SELECT count(*) AS count FROM channel_overwrites o JOIN channels c ON c.id = o.channel_id
             WHERE c.server_id = $1 AND c.deleted_at IS NULL
            """;

    private static final String REMOVE = """
            DELETE FROM channel_overwrites
             WHERE channel_id = $1 AND (role_id = ANY ($2) OR user_id = ANY ($2))
            """;

    private static final String INSERT = """
            INSERT INTO channel_overwrites (channel_id, role_id, user_id, allow, deny)
            SELECT $1, o.role, o.person, o.allow::jsonb, o.deny::jsonb
              FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) o (role, person, allow, deny)
            """;

    /** What a channel says, always in the same order. */
    List<Overwrite> of(Queries queries, ChannelId channel) {
        return queries.first(
                        row -> {
                            var overwrites = Rows.textOrNull(row, "overwrites");
                            return overwrites == null
                                    ? List.<Overwrite>of()
                                    : List.of(Json.readOwn(overwrites, Overwrite[].class));
                        },
                        OF,
                        channel.value())
                .orElseThrow();
    }

    /** How many there are in all channels of a server. */
    int count(Queries queries, ServerId server) {
        return queries.first(row -> row.getInteger("count"), COUNT, server.value())
                .orElseThrow();
    }

    void remove(Queries queries, ChannelId channel, List<Overwrite> overwrites) {
        queries.change(
                REMOVE,
                channel.value(),
                overwrites.stream().map(Overwrite::target).toArray(UUID[]::new));
    }

    void insert(Queries queries, ChannelId channel, List<Overwrite> overwrites) {
        int n = overwrites.size();
        var roles = new @Nullable UUID[n];
        var people = new @Nullable UUID[n];
        var allows = new String[n];
        var denies = new String[n];
        for (int i = 0; i < n; i++) {
            var one = overwrites.get(i);
            var role = one.roleId();
            var user = one.userId();
            roles[i] = role == null ? null : role.value();
            people[i] = user == null ? null : user.value();
            allows[i] = Json.text(one.allow());
            denies[i] = Json.text(one.deny());
        }
        if (n > 0) {
            queries.change(INSERT, channel.value(), roles, people, allows, denies);
        }
    }
}
