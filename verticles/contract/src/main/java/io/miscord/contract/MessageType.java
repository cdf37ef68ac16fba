package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a message is. */
public enum MessageType {
    @JsonProperty("text")
    TEXT,
    @JsonProperty("file")
    FILE,
    @JsonProperty("embed")
    EMBED,
    @JsonProperty("system")
    SYSTEM
}
