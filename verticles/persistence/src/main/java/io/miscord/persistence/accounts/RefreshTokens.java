package io.miscord.persistence.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens: 256 random bits each, of which only a hash is stored, and the rule of their exchange. The tokens that
 * follow from one sign-in are a family, and the session is its life.
 *
 * <p>A token is exchanged once. For {@link #GRACE} after that, the same device may exchange it again and is given
 * another successor: two tabs may refresh at the same moment, and an answer may be lost on its way. Later, or from
 * another device, it means that two hold the same token, one of whom stole it: the family ends. Safe on any thread.
 */
final class RefreshTokens {
    /** How long a token that was exchanged may be exchanged again. */
    static final Duration GRACE = Duration.ofSeconds(10);
    /** Tokens of a family that may wait for their exchange; beyond it the oldest are forgotten. */
    static final int MOST_UNUSED = 16;

    private static final int BYTES = 32;
    private static final int LONGEST = 200;

    private final SecureRandom random;

    RefreshTokens(SecureRandom random) {
        this.random = random;
    }

    /** What a token is worth. */
    enum Standing {
        /** To be exchanged. */
        GOOD,
        /** Exchanged a moment ago by the same device; to be exchanged again. */
        REPEATED,
        /** Exchanged before by somebody else: the family ends. */
        REUSED,
        /** Too late, or the session has ended. */
        ENDED
    }

    /**
     * What a token is worth now.
     *
     * @param live whether its session is
     * @param usedAt when it was first exchanged, or null
     * @param sameDevice whether by the device that asks now
     */
    static Standing standing(
            Instant now, boolean live, Instant expiresAt, @Nullable Instant usedAt, boolean sameDevice) {
        if (!live) {
            return Standing.ENDED;
        }
        if (usedAt != null && (!sameDevice || now.isAfter(usedAt.plus(GRACE)))) {
            return Standing.REUSED;
        }
        if (!now.isBefore(expiresAt)) {
            return Standing.ENDED;
        }
        return usedAt == null ? Standing.GOOD : Standing.REPEATED;
    }

    /** A new one: 43 letters, digits, dashes and underscores. */
    String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is stored of a token. A plain hash will do: there is nothing to guess in 256 random bits. */
    static byte[] hash(String token) {
        // What is longer than any token is none, whatever its beginning hashes to.
        var text = token.length() > LONGEST ? token.substring(0, LONGEST) : token;
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) { // every Java has it
            throw new IllegalStateException(e);
        }
    }
}
