package io.miscord.contract;

import java.time.Instant;
import java.util.List;

/**
 * What somebody may use to find others, for a while.
 *
 * @param expiresAt when the credentials end; ask again before that
 */
public record IceServers(List<IceServer> iceServers, Instant expiresAt) implements Answer {
    public IceServers {
        iceServers = List.copyOf(iceServers);
    }
}
