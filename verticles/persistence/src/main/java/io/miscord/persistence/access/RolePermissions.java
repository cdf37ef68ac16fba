package io.miscord.persistence.access;

import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.platform.json.Json;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Permissions as they are stored: JSON arrays of names. Pure. */
public final class RolePermissions {
    private RolePermissions() {}

    /**
     * The column {@code granted}, for {@link #ofAll}: what the roles of a member allow, everybody's role included.
     *
     * @param server a column or parameter: the server's id
     * @param user a column or parameter: the member's id
     */
    public static String granted(String server, String user) {
        return """
                (SELECT json_agg(r.permissions)::text
                   FROM roles r
                  WHERE r.server_id = %1$s
                    AND (r.position = 0 OR EXISTS (SELECT FROM user_roles ur
                                                    WHERE ur.server_id = %1$s AND ur.user_id = %2$s
                                                      AND ur.role_id = r.id))) AS granted
                """.formatted(server, user);
    }

    /** The permissions of one role. */
    public static Permissions of(String names) {
        return named(Json.readOwn(names, String[].class));
    }

    /** Those of several roles, an array of arrays; null is none. */
    public static List<Permissions> ofAll(@Nullable String roles) {
        return roles == null
                ? List.of()
                : Arrays.stream(Json.readOwn(roles, String[][].class))
                        .map(RolePermissions::named)
                        .toList();
    }

    /** A name that this release does not know allows nothing: a newer one may have stored it. */
    private static Permissions named(String[] names) {
        var known = EnumSet.noneOf(Permission.class);
        var wanted = Set.of(names);
        for (var permission : Permission.values()) {
            if (wanted.contains(permission.name())) {
                known.add(permission);
            }
        }
        return new Permissions(known);
    }
}
