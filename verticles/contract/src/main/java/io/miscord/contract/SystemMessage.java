package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a message of type system tells, in place of a text: its author did it. In JSON what does not apply is left out.
 *
 * @param userId to whom it was done, where that is not its author
 * @param messageId to which message; it may be gone meanwhile
 * @param name what something is called from then on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SystemMessage(
        Kind kind,
        @Nullable UserId userId,
        @Nullable MessageId messageId,
        @Nullable String name) {
    /** The act. */
    public enum Kind {
        /** One that this release does not know: a newer one may have stored it. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("member_joined")
        MEMBER_JOINED,
        @JsonProperty("message_pinned")
        MESSAGE_PINNED,
        @JsonProperty("channel_renamed")
        CHANNEL_RENAMED,
        @JsonProperty("person_added")
        PERSON_ADDED,
        @JsonProperty("person_removed")
        PERSON_REMOVED,
        @JsonProperty("person_left")
        PERSON_LEFT
    }

    /** The author came into the server. */
    public static SystemMessage joined() {
        return new SystemMessage(Kind.MEMBER_JOINED, null, null, null);
    }

    /** The author pinned a message. */
    public static SystemMessage pinned(MessageId message) {
        return new SystemMessage(Kind.MESSAGE_PINNED, null, message, null);
    }

    /** The author brought somebody into the group. */
    public static SystemMessage added(UserId user) {
        return new SystemMessage(Kind.PERSON_ADDED, user, null, null);
    }

    /** The author took somebody out of the group. */
    public static SystemMessage removed(UserId user) {
        return new SystemMessage(Kind.PERSON_REMOVED, user, null, null);
    }

    /** The author left the group. */
    public static SystemMessage left() {
        return new SystemMessage(Kind.PERSON_LEFT, null, null, null);
    }

    /** The author gave the channel or group this name. */
    public static SystemMessage renamed(String name) {
        return new SystemMessage(Kind.CHANNEL_RENAMED, null, null, name);
    }
}
