package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a sender is to encode sound.
 *
 * @param audioKbps kilobits a second of a sender to each peer
 * @param reason why so many
 */
public record VoiceQuality(int audioKbps, Reason reason) {
    /** Why somebody sends at a bitrate. */
    public enum Reason {
        /** All is well. */
        @JsonProperty("normal")
        NORMAL,
        /** Very many people talk on this instance. */
        @JsonProperty("high_load")
        HIGH_LOAD,
        /** The others hear losses from this sender, or are far away. */
        @JsonProperty("poor_line")
        POOR_LINE,
        /** The line was poor, and has been good for a while. */
        @JsonProperty("recovering")
        RECOVERING
    }
}
