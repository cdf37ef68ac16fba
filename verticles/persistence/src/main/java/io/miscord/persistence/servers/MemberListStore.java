package io.miscord.persistence.servers;

import io.miscord.contract.ListedMember;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about members in the order in which they are listed. */
final class MemberListStore {
    private static final String GROUPS = """
            SELECT id, position, name FROM roles
             WHERE server_id = $1 AND hoist AND position > 0
             ORDER BY position DESC, id
            """;

    private static final String EVERYBODY = "SELECT name FROM roles WHERE server_id = $1 AND position = 0";

    /**
     * Those who have one of the roles of $2, after a name in each, and neither one of $3 nor one before it in $2. No
     * group is read further than the page goes.
     */
    private static final String IN_GROUPS = "SELECT " + MemberStore.SHOWN + """
                   , p.role_id AS group_id
              FROM (SELECT g.place, g.role_id, h.user_id, h.name_key
                      FROM unnest($2::uuid[], $4::text[], $5::uuid[]) WITH ORDINALITY
                           AS g (role_id, after_name, after_user, place)
                     CROSS JOIN LATERAL (
                           SELECT r.user_id, r.name_key
                             FROM user_roles r
                            WHERE r.role_id = g.role_id AND (r.name_key, r.user_id) > (g.after_name, g.after_user)
                              AND NOT EXISTS (
                                  SELECT FROM user_roles o
                                   WHERE o.server_id = $1 AND o.user_id = r.user_id
                                     AND o.role_id = ANY ($3::uuid[] || ($2::uuid[])[1 : g.place::integer - 1]))
                            ORDER BY r.name_key, r.user_id
                            LIMIT $6) h
                     ORDER BY g.place, h.name_key, h.user_id
                     LIMIT $6) p
              JOIN members m ON m.server_id = $1 AND m.user_id = p.user_id
              JOIN users u ON u.id = p.user_id
             ORDER BY p.place, p.name_key, p.user_id
            """;

    private static final String OTHERS = "SELECT " + MemberStore.SHOWN + """
                   , NULL::uuid AS group_id
              FROM members m JOIN users u ON u.id = m.user_id
             WHERE m.server_id = $1 AND (m.name_key, m.user_id) > ($3, $4)
               AND NOT EXISTS (
                   SELECT FROM user_roles o
                    WHERE o.server_id = m.server_id AND o.user_id = m.user_id AND o.role_id = ANY ($2))
             ORDER BY m.name_key, m.user_id
             LIMIT $5
            """;

    /** Between the beginning itself and the last code point there is after it. */
    private static final String NAMED = "SELECT " + MemberStore.SHOWN + """
                   , NULL::uuid AS group_id
              FROM members m JOIN users u ON u.id = m.user_id
             WHERE m.server_id = $1
               AND m.name_key >= (lower($2 COLLATE pg_unicode_fast) COLLATE "C")
               AND m.name_key < ((lower($2 COLLATE pg_unicode_fast) || chr(1114111)) COLLATE "C")
               AND (m.name_key, m.user_id) > ($3, $4)
             ORDER BY m.name_key, m.user_id
             LIMIT $5
            """;

    /** How many have which of these roles as the first one of them. */
    private static final String COUNTS = """
            SELECT t.place, count(*) AS members
              FROM (SELECT min(g.place) AS place
                      FROM unnest($1::uuid[]) WITH ORDINALITY AS g (role_id, place)
                      JOIN user_roles r ON r.role_id = g.role_id
                     GROUP BY r.user_id) t
             GROUP BY t.place
            """;

    /** A role that is listed apart. */
    record Group(RoleId id, int position, String name) {}

    /** What members are ordered by. */
    record Name(String key, UserId user) {
        /** Before all. */
        static final Name FIRST = new Name("", new UserId(Cursor.FIRST));
    }

    /** A member, and what they are ordered by; their presence is not known here. */
    record Listed(ListedMember member, Name name) {}

    /** The roles that are listed apart, the highest first. */
    List<Group> groups(Queries queries, ServerId server) {
        var groups = new ArrayList<Group>();
        for (var row : queries.run(GROUPS, server.value())) {
            groups.add(new Group(new RoleId(row.getUUID("id")), row.getInteger("position"), row.getString("name")));
        }
        return groups;
    }

    /** The name of everybody's role. */
    String everybody(Queries queries, ServerId server) {
        return queries.first(row -> row.getString("name"), EVERYBODY, server.value())
                .orElseThrow();
    }

    /**
     * Those who are listed under one of these roles.
     *
     * @param higher the roles above them
     * @param after in the first of them, those after this name alone
     */
    List<Listed> inGroups(
            Queries queries, ServerId server, List<Group> groups, List<Group> higher, Name after, int limit) {
        var names = new String[groups.size()];
        var users = new UUID[groups.size()];
        Arrays.fill(names, Name.FIRST.key());
        Arrays.fill(users, Name.FIRST.user().value());
        names[0] = after.key();
        users[0] = after.user().value();
        return listed(queries.run(IN_GROUPS, server.value(), ids(groups), ids(higher), names, users, limit));
    }

    /** Those who have none of these roles. */
    List<Listed> others(Queries queries, ServerId server, List<Group> groups, Name after, int limit) {
        return listed(queries.run(
                OTHERS, server.value(), ids(groups), after.key(), after.user().value(), limit));
    }

    /** Those whose shown name begins so. */
    List<Listed> named(Queries queries, ServerId server, String beginning, Name after, int limit) {
        return listed(queries.run(
                NAMED, server.value(), beginning, after.key(), after.user().value(), limit));
    }

    /** How many are listed under each of these roles, by its place among them; none where nobody is. */
    Map<Integer, Long> counts(Queries queries, List<Group> groups) {
        var counts = new HashMap<Integer, Long>();
        if (!groups.isEmpty()) {
            for (var row : queries.run(COUNTS, (Object) ids(groups))) {
                counts.put(Math.toIntExact(row.getLong("place")) - 1, row.getLong("members"));
            }
        }
        return counts;
    }

    private static UUID[] ids(List<Group> groups) {
        return groups.stream().map(group -> group.id().value()).toArray(UUID[]::new);
    }

    private static List<Listed> listed(RowSet<Row> rows) {
        var listed = new ArrayList<Listed>();
        for (var row : rows) {
            var member = MemberStore.member(row);
            listed.add(new Listed(
                    ListedMember.of(member, group(row)),
                    new Name(row.getString("name_key"), member.user().id())));
        }
        return listed;
    }

    private static @Nullable RoleId group(Row row) {
        var group = Rows.idOrNull(row, "group_id");
        return group == null ? null : new RoleId(group);
    }
}
