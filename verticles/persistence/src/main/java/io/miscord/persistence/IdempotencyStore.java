package io.miscord.persistence;

import io.miscord.contract.Nonce;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import java.util.Optional;

/** The statements of {@link Idempotency}. */
final class IdempotencyStore {
    private static final String CLAIM = """
            INSERT INTO idempotency_keys (user_id, nonce, fingerprint) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """;

    private static final String KEEP = "UPDATE idempotency_keys SET answer = $3 WHERE user_id = $1 AND nonce = $2";

    private static final String FIND =
            "SELECT fingerprint, answer FROM idempotency_keys WHERE user_id = $1 AND nonce = $2";

    /** What was answered to a nonce, and what had been asked. */
    record Kept(String fingerprint, String answer) {}

    boolean claim(Queries queries, UserId user, Nonce nonce, String fingerprint) {
        return queries.change(CLAIM, user.value(), nonce.value(), fingerprint) > 0;
    }

    void keep(Queries queries, UserId user, Nonce nonce, String answer) {
        queries.change(KEEP, user.value(), nonce.value(), answer);
    }

    Optional<Kept> find(Queries queries, UserId user, Nonce nonce) {
        return queries.first(
                row -> new Kept(row.getString("fingerprint"), row.getString("answer")),
                FIND,
                user.value(),
                nonce.value());
    }
}
