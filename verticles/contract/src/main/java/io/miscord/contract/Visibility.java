package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which channels of a server people may see, or who takes part in a conversation, as of one access version.
 *
 * @param domain the server or conversation; called {@code server} on the bus, as the release before knows it
 * @param groups people who see the same, a conversation's that alone; who is no member stands in none
 * @param channels every channel of a server named in a group
 * @param positions the last seq of the server's or conversation's stream and of each of those channels'
 */
public record Visibility(
        @JsonProperty("server") AccessDomain domain,
        long version,
        List<Group> groups,
        List<Channel> channels,
        Map<StreamId, Long> positions)
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
