package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel.
 *
 * @param serverId null for a conversation
 * @param position its place among its siblings, from 0
 * @param parentId the category it is in, or null
 */
public record Channel(
        ChannelId id,
        @Nullable ServerId serverId,
        String name,
        ChannelType type,
        int position,
        @Nullable String topic,
        @Nullable ChannelId parentId,
        Instant createdAt)
        implements Answer {}
