package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a channel is for. */
public enum ChannelType {
    @JsonProperty("text")
    TEXT,
    @JsonProperty("voice")
    VOICE,
    @JsonProperty("category")
    CATEGORY,
    @JsonProperty("dm")
    DM
}
