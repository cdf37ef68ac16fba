package io.miscord.persistence.access;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Rank;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleId;
import io.miscord.contract.Server;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import java.util.Set;

/**
 * A server that somebody is a member of, and what they may do in it.
 *
 * @param server the server
 * @param version the access version that the permissions were read under
 * @param member the person, as a member of it
 */
public record ServerGrant(Server server, long version, Membership member) {
    /** The person. */
    public UserId user() {
        return member.user();
    }

    /** What the person may do in the server. */
    public Permissions permissions() {
        return member.permissions();
    }

    /** Whom the person may act on there. */
    public Rank rank() {
        return member.rank();
    }

    /** The person's roles there besides everybody's. */
    public Set<RoleId> roles() {
        return member.roles();
    }

    /** Whose permissions these are. */
    public AccessDomain domain() {
        return AccessDomain.of(server.id());
    }

    /** Whether the person owns the server. */
    public boolean isOwner() {
        return server.ownerId().equals(user());
    }

    /** This grant, if it holds the permission; else FORBIDDEN. */
    public ServerGrant require(Permission permission) {
        member.require(permission);
        return this;
    }

    /** This grant, if it is the owner's; else FORBIDDEN. */
    public ServerGrant requireOwner() {
        if (!isOwner()) {
            throw ProblemException.of(Refusal.OWNER_ONLY);
        }
        return this;
    }
}
