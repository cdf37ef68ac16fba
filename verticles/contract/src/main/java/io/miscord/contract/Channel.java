package io.miscord.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel.
 *
 * @param serverId null for a conversation
 * @param position its place among its siblings, with gaps: the channels of its category, those outside of any, or the
 *     categories
 * @param parentId the category it is in, or null; whoever does not see the category has the channel outside of any
 * @param slowMode the seconds that somebody waits between two messages; 0 for none
 * @param overwrites what is allowed and denied here, at most one for each role and person; told to all who see the
 *     channel
 */
public record Channel(
        ChannelId id,
        @Nullable ServerId serverId,
        String name,
        ChannelType type,
        int position,
        @Nullable String topic,
        @Nullable ChannelId parentId,
        int slowMode,
        List<Overwrite> overwrites,
        Instant createdAt)
        implements Answer {
    public Channel {
        // What a release before this one stored or said has none.
        overwrites = overwrites == null ? List.of() : List.copyOf(overwrites);
    }

    /** The channel as it is, but in this place. */
    public Channel at(@Nullable ChannelId parent, int place) {
        return new Channel(id, serverId, name, type, place, topic, parent, slowMode, overwrites, createdAt);
    }

    /** The channel as it is, but for what is allowed and denied in it. */
    public Channel withOverwrites(List<Overwrite> others) {
        return new Channel(id, serverId, name, type, position, topic, parentId, slowMode, others, createdAt);
    }
}
