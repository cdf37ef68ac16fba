package io.miscord.persistence.roles;

import io.miscord.contract.Overwrite;
import io.miscord.contract.Permissions;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements about roles and who has them. */
final class RoleStore {
    private static final String COLUMNS = """
            SELECT id, server_id, name, color, permissions::text AS permissions, position, hoist, mentionable
              FROM roles
            """;

    private static final String OF_SERVER = COLUMNS + " WHERE server_id = $1 ORDER BY position, id";

    private static final String FIND = COLUMNS + " WHERE server_id = $1 AND id = $2";

    private static final String INSERT = """
            INSERT INTO roles (id, server_id, name, color, permissions, position, hoist, mentionable)
            VALUES ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8)
            """;

    private static final String UPDATE = """
            UPDATE roles SET name = $2, color = $3, permissions = $4::text::jsonb, hoist = $5, mentionable = $6
             WHERE id = $1
            """;

    private static final String PLACE = """
            UPDATE roles r SET position = m.position
              FROM unnest($1::uuid[], $2::integer[]) m (id, position)
             WHERE r.id = m.id
            """;

    private static final String DELETE = "DELETE FROM roles WHERE id = $1";

    private static final String HOLDERS = "SELECT user_id FROM user_roles WHERE role_id = $1 LIMIT $2";

    private static final String OVERWRITES =
            "SELECT allow::text AS allow, deny::text AS deny FROM channel_overwrites WHERE role_id = $1";

    private static final String GIVE = """
            INSERT INTO user_roles (user_id, role_id, server_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """;

    private static final String TAKE = "DELETE FROM user_roles WHERE user_id = $1 AND role_id = $2 AND server_id = $3";

    /** The roles of a server, the lowest first. */
    List<Role> of(Queries queries, ServerId server) {
        var roles = new ArrayList<Role>();
        queries.run(OF_SERVER, server.value()).forEach(row -> roles.add(Views.role(row)));
        return roles;
    }

    Optional<Role> find(Queries queries, ServerId server, RoleId role) {
        return queries.first(Views::role, FIND, server.value(), role.value());
    }

    void insert(Queries queries, Role role) {
        queries.change(
                INSERT,
                role.id().value(),
                role.serverId().value(),
                role.name(),
                role.color(),
                Json.text(role.permissions()),
                role.position(),
                role.hoist(),
                role.mentionable());
    }

    /** Writes everything but the position. */
    void update(Queries queries, Role role) {
        queries.change(
                UPDATE,
                role.id().value(),
                role.name(),
                role.color(),
                Json.text(role.permissions()),
                role.hoist(),
                role.mentionable());
    }

    /** Writes the positions of these roles. */
    void place(Queries queries, List<Role> roles) {
        var ids = roles.stream().map(role -> role.id().value()).toArray(UUID[]::new);
        var positions = roles.stream().map(Role::position).toArray(Integer[]::new);
        queries.change(PLACE, ids, positions);
    }

    void delete(Queries queries, RoleId role) {
        queries.change(DELETE, role.value());
    }

    /** Some of those who have a role that is not everybody's. */
    List<UserId> holders(Queries queries, RoleId role, int most) {
        var holders = new ArrayList<UserId>();
        queries.run(HOLDERS, role.value(), most).forEach(row -> holders.add(new UserId(row.getUUID("user_id"))));
        return holders;
    }

    /** What channels say of a role. */
    List<Overwrite> overwrites(Queries queries, RoleId role) {
        var overwrites = new ArrayList<Overwrite>();
        for (var row : queries.run(OVERWRITES, role.value())) {
            overwrites.add(Overwrite.of(
                    role,
                    Json.readOwn(row.getString("allow"), Permissions.class),
                    Json.readOwn(row.getString("deny"), Permissions.class)));
        }
        return overwrites;
    }

    /** Whether the person had it not. */
    boolean give(Queries queries, Role role, UserId user) {
        return queries.change(
                        GIVE, user.value(), role.id().value(), role.serverId().value())
                > 0;
    }

    /** Whether the person had it. */
    boolean take(Queries queries, Role role, UserId user) {
        return queries.change(
                        TAKE, user.value(), role.id().value(), role.serverId().value())
                > 0;
    }
}
