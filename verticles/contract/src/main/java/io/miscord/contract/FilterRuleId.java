package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A rule of a word filter. A UUIDv7; in JSON a string. */
public record FilterRuleId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public FilterRuleId {}

    /** Reads the text form; {@link IllegalArgumentException} when it is not a UUID. */
    public static FilterRuleId of(String text) {
        return new FilterRuleId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
