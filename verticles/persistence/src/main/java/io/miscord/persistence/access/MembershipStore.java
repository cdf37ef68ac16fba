package io.miscord.persistence.access;

import io.miscord.contract.Permissions;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The statements about what people's permissions follow from. */
final class MembershipStore {
    /** One person's in each of these servers, in which they are a member. */
    private static final String OF_PERSON = """
            SELECT s.id AS server_id, s.owner_id = $2 AS owner,
            """ + columns("s.id", "$2") + """
              FROM servers s
             WHERE s.id = ANY ($1)
            """;

    private static final String ROLES = "SELECT id, position, permissions::text FROM roles WHERE server_id = $1";

    /** Who of these people is in a server, and their roles. Mutes are left out: they change nothing that is seen. */
    private static final String PEOPLE = """
            SELECT m.user_id, s.owner_id = m.user_id AS owner,
                   ARRAY (SELECT r.role_id FROM user_roles r
                           WHERE r.server_id = m.server_id AND r.user_id = m.user_id) AS roles
              FROM servers s
              JOIN members m ON m.server_id = s.id AND m.user_id = ANY ($2)
             WHERE s.id = $1 AND s.deleted_at IS NULL
            """;

    private static final String NAME = """
            SELECT coalesce(m.nickname, u.display_name) FROM members m JOIN users u ON u.id = m.user_id
             WHERE m.server_id = $1 AND m.user_id = $2
            """;

    /**
     * The columns {@code held} and {@code muted_until}, for {@link #membership}.
     *
     * @param server a column or parameter: the server's id
     * @param user a column or parameter: the member's id
     */
    static String columns(String server, String user) {
        return """
                (SELECT json_agg(json_build_object(
                            'id', r.id, 'position', r.position, 'permissions', r.permissions))::text
                   FROM roles r
                  WHERE r.server_id = %1$s
                    AND (r.position = 0
                         OR r.id = ANY (ARRAY (SELECT ur.role_id FROM user_roles ur
                                                WHERE ur.server_id = %1$s AND ur.user_id = %2$s)))) AS held,
                (SELECT t.until FROM mutes t
                  WHERE t.server_id = %1$s AND t.user_id = %2$s AND t.until > now()) AS muted_until
                """.formatted(server, user);
    }

    /** Somebody in a server, from the columns that {@link #columns} makes. */
    static Membership membership(Row row, UserId user, boolean owner) {
        var held = List.of(Json.readOwn(row.getString("held"), Held[].class));
        return Membership.of(user, owner, held, Rows.timeOrNull(row, "muted_until"));
    }

    Map<ServerId, Membership> of(Queries queries, UserId user, Collection<ServerId> servers) {
        var ids = servers.stream().map(ServerId::value).toArray(UUID[]::new);
        var found = new HashMap<ServerId, Membership>();
        for (var row : queries.run(OF_PERSON, ids, user.value())) {
            found.put(new ServerId(row.getUUID("server_id")), membership(row, user, row.getBoolean("owner")));
        }
        return found;
    }

    List<Membership> in(Queries queries, ServerId server, Collection<UserId> users) {
        var ids = users.stream().map(UserId::value).toArray(UUID[]::new);
        var people = queries.run(PEOPLE, server.value(), ids);
        if (people.size() == 0) {
            return List.of();
        }
        var roles = roles(queries, server);
        var found = new ArrayList<Membership>();
        for (var row : people) {
            var own = Arrays.stream(row.getArrayOfUUIDs("roles")).collect(Collectors.toSet());
            var held = roles.stream()
                    .filter(role ->
                            role.position() == 0 || own.contains(role.id().value()))
                    .toList();
            found.add(Membership.of(new UserId(row.getUUID("user_id")), row.getBoolean("owner"), held, null));
        }
        return found;
    }

    /** What a member is called in a server. */
    String name(Queries queries, ServerId server, UserId user) {
        return queries.first(row -> row.getString(0), NAME, server.value(), user.value())
                .orElseThrow();
    }

    private static List<Held> roles(Queries queries, ServerId server) {
        var roles = new ArrayList<Held>();
        for (var row : queries.run(ROLES, server.value())) {
            var permissions = Json.readOwn(row.getString("permissions"), Permissions.class);
            roles.add(new Held(new RoleId(row.getUUID("id")), row.getInteger("position"), permissions));
        }
        return roles;
    }
}
