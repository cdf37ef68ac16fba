package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A client's idempotency key: 1 to 64 characters, no control characters, remembered for 24 hours at least. */
public record Nonce(@JsonValue String value) {
    /** The longest nonce, in characters. */
    public static final int MAX_LENGTH = 64;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Nonce {
        if (value.isBlank() || value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("nonce: 1 to 64 characters, none of them a control character");
        }
    }
}
