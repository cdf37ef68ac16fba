package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why somebody is no longer in a server. A reason of a later release is read as {@link #LEFT}. */
public enum LeaveReason {
    /** They left by themselves. */
    @JsonEnumDefaultValue
    @JsonProperty("left")
    LEFT,
    @JsonProperty("kicked")
    KICKED,
    @JsonProperty("banned")
    BANNED,
    /** The server is gone. */
    @JsonProperty("deleted")
    DELETED
}
