package io.miscord.persistence.roles;

import io.miscord.contract.Member;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Moved;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.access.Standing;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.servers.Members;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What members are called, and all of their roles at once: of oneself, or of somebody who stands below. Roles follow
 * the rules of {@link Roles}. Methods wait: they belong on a virtual thread.
 */
public final class MemberChanges {
    private static final int LONGEST_NICKNAME = 64;
    private static final int MOST_ROLES = 1_000;

    private final Database database;
    private final Access access;
    private final Members members;
    private final Roles roles;
    private final AuditLog audit;
    private final RoleStore store = new RoleStore();

    /** Rules of changing members on this database; one a node. */
    public MemberChanges(Database database, Access access, Members members, Roles roles, AuditLog audit) {
        this.database = database;
        this.access = access;
        this.members = members;
        this.roles = roles;
        this.audit = audit;
    }

    /** Changes a member; both of it, or nothing. */
    public Member update(ServerAsk.UpdateMember ask) {
        var nickname = ask.nickname() == null || ask.nickname().isBlank()
                ? null
                : Texts.line("nickname", ask.nickname(), LONGEST_NICKNAME);
        if (ask.roles() != null) {
            Texts.atMost("roleIds", ask.roles(), MOST_ROLES);
        }
        var reason = Texts.reason(ask.reason());
        return database.inTransaction(tx -> {
            // What somebody is called changes nothing that anybody may: others go on meanwhile.
            var grant = ask.roles() == null
                    ? access.serverToKeep(tx, ask.by(), ask.server())
                    : access.serverToChange(tx, ask.by(), ask.server());
            var before = members.find(tx, ask.server(), ask.user())
                    .orElseThrow(() -> ProblemException.of(Refusal.NOT_A_MEMBER));
            boolean called = ask.nickname() != null && call(tx, grant, ask.user(), nickname);
            boolean assigned = ask.roles() != null && assign(tx, grant, before, ask.roles());
            if (!called && !assigned) {
                return before;
            }
            if (assigned) {
                Moved.of(ask.user()).tell(tx, ask.server());
            }
            var after = members.find(tx, ask.server(), ask.user()).orElseThrow();
            var event = new ServerEvent.MemberUpdated(ask.server(), after);
            tx.emit(StreamId.of(ask.server()), grant.domain(), event, ask.user().value());
            // What people call themselves is no matter of order.
            if (assigned || !ask.user().equals(grant.user())) {
                var deed = Deed.of(grant, Act.MEMBER_UPDATE).to(ask.user()).because(reason);
                audit.write(tx, deed.changing(described(before), described(after)));
            }
            return after;
        });
    }

    private boolean call(Tx tx, ServerGrant grant, UserId user, @Nullable String nickname) {
        if (user.equals(grant.user())) {
            // Whoever may name others may name themselves; a mute takes either.
            boolean manages = grant.member().base().has(Permission.MANAGE_NICKNAMES);
            grant.require(manages ? Permission.MANAGE_NICKNAMES : Permission.CHANGE_NICKNAME);
        } else {
            grant.require(Permission.MANAGE_NICKNAMES);
            roles.actedOn(tx, grant, user);
        }
        return members.call(tx, grant.server().id(), user, nickname);
    }

    /** Gives and takes what is different; false if nothing is. */
    private boolean assign(Tx tx, ServerGrant grant, Member before, Set<RoleId> wanted) {
        var had = Set.copyOf(before.roles());
        var given = wanted.stream().filter(role -> !had.contains(role)).toList();
        var taken = had.stream().filter(role -> !wanted.contains(role)).toList();
        if (given.isEmpty() && taken.isEmpty()) {
            return false;
        }
        grant.require(Permission.MANAGE_ROLES);
        var user = before.user().id();
        var theirs = roles.actedOn(tx, grant, user).base();
        var after = theirs;
        for (var role : find(tx, grant, given)) {
            after = after.plus(role.permissions());
            store.give(tx, role, user);
        }
        Standing.requireHas(grant.permissions(), theirs, after);
        find(tx, grant, taken).forEach(role -> store.take(tx, role, user));
        return true;
    }

    private static Map<String, ?> described(Member member) {
        var described = new HashMap<String, @Nullable Object>();
        described.put("nickname", member.nickname());
        described.put("roles", member.roles());
        return described;
    }

    private List<Role> find(Tx tx, ServerGrant grant, List<RoleId> ids) {
        return ids.stream().map(id -> roles.belowAndOwn(tx, grant, id)).toList();
    }
}
