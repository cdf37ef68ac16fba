package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may make an account; the first of an instance always may. */
public enum RegistrationMode {
    /** Anybody. */
    @JsonProperty("open")
    OPEN,
    /** Whoever holds an invite to a server. */
    @JsonProperty("invite")
    INVITE,
    /** Nobody. */
    @JsonProperty("closed")
    CLOSED
}
