package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How available somebody is. To others, invisible looks like offline. */
public enum PresenceStatus {
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("idle")
    IDLE,
    @JsonProperty("dnd")
    DND,
    @JsonProperty("invisible")
    INVISIBLE,
    @JsonProperty("offline")
    OFFLINE
}
