package io.miscord.platform.security;

import io.miscord.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that stand for themselves: whoever has one may fetch what it names, until it expires, without a token; a
 * browser's download needs that. Every node that knows the secret makes and checks them alike. Safe on any thread.
 */
public final class SignedLinks {
    private static final String ALGORITHM = "HmacSHA256";
    /** What is signed here is nothing that the same secret signs elsewhere. */
    private static final String PURPOSE = "miscord signed link\n";

    private final SecretKeySpec key;
    private final Duration life;
    private final InstantSource clock;

    /**
     * Links signed with this secret.
     *
     * @param life how long a link is good
     * @param clock the time they are checked against
     */
    public SignedLinks(Secret secret, Duration life, InstantSource clock) {
        this.key = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.life = life;
        this.clock = clock;
    }

    /** The path with what makes it good from now on: {@code ?expires=…&signature=…}. */
    public String sign(String path) {
        long expires = clock.instant().plus(life).getEpochSecond();
        return path + "?expires=" + expires + "&signature=" + signature(path, expires);
    }

    /** Whether this path was signed here with this end, and that is still to come. */
    public boolean isGood(String path, long expires, String signature) {
        return clock.instant().getEpochSecond() < expires
                && MessageDigest.isEqual(
                        signature(path, expires).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String path, long expires) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            var signed = mac.doFinal((PURPOSE + path + "\n" + expires).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
