package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * What has an access version: a server, for all of its channels, or a direct-message conversation. Whoever may see
 * something there may see it only as of a version.
 */
public record AccessDomain(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccessDomain {}

    /** Reads the text form; {@link IllegalArgumentException} when it is not a UUID. */
    public static AccessDomain of(String text) {
        return new AccessDomain(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }

    /** A server's permissions. */
    public static AccessDomain of(ServerId server) {
        return new AccessDomain(server.value());
    }

    /** A conversation's participants. */
    public static AccessDomain of(ChannelId conversation) {
        return new AccessDomain(conversation.value());
    }

    /** A person's own things: nobody else ever sees them, so their version never changes. */
    public static AccessDomain of(UserId person) {
        return new AccessDomain(person.value());
    }
}
