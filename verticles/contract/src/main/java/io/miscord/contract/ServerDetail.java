package io.miscord.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server with what the asker may see of it.
 *
 * @param channels those that the asker sees, in order
 * @param roles all roles, the lowest first
 * @param emoji the server's own
 * @param member the asker in this server; their presence is not told here
 * @param permissions what the asker may do in the server
 * @param positions the last seq of the server's stream and of each channel's, read before the rest
 */
public record ServerDetail(
        ServerId id,
        String name,
        @Nullable String description,
        @Nullable String iconUrl,
        UserId ownerId,
        @Nullable ChannelId systemChannelId,
        int minAccountAge,
        Instant createdAt,
        List<Channel> channels,
        List<Role> roles,
        List<ServerEmoji> emoji,
        Member member,
        Permissions permissions,
        Map<StreamId, Long> positions)
        implements Answer {
    public ServerDetail {
        channels = List.copyOf(channels);
        roles = List.copyOf(roles);
        // What a release before this one stored or said has none.
        emoji = emoji == null ? List.of() : List.copyOf(emoji);
        positions = Map.copyOf(positions);
    }

    /** A server with what somebody may see of it. */
    public static ServerDetail of(
            Server server,
            List<Channel> channels,
            List<Role> roles,
            List<ServerEmoji> emoji,
            Member member,
            Permissions permissions,
            Map<StreamId, Long> positions) {
        return new ServerDetail(
                server.id(),
                server.name(),
                server.description(),
                server.iconUrl(),
                server.ownerId(),
                server.systemChannelId(),
                server.minAccountAge(),
                server.createdAt(),
                channels,
                roles,
                emoji,
                member,
                permissions,
                positions);
    }
}
