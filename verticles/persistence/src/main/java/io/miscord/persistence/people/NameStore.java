package io.miscord.persistence.people;

import io.miscord.contract.ServerId;
import io.miscord.contract.User;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import java.util.ArrayList;
import java.util.List;

/** The statements about who is called how in a server. */
final class NameStore {
    private static final String BY_USERNAME = """
            SELECT u.*
              FROM users u JOIN members m ON m.server_id = $1 AND m.user_id = u.id
             WHERE u.username_key = $2
            """;

    /** By what is kept of the name that is shown, in lower case as the database makes it. */
    private static final String BY_SHOWN_NAME = """
            SELECT u.*
              FROM members m JOIN users u ON u.id = m.user_id
             WHERE m.server_id = $1 AND m.name_key = (lower($2 COLLATE pg_unicode_fast) COLLATE "C")
             ORDER BY m.user_id
             LIMIT $3
            """;

    List<User> byUsername(Queries queries, ServerId server, String key) {
        return users(queries, BY_USERNAME, server.value(), key);
    }

    List<User> byShownName(Queries queries, ServerId server, String name, int most) {
        return users(queries, BY_SHOWN_NAME, server.value(), name, most);
    }

    private static List<User> users(Queries queries, String sql, Object... parameters) {
        var users = new ArrayList<User>();
        queries.run(sql, parameters).forEach(row -> users.add(Views.user(row)));
        return users;
    }
}
