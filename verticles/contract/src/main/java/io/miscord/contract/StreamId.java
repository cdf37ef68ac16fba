package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * What is ordered, permitted and resumed together, named by the id of what it is about: a channel, a server or a
 * person.
 */
public record StreamId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StreamId {}

    /** The stream of a channel, a server or a person. */
    public static StreamId of(Id id) {
        return new StreamId(id.value());
    }

    /** Reads the text form; {@link IllegalArgumentException} when it is not a UUID. */
    public static StreamId of(String text) {
        return new StreamId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
