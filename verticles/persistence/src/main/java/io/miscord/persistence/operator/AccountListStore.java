package io.miscord.persistence.operator;

import io.miscord.contract.ListedAccount;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about accounts as an operator sees them. */
final class AccountListStore {
    private static final String SHOWN = """
            SELECT u.id, u.username, u.display_name, u.avatar_url, u.email, u.operator, u.created_at,
                   greatest(u.last_seen, (SELECT max(e.last_seen) FROM sessions e WHERE e.user_id = u.id)) AS last_seen,
                   p.reason, p.created_at AS suspended_at
            """;

    private static final String ALL = SHOWN + """
              FROM users u LEFT JOIN suspensions p ON p.user_id = u.id
             WHERE u.id < $1
             ORDER BY u.id DESC LIMIT $2
            """;

    /** Between the beginning itself and the last code point there is after it. */
    private static final String NAMED = SHOWN + """
              FROM users u LEFT JOIN suspensions p ON p.user_id = u.id
             WHERE u.id < $1
               AND (u.username_key COLLATE "C" >= lower($3 COLLATE pg_unicode_fast) COLLATE "C"
                    AND u.username_key COLLATE "C" < (lower($3 COLLATE pg_unicode_fast) || chr(1114111)) COLLATE "C"
                    OR u.email COLLATE "C" >= lower($3 COLLATE pg_unicode_fast) COLLATE "C"
                    AND u.email COLLATE "C" < (lower($3 COLLATE pg_unicode_fast) || chr(1114111)) COLLATE "C"
                    OR lower(u.display_name COLLATE pg_unicode_fast) COLLATE "C"
                       >= lower($3 COLLATE pg_unicode_fast) COLLATE "C"
                    AND lower(u.display_name COLLATE pg_unicode_fast) COLLATE "C"
                       < (lower($3 COLLATE pg_unicode_fast) || chr(1114111)) COLLATE "C")
             ORDER BY u.id DESC LIMIT $2
            """;

    /** Of few: each is looked at. */
    private static final String SUSPENDED = SHOWN + """
              FROM suspensions p JOIN users u ON u.id = p.user_id
             WHERE p.user_id < $1
               AND (starts_with(u.username_key, lower($3 COLLATE pg_unicode_fast))
                    OR starts_with(u.email, lower($3 COLLATE pg_unicode_fast))
                    OR starts_with(lower(u.display_name COLLATE pg_unicode_fast), lower($3 COLLATE pg_unicode_fast)))
             ORDER BY p.user_id DESC LIMIT $2
            """;

    private static final String ONE = SHOWN + """
              FROM users u LEFT JOIN suspensions p ON p.user_id = u.id
             WHERE u.id = $1
            """;

    private static final String IS_OPERATOR = "SELECT 1 FROM users WHERE id = $1 AND operator";

    /** Accounts, newest first. */
    List<ListedAccount> page(Queries queries, @Nullable String beginning, boolean suspended, UUID before, int limit) {
        var found = suspended
                ? queries.run(SUSPENDED, before, limit, beginning == null ? "" : beginning)
                : beginning == null ? queries.run(ALL, before, limit) : queries.run(NAMED, before, limit, beginning);
        var accounts = new ArrayList<ListedAccount>();
        found.forEach(row -> accounts.add(account(row)));
        return accounts;
    }

    Optional<ListedAccount> one(Queries queries, UserId user) {
        return queries.first(AccountListStore::account, ONE, user.value());
    }

    boolean isOperator(Queries queries, UserId user) {
        return queries.change(IS_OPERATOR, user.value()) > 0;
    }

    private static ListedAccount account(Row row) {
        var since = Rows.timeOrNull(row, "suspended_at");
        return new ListedAccount(
                new UserId(row.getUUID("id")),
                row.getString("username"),
                row.getString("display_name"),
                Rows.textOrNull(row, "avatar_url"),
                row.getString("email"),
                row.getBoolean("operator"),
                Rows.time(row, "created_at"),
                Rows.timeOrNull(row, "last_seen"),
                since == null ? null : new ListedAccount.Suspension(Rows.textOrNull(row, "reason"), since));
    }
}
