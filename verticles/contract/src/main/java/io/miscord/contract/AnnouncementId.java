package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Something that everybody of the instance is told. A UUIDv7; in JSON a string. */
public record AnnouncementId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AnnouncementId {}

    /** Reads the text form; {@link IllegalArgumentException} when it is not a UUID. */
    public static AnnouncementId of(String text) {
        return new AnnouncementId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
