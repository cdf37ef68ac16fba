package io.miscord.persistence.streams;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Permissions;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.RolePermissions;
import io.miscord.persistence.sql.Queries;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The statements about who may see which streams. */
final class StreamStore {
    private static final String VERSIONS = "SELECT domain_id, version FROM access_versions WHERE domain_id = ANY ($1)";

    /** What one person may do in each of these servers. */
    private static final String GRANTED_TO = """
            SELECT s.id AS server_id, s.owner_id = $2 AS owner,
            """ + RolePermissions.granted("s.id", "$2") + """
              FROM servers s
             WHERE s.id = ANY ($1)
            """;

    /** What each of these people may do in one server; who is no member is left out. */
    private static final String GRANTED_IN = """
            SELECT m.user_id, s.owner_id = m.user_id AS owner,
            """ + RolePermissions.granted("s.id", "m.user_id") + """
              FROM servers s
              JOIN members m ON m.server_id = s.id AND m.user_id = ANY ($2)
             WHERE s.id = $1 AND s.deleted_at IS NULL
            """;

    private static final String VERSION = "SELECT version FROM access_versions WHERE domain_id = $1";

    Map<UUID, Long> versions(Queries queries, Collection<ServerId> servers) {
        var versions = new HashMap<UUID, Long>();
        queries.run(VERSIONS, (Object) ids(servers))
                .forEach(row -> versions.put(row.getUUID("domain_id"), row.getLong("version")));
        return versions;
    }

    Map<ServerId, Permissions> grantedTo(Queries queries, Collection<ServerId> servers, UserId user) {
        var granted = new HashMap<ServerId, Permissions>();
        queries.run(GRANTED_TO, ids(servers), user.value())
                .forEach(row -> granted.put(
                        new ServerId(row.getUUID("server_id")),
                        Permissions.of(row.getBoolean("owner"), RolePermissions.ofAll(row.getString("granted")))));
        return granted;
    }

    Map<UserId, Permissions> grantedIn(Queries queries, ServerId server, Collection<UserId> users) {
        var people = users.stream().map(UserId::value).toArray(UUID[]::new);
        var granted = new HashMap<UserId, Permissions>();
        queries.run(GRANTED_IN, server.value(), people)
                .forEach(row -> granted.put(
                        new UserId(row.getUUID("user_id")),
                        Permissions.of(row.getBoolean("owner"), RolePermissions.ofAll(row.getString("granted")))));
        return granted;
    }

    /** None when there never was such a domain. */
    Optional<Long> version(Queries queries, AccessDomain domain) {
        return queries.first(row -> row.getLong("version"), VERSION, domain.value());
    }

    private static UUID[] ids(Collection<ServerId> servers) {
        return servers.stream().map(ServerId::value).toArray(UUID[]::new);
    }
}
