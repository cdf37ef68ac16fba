package io.miscord.persistence.audit;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Id;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.access.ServerGrant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did in a server.
 *
 * @param actor who did it; null for the word filter
 * @param target to what or whom, or null
 * @param channel in which channel, or null
 * @param reason as they gave it, or null
 * @param before what they changed, as it was; null where there was nothing
 * @param after the same as it is now; null where there is nothing any more
 */
public record Deed(
        ServerId server,
        @Nullable UserId actor,
        Act act,
        @Nullable Id target,
        @Nullable ChannelId channel,
        @Nullable String reason,
        @Nullable Map<String, ?> before,
        @Nullable Map<String, ?> after) {

    /** What the word filter of a server does. */
    public static Deed ofFilter(ServerId server, Act act) {
        return new Deed(server, null, act, null, null, null, null, null);
    }

    /** What whoever holds the grant does. */
    public static Deed of(ServerGrant grant, Act act) {
        return new Deed(grant.server().id(), grant.user(), act, null, null, null, null, null);
    }

    /** What whoever holds the grant does to a channel of a server. */
    public static Deed of(Grant grant, Act act) {
        var channel = grant.channel();
        var server = Objects.requireNonNull(channel.serverId(), "conversations have no audit log");
        return new Deed(server, grant.user(), act, channel.id(), channel.id(), null, null, null);
    }

    /** The same, done to this. */
    public Deed to(Id what) {
        return new Deed(server, actor, act, what, channel, reason, before, after);
    }

    /** The same, in this channel. */
    public Deed in(ChannelId where) {
        return new Deed(server, actor, act, target, where, reason, before, after);
    }

    /** The same, for a reason if they gave one. */
    public Deed because(@Nullable String why) {
        return new Deed(server, actor, act, target, channel, why, before, after);
    }

    /** The same, with what it changed; by its names in the contract. */
    public Deed changing(@Nullable Map<String, ?> from, @Nullable Map<String, ?> into) {
        return new Deed(server, actor, act, target, channel, reason, from, into);
    }
}
