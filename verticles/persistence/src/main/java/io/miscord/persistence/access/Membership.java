package io.miscord.persistence.access;

import io.miscord.contract.Channel;
import io.miscord.contract.Permissions;
import io.miscord.contract.Rank;
import io.miscord.contract.RoleId;
import io.miscord.contract.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Somebody in a server, as far as what they may do follows from it. Pure.
 *
 * @param user the person
 * @param everybody the role of every member
 * @param roles their roles besides that
 * @param base what they may do in the server, were they not muted
 * @param rank whom they may act on
 * @param muted whether they are muted in the server
 */
public record Membership(UserId user, RoleId everybody, Set<RoleId> roles, Permissions base, Rank rank, boolean muted) {
    public Membership {
        roles = Set.copyOf(roles);
    }

    /** That of a person with these roles, everybody's among them. */
    static Membership of(UserId user, boolean owner, Collection<Held> held, boolean muted) {
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
        return new Membership(user, everybody, roles, base, rank, muted);
    }

    /** What the person may do in the server. */
    public Permissions permissions() {
        return muted ? base.whileMuted() : base;
    }

    /** What the person may do in a channel of the server; nothing in one that they do not see. */
    public Permissions in(Channel channel) {
        return base.inChannel(everybody, roles, user, channel.overwrites(), muted);
    }
}
