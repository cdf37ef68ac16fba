package io.miscord.persistence;

import io.miscord.contract.Answer;
import io.miscord.contract.Nonce;
import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes creates safe to repeat: the first answer to a nonce is given again, for 24 hours at least. Messages have a way
 * of their own. The same nonce with other content is refused, for one of the two would be lost.
 */
public final class Idempotency {
    private final IdempotencyStore store = new IdempotencyStore();

    /**
     * Creates what was not created yet.
     *
     * @param nonce null creates in any case
     * @param content what is asked for, apart from who asks
     */
    public <A extends Answer> A once(
            Tx tx, UserId user, @Nullable Nonce nonce, Object content, Class<A> type, Supplier<A> create) {
        if (nonce == null) {
            return create.get();
        }
        var fingerprint = fingerprint(type, content);
        // Whoever comes second waits here until the first has committed.
        if (store.claim(tx, user, nonce, fingerprint)) {
            var answer = create.get();
            store.keep(tx, user, nonce, Json.text(answer));
            return answer;
        }
        var first = store.find(tx, user, nonce).orElseThrow();
        if (!first.fingerprint().equals(fingerprint)) {
            throw ProblemException.of(Refusal.KEY_REUSED);
        }
        return Json.readOwn(first.answer(), type);
    }

    /** Keeps what a create came to, where its maker was made by it. */
    public void remember(Tx tx, UserId user, Nonce nonce, Object content, Object outcome) {
        store.claim(tx, user, nonce, fingerprint(outcome.getClass(), content));
        store.keep(tx, user, nonce, Json.text(outcome));
    }

    /** What a create came to that was carried out under this nonce with this content. */
    public <T> Optional<T> remembered(Queries queries, UserId user, Nonce nonce, Object content, Class<T> type) {
        var expected = fingerprint(type, content);
        return store.find(queries, user, nonce)
                .filter(kept -> kept.fingerprint().equals(expected))
                .map(kept -> Json.readOwn(kept.answer(), type));
    }

    private static String fingerprint(Class<?> type, Object content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(type.getSimpleName().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(Json.bytes(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
