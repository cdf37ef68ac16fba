package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of a server's stream; none tells of a channel, for some members may not see it. */
public sealed interface ServerEvent extends DurableEvent {
    /** The server itself changed: its name, description, picture, owner or settings. */
    @JsonTypeName("server:updated")
    record ServerUpdated(Server server) implements ServerEvent {}

    /** Someone joined. */
    @JsonTypeName("member:joined")
    record MemberJoined(ServerId serverId, Member member) implements ServerEvent {}

    /** A member's nickname, roles or mute changed. */
    @JsonTypeName("member:updated")
    record MemberUpdated(ServerId serverId, Member member) implements ServerEvent {}

    /** Someone left or was removed. */
    @JsonTypeName("member:left")
    record MemberLeft(ServerId serverId, UserId userId) implements ServerEvent {}

    /** A role was made. */
    @JsonTypeName("role:created")
    record RoleCreated(ServerId serverId, Role role) implements ServerEvent {}

    /** A role changed. */
    @JsonTypeName("role:updated")
    record RoleUpdated(ServerId serverId, Role role) implements ServerEvent {}

    /** A role is gone, from whoever had it and from the overwrites of channels. */
    @JsonTypeName("role:deleted")
    record RoleDeleted(ServerId serverId, RoleId roleId) implements ServerEvent {}

    /** The server's own emoji have changed; all of them, by name. */
    @JsonTypeName("emoji:updated")
    record EmojiUpdated(ServerId serverId, List<ServerEmoji> emoji) implements ServerEvent {
        public EmojiUpdated {
            emoji = List.copyOf(emoji);
        }
    }

    /**
     * Who may see what has changed: roles, overwrites, membership, bans, or which channels there are.
     *
     * @param version the server's access version from now on
     * @param userIds whose access moved; null when it may be anybody's, empty when nobody sees more or less than before
     */
    @JsonTypeName("access:changed")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AccessChanged(
            ServerId serverId, long version, @Nullable List<UserId> userIds) implements ServerEvent {
        public AccessChanged {
            userIds = userIds == null ? null : List.copyOf(userIds);
        }
    }
}
