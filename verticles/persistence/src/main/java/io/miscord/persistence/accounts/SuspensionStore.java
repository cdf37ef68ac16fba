package io.miscord.persistence.accounts;

import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements about who is kept out. */
final class SuspensionStore {
    /** Against the key that a new session refers to: it waits for this, or this for it. */
    private static final String LOCK = "SELECT id FROM users WHERE id = $1 FOR UPDATE";

    private static final String PUT = """
            INSERT INTO suspensions (user_id, reason, created_by) VALUES ($1, $2, $3)
                ON CONFLICT (user_id) DO UPDATE SET reason = excluded.reason, created_by = excluded.created_by
            """;

    private static final String DELETE = "DELETE FROM suspensions WHERE user_id = $1";

    private static final String REASON = "SELECT coalesce(reason, '') AS reason FROM suspensions WHERE user_id = $1";

    /** From now to the commit nobody signs in to this account. */
    void lock(Queries queries, UserId user) {
        queries.run(LOCK, user.value());
    }

    void put(Queries queries, UserId user, @Nullable String reason, UserId by) {
        queries.change(PUT, user.value(), reason, by.value());
    }

    boolean delete(Queries queries, UserId user) {
        return queries.change(DELETE, user.value()) > 0;
    }

    /** Why somebody is kept out, empty where nobody said why; none for who is not. */
    Optional<String> reason(Queries queries, UserId user) {
        return queries.first(row -> row.getString("reason"), REASON, user.value());
    }
}
