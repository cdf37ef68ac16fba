package io.miscord.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which channels of a server people may see, as of one access version.
 *
 * @param groups people who see the same; somebody who is no member stands in none
 * @param channels every channel named in a group
 * @param positions the last seq of the server's stream and of each of those channels'
 */
public record Visibility(
        ServerId server, long version, List<Group> groups, List<Channel> channels, Map<StreamId, Long> positions)
        implements Answer {
    public Visibility {
        groups = List.copyOf(groups);
        channels = List.copyOf(channels);
        positions = Map.copyOf(positions);
    }

    /** People who see the same channels. */
    public record Group(Set<UserId> users, Set<ChannelId> channels) {
        public Group {
            users = Set.copyOf(users);
            channels = Set.copyOf(channels);
        }
    }
}
