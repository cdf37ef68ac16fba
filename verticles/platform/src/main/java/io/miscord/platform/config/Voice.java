package io.miscord.platform.config;

import java.time.Duration;

/**
 * Voice channels.
 *
 * @param batchInterval how long a change of state waits for company
 * @param highLoadUsers people in voice, in the whole cluster, above which all speak at the reduced bitrate
 * @param normalKbps the audio bitrate of a sender
 * @param recoveringKbps the bitrate on the way back
 * @param reducedKbps the bitrate under load or on a bad line
 */
public record Voice(
        @Setting(value = "50ms", min = "0ms", max = "1s") Duration batchInterval,

        @Setting(value = "500", min = "1", max = "1000000") int highLoadUsers,

        @Setting(value = "64", min = "6", max = "510") int normalKbps,
        @Setting(value = "48", min = "6", max = "510") int recoveringKbps,
        @Setting(value = "32", min = "6", max = "510") int reducedKbps) {}
