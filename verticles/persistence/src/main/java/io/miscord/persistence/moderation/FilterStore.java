package io.miscord.persistence.moderation;

import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRule;
import io.miscord.contract.FilterRuleId;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The statements about the rules of word filters. */
final class FilterStore {
    /**
     * One statement, so that the version is that of the rules; a row without a rule where there is none. One that
     * exempts everybody's role binds nobody.
     */
    private static final String AS_OF = """
            SELECT v.version, r.id, r.server_id, r.name, r.words, r.action, r.mute_seconds, r.exempt_roles
              FROM access_versions v
              LEFT JOIN filter_rules r
                ON r.server_id = v.domain_id
               AND NOT EXISTS (SELECT FROM roles e
                                WHERE e.server_id = r.server_id AND e.position = 0 AND e.id = ANY (r.exempt_roles))
             WHERE v.domain_id = $1
            """;

    private static final String COLUMNS = """
            SELECT id, server_id, name, words, action, mute_seconds, exempt_roles FROM filter_rules
            """;

    private static final String OF_SERVER = COLUMNS + " WHERE server_id = $1 ORDER BY name, id";

    private static final String FIND = COLUMNS + " WHERE server_id = $1 AND id = $2";

    private static final String PUT = """
            INSERT INTO filter_rules (id, server_id, name, words, action, mute_seconds, exempt_roles)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (id) DO UPDATE
               SET name = excluded.name, words = excluded.words, action = excluded.action,
                   mute_seconds = excluded.mute_seconds, exempt_roles = excluded.exempt_roles
            """;

    private static final String DELETE = "DELETE FROM filter_rules WHERE id = $1";

    private static final String ROLES = "SELECT 1 FROM roles WHERE server_id = $1 AND id = ANY ($2)";

    /** The rules of a server and the access version that they hold under. */
    record AsOf(long version, List<FilterRule> rules) {}

    AsOf asOf(Queries queries, ServerId server) {
        long version = 0;
        var rules = new ArrayList<FilterRule>();
        for (var row : queries.run(AS_OF, server.value())) {
            version = row.getLong("version");
            if (Rows.idOrNull(row, "id") != null) {
                rules.add(rule(row));
            }
        }
        return new AsOf(version, rules);
    }

    /** The rules of a server, by name. */
    List<FilterRule> of(Queries queries, ServerId server) {
        var rules = new ArrayList<FilterRule>();
        queries.run(OF_SERVER, server.value()).forEach(row -> rules.add(rule(row)));
        return rules;
    }

    Optional<FilterRule> find(Queries queries, ServerId server, FilterRuleId rule) {
        return queries.first(FilterStore::rule, FIND, server.value(), rule.value());
    }

    /** Writes a rule, new or not. */
    void put(Queries queries, FilterRule rule) {
        queries.change(
                PUT,
                rule.id().value(),
                rule.serverId().value(),
                rule.name(),
                rule.words().toArray(String[]::new),
                rule.action().name().toLowerCase(Locale.ROOT),
                rule.muteSeconds(),
                ids(rule.exemptRoles()));
    }

    void delete(Queries queries, FilterRuleId rule) {
        queries.change(DELETE, rule.value());
    }

    /** How many of these roles the server has. */
    int countRoles(Queries queries, ServerId server, Collection<RoleId> roles) {
        return queries.change(ROLES, server.value(), ids(roles));
    }

    private static UUID[] ids(Collection<RoleId> roles) {
        return roles.stream().map(RoleId::value).toArray(UUID[]::new);
    }

    private static FilterRule rule(Row row) {
        return new FilterRule(
                new FilterRuleId(row.getUUID("id")),
                new ServerId(row.getUUID("server_id")),
                row.getString("name"),
                List.of(row.getArrayOfStrings("words")),
                FilterAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getInteger("mute_seconds"),
                Arrays.stream(row.getArrayOfUUIDs("exempt_roles"))
                        .map(RoleId::new)
                        .toList());
    }
}
