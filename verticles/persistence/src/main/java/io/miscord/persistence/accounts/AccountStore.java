package io.miscord.persistence.accounts;

import io.miscord.contract.Account;
import io.miscord.contract.Problem.FieldError;
import io.miscord.contract.Refusal;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Locks;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.UniqueViolation;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements about people and what they sign in with. */
final class AccountStore {
    private static final FieldError EMAIL_TAKEN = FieldError.of("email", Refusal.EMAIL_TAKEN);
    private static final FieldError USERNAME_TAKEN = FieldError.of("username", Refusal.USERNAME_TAKEN);
    private static final FieldError USERNAME_ALIKE = FieldError.of("username", Refusal.USERNAME_ALIKE);

    private static final String INSERT = """
            INSERT INTO users (id, email, username, username_key, username_skeleton, display_name, operator)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING id, username, display_name, avatar_url, bio, status, last_seen, created_at,
                      email, email_verified, operator
            """;

    private static final String INSERT_CREDENTIALS = "INSERT INTO credentials (user_id, password_hash) VALUES ($1, $2)";

    private static final String REPLACE_HASH = """
            UPDATE credentials SET password_hash = $3, updated_at = now()
             WHERE user_id = $1 AND password_hash = $2
            """;

    private static final String FIRST_ACCOUNT = "SELECT pg_advisory_xact_lock(" + Locks.FIRST_ACCOUNT + ")";

    private static final String ANYBODY = "SELECT 1 FROM users LIMIT 1";

    private static final String TAKEN = """
            SELECT EXISTS (SELECT FROM users WHERE email = $1) AS email,
                   EXISTS (SELECT FROM users WHERE username_key = $2) AS username,
                   EXISTS (SELECT FROM users WHERE username_skeleton = $3) AS alike
            """;

    private static final String BY_EMAIL = """
            SELECT u.id, c.password_hash FROM users u JOIN credentials c ON c.user_id = u.id WHERE u.email = $1
            """;

    private static final String BY_USERNAME = """
            SELECT u.id, c.password_hash FROM users u JOIN credentials c ON c.user_id = u.id
             WHERE u.username_key = $1
            """;

    private static final String ACCOUNT = """
            SELECT id, username, display_name, avatar_url, bio, status, last_seen, created_at,
                   email, email_verified, operator
              FROM users WHERE id = $1
            """;

    private static final String USER = """
            SELECT id, username, display_name, avatar_url, bio, status, last_seen, created_at
              FROM users WHERE id = $1
            """;

    private static final String UPDATE = """
            UPDATE users
               SET display_name = coalesce($2, display_name),
                   bio = CASE WHEN $3::boolean THEN $4 ELSE bio END,
                   status = CASE WHEN $5::boolean THEN $6 ELSE status END,
                   updated_at = now()
             WHERE id = $1
            RETURNING id, username, display_name, avatar_url, bio, status, last_seen, created_at,
                      email, email_verified, operator
            """;

    private static final String SEEN = "UPDATE users SET last_seen = now() WHERE id = $1";

    private static final String ACQUAINTANCE = """
            SELECT id, username, display_name, avatar_url, bio, status, last_seen, created_at
              FROM users u
             WHERE u.id = $2
               AND (u.id = $1
                    OR EXISTS (SELECT FROM members a
                                 JOIN members b ON b.server_id = a.server_id AND b.user_id = $2
                                 JOIN servers s ON s.id = a.server_id AND s.deleted_at IS NULL
                                WHERE a.user_id = $1)
                    OR EXISTS (SELECT FROM dm_participants a
                                 JOIN dm_participants b ON b.conversation_id = a.conversation_id AND b.user_id = $2
                                WHERE a.user_id = $1))
            """;

    /** A person as they register, in the spelling that is stored. */
    record Newcomer(String email, String username, String displayName) {}

    /** A new display name, biography and status; null leaves a field as it is, and an empty text clears it. */
    record Profile(
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String status) {}

    /** What a sign-in is checked against. */
    record Credentials(UserId user, String passwordHash) {}

    /** Stores a person; {@link UniqueViolation} when somebody else was faster with a name. */
    Account insert(Queries queries, UserId id, Newcomer newcomer, boolean operator, String passwordHash) {
        var account = queries.first(
                        AccountStore::account,
                        INSERT,
                        id.value(),
                        newcomer.email(),
                        newcomer.username(),
                        Usernames.key(newcomer.username()),
                        Usernames.skeleton(newcomer.username()),
                        newcomer.displayName(),
                        operator)
                .orElseThrow();
        queries.change(INSERT_CREDENTIALS, id.value(), passwordHash);
        return account;
    }

    boolean anybody(Queries queries) {
        return queries.change(ANYBODY) > 0;
    }

    /** From now to the commit nobody else makes the first account. */
    void lockFirst(Queries queries) {
        queries.run(FIRST_ACCOUNT);
    }

    /** What of a newcomer's others have already; empty when nothing. */
    List<FieldError> taken(Queries queries, Newcomer newcomer) {
        return queries.first(
                        AccountStore::taken,
                        TAKEN,
                        newcomer.email(),
                        Usernames.key(newcomer.username()),
                        Usernames.skeleton(newcomer.username()))
                .orElseThrow();
    }

    /** The same, from a statement that was refused. */
    static List<FieldError> taken(UniqueViolation violation) {
        return List.of(
                switch (violation.constraint()) {
                    case "users_email_key" -> EMAIL_TAKEN;
                    case "username_taken", "users_username_key" -> USERNAME_TAKEN;
                    case "username_alike" -> USERNAME_ALIKE;
                    default -> throw violation;
                });
    }

    Optional<Credentials> credentials(Queries queries, String login) {
        return Emails.isOne(login)
                ? queries.first(AccountStore::credentials, BY_EMAIL, Emails.normalised(login))
                : queries.first(AccountStore::credentials, BY_USERNAME, Usernames.key(login));
    }

    /** Replaces a hash that is still the one that was read. */
    void replaceHash(Queries queries, Credentials old, String passwordHash) {
        queries.change(REPLACE_HASH, old.user().value(), old.passwordHash(), passwordHash);
    }

    Optional<Account> account(Queries queries, UserId user) {
        return queries.first(AccountStore::account, ACCOUNT, user.value());
    }

    Optional<User> user(Queries queries, UserId user) {
        return queries.first(Views::user, USER, user.value());
    }

    /** A person who is the asker or shares a server or a conversation with them. */
    Optional<User> acquaintance(Queries queries, UserId asker, UserId user) {
        return queries.first(Views::user, ACQUAINTANCE, asker.value(), user.value());
    }

    Optional<Account> update(Queries queries, UserId user, Profile profile) {
        return queries.first(
                AccountStore::account,
                UPDATE,
                user.value(),
                profile.displayName(),
                profile.bio() != null,
                emptyToNull(profile.bio()),
                profile.status() != null,
                emptyToNull(profile.status()));
    }

    void seen(Queries queries, UserId user) {
        queries.change(SEEN, user.value());
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static List<FieldError> taken(Row row) {
        var errors = new ArrayList<FieldError>();
        if (row.getBoolean("email")) {
            errors.add(EMAIL_TAKEN);
        }
        if (row.getBoolean("username")) {
            errors.add(USERNAME_TAKEN);
        } else if (row.getBoolean("alike")) {
            errors.add(USERNAME_ALIKE);
        }
        return errors;
    }

    private static Credentials credentials(Row row) {
        return new Credentials(new UserId(row.getUUID("id")), row.getString("password_hash"));
    }

    private static Account account(Row row) {
        return new Account(
                new UserId(row.getUUID("id")),
                row.getString("username"),
                row.getString("display_name"),
                Rows.textOrNull(row, "avatar_url"),
                Rows.textOrNull(row, "bio"),
                Rows.textOrNull(row, "status"),
                Rows.timeOrNull(row, "last_seen"),
                Rows.time(row, "created_at"),
                row.getString("email"),
                row.getBoolean("email_verified"),
                row.getBoolean("operator"));
    }
}
