package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server.
 *
 * @param systemChannelId where joins are told; null for nowhere. An id alone: not everybody sees the channel
 * @param minAccountAge the seconds that an account must be old to join; 0 for any
 */
public record Server(
        ServerId id,
        String name,
        @Nullable String description,
        @Nullable String iconUrl,
        UserId ownerId,
        @Nullable ChannelId systemChannelId,
        int minAccountAge,
        Instant createdAt)
        implements Answer {}
