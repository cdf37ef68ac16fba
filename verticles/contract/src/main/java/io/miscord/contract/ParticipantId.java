package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Somebody's seat in a call, from their joining to their leaving, over reconnects too. A UUIDv7; in JSON a string. */
public record ParticipantId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ParticipantId {}

    /** Reads the text form; {@link IllegalArgumentException} when it is not a UUID. */
    public static ParticipantId of(String text) {
        return new ParticipantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
