package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What of a server or channel somebody wants to be told of. */
public enum NotifyLevel {
    /** Every message. */
    @JsonProperty("all")
    ALL,
    /** What calls them, and answers to them. */
    @JsonProperty("mentions")
    MENTIONS,
    /** Nothing. */
    @JsonProperty("nothing")
    NOTHING
}
