package io.miscord.platform.ids;

import java.security.SecureRandom;
import java.util.UUID;

/** Time-ordered ids: UUID version 7 of RFC 9562, 48 bits of milliseconds and 74 random bits. Safe on any thread. */
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    /** A new id, of now. */
    public static UUID next() {
        return at(System.currentTimeMillis());
    }

    /** A new id, as if made at this time in milliseconds since the epoch. */
    public static UUID at(long millis) {
        long high = (millis << 16) | 0x7000L | (RANDOM.nextInt() & 0xFFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
