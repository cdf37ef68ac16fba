package io.miscord.persistence.streams;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The statements about who may see which streams. */
final class StreamStore {
    private static final String VERSIONS = "SELECT domain_id, version FROM access_versions WHERE domain_id = ANY ($1)";

    private static final String MEMBERSHIPS = """
            SELECT m.server_id, m.user_id
              FROM members m
              JOIN servers s ON s.id = m.server_id AND s.deleted_at IS NULL
             WHERE m.user_id = ANY ($1)
            """;

    private static final String AMONG = """
            SELECT m.user_id
              FROM members m
              JOIN servers s ON s.id = m.server_id AND s.deleted_at IS NULL
             WHERE m.server_id = $1 AND m.user_id = ANY ($2)
            """;

    private static final String VERSION = "SELECT version FROM access_versions WHERE domain_id = $1";

    Map<ServerId, Set<UserId>> memberships(Queries queries, Collection<UserId> users) {
        var members = new HashMap<ServerId, Set<UserId>>();
        queries.run(MEMBERSHIPS, (Object) ids(users))
                .forEach(row -> members.computeIfAbsent(
                                new ServerId(row.getUUID("server_id")), server -> new HashSet<>())
                        .add(new UserId(row.getUUID("user_id"))));
        return members;
    }

    Set<UserId> among(Queries queries, ServerId server, Collection<UserId> users) {
        var members = new HashSet<UserId>();
        queries.run(AMONG, server.value(), ids(users)).forEach(row -> members.add(new UserId(row.getUUID("user_id"))));
        return members;
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    Map<AccessDomain, Long> versions(Queries queries, Collection<AccessDomain> domains) {
        var ids = domains.stream().map(AccessDomain::value).toArray(UUID[]::new);
        var versions = new HashMap<AccessDomain, Long>();
        queries.run(VERSIONS, (Object) ids)
                .forEach(row -> versions.put(new AccessDomain(row.getUUID("domain_id")), row.getLong("version")));
        return versions;
    }

    /** None when there never was such a domain. */
    Optional<Long> version(Queries queries, AccessDomain domain) {
        return queries.first(row -> row.getLong("version"), VERSION, domain.value());
    }
}
