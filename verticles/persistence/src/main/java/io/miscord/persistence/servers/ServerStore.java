package io.miscord.persistence.servers;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Permissions;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.Server;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about servers and their roles. */
final class ServerStore {
    private static final String INSERT = """
            INSERT INTO servers (id, name, description, owner_id) VALUES ($1, $2, $3, $4) RETURNING *
            """;

    private static final String OF_PERSON = """
            SELECT s.* FROM members m JOIN servers s ON s.id = m.server_id
             WHERE m.user_id = $1 AND s.deleted_at IS NULL
             ORDER BY m.joined_at, s.id
            """;

    private static final String UPDATE = """
            UPDATE servers
               SET name = coalesce($2, name),
                   description = CASE WHEN $3 THEN $4 ELSE description END,
                   min_account_age = coalesce($5, min_account_age),
                   updated_at = now()
             WHERE id = $1
            RETURNING *
            """;

    private static final String GIVE = "UPDATE servers SET owner_id = $2, updated_at = now() WHERE id = $1 RETURNING *";

    private static final String SET_SYSTEM_CHANNEL =
            "UPDATE servers SET system_channel_id = $2, updated_at = now() WHERE id = $1 RETURNING *";

    private static final String IS_THERE = "SELECT 1 FROM servers WHERE id = $1 AND deleted_at IS NULL";

    private static final String DELETE = "UPDATE servers SET deleted_at = now() WHERE id = $1";

    private static final String INSERT_ROLE = """
            INSERT INTO roles (id, server_id, name, permissions, position) VALUES ($1, $2, $3, $4::text::jsonb, $5)
            """;

    private static final String ROLES = """
            SELECT id, server_id, name, color, permissions::text AS permissions, position, hoist, mentionable
              FROM roles WHERE server_id = ANY ($1) ORDER BY server_id, position, id
            """;

    private static final String EMOJI =
            "SELECT id, server_id, name, url FROM emoji WHERE server_id = ANY ($1) ORDER BY server_id, name";

    /** Deleted servers that still have members. */
    private static final String DISSOLVING = """
            SELECT s.id FROM servers s
             WHERE s.deleted_at IS NOT NULL AND EXISTS (SELECT FROM members m WHERE m.server_id = s.id)
             LIMIT $1
            """;

    private static final String DISSOLVE = """
            DELETE FROM members m
             USING (SELECT user_id FROM members WHERE server_id = $1 ORDER BY user_id LIMIT $2 FOR UPDATE) gone
             WHERE m.server_id = $1 AND m.user_id = gone.user_id
            RETURNING m.user_id
            """;

    Server insert(Queries queries, ServerId id, String name, @Nullable String description, UserId owner) {
        return queries.first(Views::server, INSERT, id.value(), name, description, owner.value())
                .orElseThrow();
    }

    List<Server> of(Queries queries, UserId person) {
        var servers = new ArrayList<Server>();
        queries.run(OF_PERSON, person.value()).forEach(row -> servers.add(Views.server(row)));
        return servers;
    }

    Optional<Server> update(
            Queries queries,
            ServerId id,
            @Nullable String name,
            boolean setDescription,
            @Nullable String description,
            @Nullable Integer minAccountAge) {
        return queries.first(Views::server, UPDATE, id.value(), name, setDescription, description, minAccountAge);
    }

    /** From now on this person's. */
    Server give(Queries queries, ServerId id, UserId owner) {
        return queries.first(Views::server, GIVE, id.value(), owner.value()).orElseThrow();
    }

    Optional<Server> setSystemChannel(Queries queries, ServerId id, @Nullable ChannelId channel) {
        return queries.first(Views::server, SET_SYSTEM_CHANNEL, id.value(), channel == null ? null : channel.value());
    }

    boolean isThere(Queries queries, ServerId id) {
        return queries.change(IS_THERE, id.value()) > 0;
    }

    void delete(Queries queries, ServerId id) {
        queries.change(DELETE, id.value());
    }

    void insertRole(Queries queries, RoleId id, ServerId server, String name, Permissions permissions, int position) {
        queries.change(INSERT_ROLE, id.value(), server.value(), name, Json.text(permissions), position);
    }

    Map<ServerId, List<Role>> roles(Queries queries, Collection<ServerId> servers) {
        var ids = servers.stream().map(ServerId::value).toArray(UUID[]::new);
        var roles = new HashMap<ServerId, List<Role>>();
        for (var row : queries.run(ROLES, (Object) ids)) {
            var role = Views.role(row);
            roles.computeIfAbsent(role.serverId(), id -> new ArrayList<>()).add(role);
        }
        return roles;
    }

    /** The servers' own emoji, by name. */
    Map<ServerId, List<ServerEmoji>> emoji(Queries queries, Collection<ServerId> servers) {
        var ids = servers.stream().map(ServerId::value).toArray(UUID[]::new);
        var emoji = new HashMap<ServerId, List<ServerEmoji>>();
        for (var row : queries.run(EMOJI, (Object) ids)) {
            var one = Views.emoji(row);
            emoji.computeIfAbsent(one.serverId(), id -> new ArrayList<>()).add(one);
        }
        return emoji;
    }

    List<ServerId> dissolving(Queries queries, int limit) {
        var servers = new ArrayList<ServerId>();
        queries.run(DISSOLVING, limit).forEach(row -> servers.add(new ServerId(row.getUUID("id"))));
        return servers;
    }

    /** Removes some members of a deleted server, and returns them. */
    List<UserId> dissolve(Queries queries, ServerId server, int limit) {
        var people = new ArrayList<UserId>();
        queries.run(DISSOLVE, server.value(), limit).forEach(row -> people.add(new UserId(row.getUUID("user_id"))));
        return people;
    }
}
