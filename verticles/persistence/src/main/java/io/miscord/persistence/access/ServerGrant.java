package io.miscord.persistence.access;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Refusal;
import io.miscord.contract.Server;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;

/**
 * A server that somebody is a member of, and what they may do in it.
 *
 * @param user the person
 * @param server the server
 * @param version the access version that the permissions were read under
 * @param permissions what the person may do
 */
public record ServerGrant(UserId user, Server server, long version, Permissions permissions) {
    /** Whose permissions these are. */
    public AccessDomain domain() {
        return AccessDomain.of(server.id());
    }

    /** Whether the person owns the server. */
    public boolean isOwner() {
        return server.ownerId().equals(user);
    }

    /** This grant, if it holds the permission; else FORBIDDEN. */
    public ServerGrant require(Permission permission) {
        if (!permissions.has(permission)) {
            throw ProblemException.of(Refusal.MISSING_PERMISSION, permission);
        }
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
