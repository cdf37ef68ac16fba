package io.miscord.persistence.access;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Channel;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;

/**
 * A channel that somebody may see, and what they may do in it: whoever holds one, may.
 *
 * @param user the person
 * @param channel the channel
 * @param domain whose permissions these are
 * @param version the access version that they were read under
 * @param permissions what the person may do
 */
public record Grant(UserId user, Channel channel, AccessDomain domain, long version, Permissions permissions) {
    /** This grant, if it holds the permission; else FORBIDDEN. */
    public Grant require(Permission permission) {
        if (!permissions.has(permission)) {
            throw ProblemException.of(Refusal.MISSING_PERMISSION, permission);
        }
        return this;
    }
}
