package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How good the line from somebody in a call is. */
public enum LineQuality {
    /** Loss below 1 % and a round trip below 150 ms. */
    @JsonProperty("excellent")
    EXCELLENT,
    /** Loss below 3 % and a round trip below 300 ms. */
    @JsonProperty("good")
    GOOD,
    /** Anything worse. */
    @JsonProperty("poor")
    POOR
}
