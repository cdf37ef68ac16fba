package io.miscord.persistence.moderation;

import io.miscord.contract.Permission;
import io.miscord.contract.ServerId;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Stores;
import java.util.List;

/** Gives people roles as if somebody had given them. */
final class Ranks {
    private Ranks() {}

    /** A role of somebody's own, at a position, that allows this. */
    static void give(Stores stores, ServerId server, SomeOne person, int position, Permission... allowed) {
        var role = UuidV7.next();
        stores.execute(
                "INSERT INTO roles (id, server_id, name, permissions, position) VALUES ('%s', '%s', 'r', '%s', %d)"
                        .formatted(role, server, Json.text(List.of(allowed)), position));
        stores.execute("INSERT INTO user_roles (user_id, role_id, server_id) VALUES ('%s', '%s', '%s')"
                .formatted(person.id(), role, server));
        stores.execute("UPDATE access_versions SET version = version + 1 WHERE domain_id = '%s'".formatted(server));
    }
}
