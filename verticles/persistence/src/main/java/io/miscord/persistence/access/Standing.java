package io.miscord.persistence.access;

import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Rank;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * On what roles and people of a server somebody may act, by where they stand themselves, and what they may give.
 * Methods that are given a transaction wait: they belong on a virtual thread.
 */
public final class Standing {
    private final MembershipStore store = new MembershipStore();

    /** Refuses a role that is not below one's own highest. */
    public static void requireAbove(Rank rank, Role role) {
        if (!rank.mayEdit(role.position())) {
            throw ProblemException.of(Refusal.ROLE_ABOVE_YOU, role.name());
        }
    }

    /** Refuses what one may not do oneself and somebody would have more than before. */
    public static void requireHas(Permissions mine, Permissions before, Permissions after) {
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
    public Optional<Membership> actedOn(Tx tx, ServerId server, UserId self, Rank rank, UserId user) {
        var theirs = store.in(tx, server, List.of(user)).stream().findFirst();
        if (theirs.isPresent() && !user.equals(self)) {
            var above = theirs.get().rank();
            if (above.owner()) {
                throw ProblemException.of(Refusal.OWNER_STAYS);
            }
            if (!rank.mayActOn(above)) {
                throw above(tx, server, user);
            }
        }
        return theirs;
    }

    /**
     * Refuses to undo what somebody has done who is still in the server and stands above.
     *
     * @param rank how high whoever would undo it stands
     */
    public void requireNotAbove(Tx tx, ServerId server, Rank rank, UserId user) {
        for (var theirs : store.in(tx, server, List.of(user))) {
            if (theirs.rank().mayActOn(rank)) {
                throw above(tx, server, user);
            }
        }
    }

    private ProblemException above(Tx tx, ServerId server, UserId user) {
        return ProblemException.of(Refusal.ABOVE_YOU, store.name(tx, server, user));
    }
}
