package io.miscord.platform.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must never be seen in a log, an error or a print-out.
 *
 * <p>It prints as bullets and compares in constant time; only {@link #reveal()} gives it away. Immutable.
 */
public final class Secret {
    /** What is printed in place of a secret. */
    static final String MASK = "••••";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** A secret of this value; an empty one stands for "not set". */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself: hand it to whom it is for, and to nobody else. */
    public String reveal() {
        return value;
    }

    /** Whether nothing was set. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "" : MASK;
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
