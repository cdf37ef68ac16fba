package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From whom a person takes new conversations. Those that are there already go on, unless one blocks the other. */
public enum MessagesFrom {
    @JsonProperty("everyone")
    EVERYONE,
    /** Friends, and whoever shares a server with them. */
    @JsonProperty("mates")
    MATES,
    @JsonProperty("friends")
    FRIENDS
}
