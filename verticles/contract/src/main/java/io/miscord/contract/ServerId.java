package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A server: members, roles and channels. A UUIDv7; in JSON a string. */
public record ServerId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ServerId {}

    /** Reads the text form; {@link IllegalArgumentException} when it is not a UUID. */
    public static ServerId of(String text) {
        return new ServerId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
