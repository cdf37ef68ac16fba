package io.miscord.platform.config;

import java.time.Duration;
import java.util.List;

/**
 * Voice channels.
 *
 * @param batchInterval how long a change of state waits for company
 * @param highLoadUsers people in voice, in the whole cluster, above which all speak at the reduced bitrate
 * @param normalKbps the audio bitrate of a sender
 * @param recoveringKbps the bitrate on the way back
 * @param reducedKbps the bitrate under load or on a bad line
 * @param capacity people in one call; each of them sends to all others, so that the cost grows with its square
 * @param stunUrls servers that tell a browser how it is seen from outside
 * @param turnUrls relays for those who cannot connect to each other
 * @param turnSecret what the relays check credentials by ({@code static-auth-secret} of coturn); empty where there are
 *     no relays of one's own
 * @param turnLifetime how long credentials are good
 */
public record Voice(
        @Setting(value = "50ms", min = "0ms", max = "1s") Duration batchInterval,

        @Setting(value = "500", min = "1", max = "1000000") int highLoadUsers,

        @Setting(value = "64", min = "6", max = "510") int normalKbps,
        @Setting(value = "48", min = "6", max = "510") int recoveringKbps,
        @Setting(value = "32", min = "6", max = "510") int reducedKbps,
        @Setting(value = "8", min = "2", max = "50") int capacity,

        @Setting(value = "", pattern = "stuns?:[^\\s?]+", accepts = "stun:host:port")
        List<String> stunUrls,

        @Setting(
                value = "",
                pattern = "turns?:[^\\s?]+(\\?transport=(udp|tcp))?",
                accepts = "turn:host:port, turns:host:port, each with ?transport=udp or tcp")
        List<String> turnUrls,

        @Setting("") Secret turnSecret,

        @Setting(value = "1h", min = "1m", max = "24h") Duration turnLifetime) {}
