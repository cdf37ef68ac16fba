package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much an {@link Announcement} matters. */
public enum Severity {
    /** Good to know. */
    @JsonProperty("info")
    INFO,
    /** Something will not go as usual. */
    @JsonProperty("warning")
    WARNING,
    /** Something does not work, or is about to stop. */
    @JsonProperty("critical")
    CRITICAL
}
