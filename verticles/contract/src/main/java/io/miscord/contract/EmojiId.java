package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** An emoji of a server's own. A UUIDv7; in JSON a string. */
public record EmojiId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EmojiId {}

    /** Reads the text form; {@link IllegalArgumentException} when it is not a UUID. */
    public static EmojiId of(String text) {
        return new EmojiId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
