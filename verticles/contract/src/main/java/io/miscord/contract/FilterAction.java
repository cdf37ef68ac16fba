package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a message that a {@link FilterRule} catches. */
public enum FilterAction {
    /** It is not sent. */
    @JsonProperty("block")
    BLOCK,
    /** It is sent, and reported to whoever keeps order. */
    @JsonProperty("report")
    REPORT,
    /** It is not sent, and its author is muted for a time. */
    @JsonProperty("mute")
    MUTE
}
