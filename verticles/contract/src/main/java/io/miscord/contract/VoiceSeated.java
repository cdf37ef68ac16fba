package io.miscord.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has a seat.
 *
 * @param server whose channel it is; null for a conversation
 * @param resumed whether it is the one that they had
 * @param n the last signal that they are taken to have
 * @param missed the signals after it
 * @param state the call with them in it
 */
public record VoiceSeated(
        VoicePlace place,
        @Nullable ServerId server,
        boolean resumed,
        long n,
        List<VoiceSignal> missed,
        RoomState state,
        List<IceServer> iceServers,
        Instant iceExpiresAt,
        VoiceQuality quality,
        long resumeWindowMs,
        List<Permission> may)
        implements Answer {
    public VoiceSeated {
        missed = List.copyOf(missed);
        iceServers = List.copyOf(iceServers);
        may = List.copyOf(may);
    }
}
