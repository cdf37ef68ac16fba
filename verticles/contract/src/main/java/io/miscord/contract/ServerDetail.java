package io.miscord.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server with what the asker may see of it.
 *
 * @param permissions what the asker may do in the server
 * @param positions the last seq of the server's stream and of each channel's, read before the rest
 */
public record ServerDetail(
        ServerId id,
        String name,
        @Nullable String description,
        @Nullable String iconUrl,
        UserId ownerId,
        Instant createdAt,
        List<Channel> channels,
        List<Role> roles,
        Permissions permissions,
        Map<StreamId, Long> positions)
        implements Answer {
    public ServerDetail {
        channels = List.copyOf(channels);
        roles = List.copyOf(roles);
        positions = Map.copyOf(positions);
    }
}
