package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why somebody is told of something. */
public enum NotificationKind {
    /** They were called by name. */
    @JsonProperty("mention")
    MENTION,
    /** Their message was answered. */
    @JsonProperty("reply")
    REPLY,
    /** They were written to in a conversation. */
    @JsonProperty("dm")
    DM,
    /** The same, with the link of an invite. */
    @JsonProperty("invite")
    INVITE,
    /** Somebody asked to be friends, or accepted that. */
    @JsonProperty("friend")
    FRIEND
}
