package io.miscord.persistence.access;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Rank;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel that somebody may see, and what they may do in it: whoever holds one, may.
 *
 * @param user the person
 * @param channel the channel
 * @param domain whose permissions these are
 * @param version the access version that they were read under
 * @param permissions what the person may do in the channel
 * @param rank whom they may act on in its server; in a conversation nobody
 * @param roles their roles there besides everybody's
 * @param mute what they may not do for a while; null for nothing
 */
public record Grant(
        UserId user,
        Channel channel,
        AccessDomain domain,
        long version,
        Permissions permissions,
        Rank rank,
        Set<RoleId> roles,
        @Nullable Mute mute) {
    public Grant {
        roles = Set.copyOf(roles);
    }

    /** This grant, if it holds the permission; else FORBIDDEN. */
    public Grant require(Permission permission) {
        if (permissions.has(permission)) {
            return this;
        }
        if (mute != null && mute.withheld().has(permission)) {
            throw ProblemException.of(Refusal.MUTED, mute.until());
        }
        // What everybody may do in a conversation is taken from them by a block alone.
        throw channel.serverId() == null && Permissions.CONVERSATION.has(permission)
                ? ProblemException.of(Refusal.BLOCKED)
                : ProblemException.of(Refusal.MISSING_PERMISSION, permission);
    }

    /** This grant, if the channel has messages: a category holds channels, and nobody writes in it. */
    public Grant withMessages() {
        if (channel.type() == ChannelType.CATEGORY) {
            throw ProblemException.of(Refusal.NO_MESSAGES_HERE);
        }
        return this;
    }

    /** The server of the channel; FORBIDDEN for a conversation, which is changed otherwise. */
    public ServerId server() {
        var server = channel.serverId();
        if (server == null) {
            throw ProblemException.of(Refusal.CONVERSATION_FIXED);
        }
        return server;
    }

    /** This grant, if the channel is a server's; else FORBIDDEN. */
    public Grant ofServer() {
        server();
        return this;
    }

    /** What is worth keeping of it: the channel without its overwrites, which are calculated into the permissions. */
    Grant toKeep() {
        return new Grant(user, channel.withOverwrites(List.of()), domain, version, permissions, rank, roles, mute);
    }
}
