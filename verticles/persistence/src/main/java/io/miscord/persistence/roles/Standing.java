package io.miscord.persistence.roles;

import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Rank;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Membership;
import io.miscord.persistence.access.Memberships;
import io.miscord.persistence.servers.Members;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** On what roles and people of a server somebody may act, by where they stand themselves, and what they may give. */
final class Standing {
    private final Members members;
    private final Memberships memberships = new Memberships();

    /** By the members of this database. */
    Standing(Members members) {
        this.members = members;
    }

    /** Refuses a role that is not below one's own highest. */
    static void requireAbove(Rank rank, Role role) {
        if (!rank.mayEdit(role.position())) {
            throw ProblemException.of(Refusal.ROLE_ABOVE_YOU, role.name());
        }
    }

    /** Refuses what one may not do oneself and somebody would have more than before. */
    static void requireHas(Permissions mine, Permissions before, Permissions after) {
        if (!mine.mayGrant(before, after)) {
            var missing = after.minus(before).minus(mine).allowed().stream()
                    .map(Permission::name)
                    .collect(Collectors.joining(", "));
            throw ProblemException.of(Refusal.CANNOT_GRANT, missing);
        }
    }

    /**
     * Somebody in the server on whom one may act; none for who is no member. As far as this goes one acts on oneself
     * too.
     *
     * @param self who acts
     * @param rank how high they stand
     */
    Optional<Membership> actedOn(Tx tx, ServerId server, UserId self, Rank rank, UserId user) {
        var theirs = memberships.in(tx, server, List.of(user)).stream().findFirst();
        if (theirs.isPresent() && !user.equals(self)) {
            var above = theirs.get().rank();
            if (above.owner()) {
                throw ProblemException.of(Refusal.OWNER_STAYS);
            }
            if (!rank.mayActOn(above)) {
                throw ProblemException.of(
                        Refusal.ABOVE_YOU,
                        members.find(tx, server, user).orElseThrow().name());
            }
        }
        return theirs;
    }
}
