package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A client's idempotency key: 1 to 64 characters, no control characters and no half of a surrogate pair, remembered for
 * 24 hours at least.
 */
public record Nonce(@JsonValue String value) {
    /** The longest nonce, in characters. */
    public static final int MAX_LENGTH = 64;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Nonce {
        if (value.isBlank() || value.length() > MAX_LENGTH || value.codePoints().anyMatch(Nonce::isNone)) {
            throw new IllegalArgumentException("nonce: 1 to 64 characters, none of them a control character");
        }
    }

    /** Two such would be stored as one and the same: there is no UTF-8 of half a pair. */
    private static boolean isNone(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }
}
