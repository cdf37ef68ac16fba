package io.miscord.persistence.access;

import io.miscord.contract.Channel;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Rank;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleId;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a server, as far as what they may do follows from it. Pure.
 *
 * @param user the person
 * @param everybody the role of every member
 * @param roles their roles besides that
 * @param base what they may do in the server, were they not muted
 * @param rank whom they may act on
 * @param mutedUntil until when they are muted in the server; null when they are not
 */
public record Membership(
        UserId user,
        RoleId everybody,
        Set<RoleId> roles,
        Permissions base,
        Rank rank,
        @Nullable Instant mutedUntil) {
    public Membership {
        roles = Set.copyOf(roles);
    }

    /** That of a person with these roles, everybody's among them. */
    static Membership of(UserId user, boolean owner, Collection<Held> held, @Nullable Instant mutedUntil) {
        var everybody = held.stream()
                .filter(role -> role.position() == 0)
                .map(Held::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a server has no role of everybody's"));
        var roles = new HashSet<RoleId>();
        held.forEach(role -> roles.add(role.id()));
        roles.remove(everybody);
        var base =
                Permissions.inServer(owner, held.stream().map(Held::permissions).toList());
        var rank = Rank.of(owner, held.stream().map(Held::position).toList());
        return new Membership(user, everybody, roles, base, rank, mutedUntil);
    }

    /** What the person may do in the server. */
    public Permissions permissions() {
        return mutedUntil != null ? base.whileMuted() : base;
    }

    /** This member, if they may do it in the server; else FORBIDDEN: MUTED where a mute alone keeps them from it. */
    public Membership require(Permission permission) {
        return required(permission, permissions(), base);
    }

    /** This member, if they may do it in a channel of the server; else as in the server. */
    public Membership require(Permission permission, Channel channel) {
        return required(permission, in(channel), in(channel, false));
    }

    /** What the person may do in a channel of the server; nothing in one that they do not see. */
    public Permissions in(Channel channel) {
        return in(channel, mutedUntil != null);
    }

    /** What a mute takes from them in a channel of the server; null when they are not muted. */
    @Nullable
    Mute muteIn(Channel channel) {
        return mutedUntil == null
                ? null
                : new Mute(mutedUntil, in(channel, false).minus(in(channel, true)));
    }

    private Membership required(Permission permission, Permissions now, Permissions unmuted) {
        if (now.has(permission)) {
            return this;
        }
        throw mutedUntil != null && unmuted.has(permission)
                ? ProblemException.of(Refusal.MUTED, mutedUntil)
                : ProblemException.of(Refusal.MISSING_PERMISSION, permission);
    }

    private Permissions in(Channel channel, boolean muted) {
        return base.inChannel(everybody, roles, user, channel.overwrites(), muted);
    }
}
