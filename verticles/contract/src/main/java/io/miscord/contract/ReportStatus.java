package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a {@link Report}. */
public enum ReportStatus {
    /** Nobody has dealt with it yet. */
    @JsonProperty("open")
    OPEN,
    /** Something was done about it. */
    @JsonProperty("resolved")
    RESOLVED,
    /** Nothing had to be done. */
    @JsonProperty("dismissed")
    DISMISSED
}
