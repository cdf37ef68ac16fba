package io.miscord.persistence.roles;

import io.miscord.contract.Answer;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Membership;
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
import io.miscord.platform.config.Limits;
import io.miscord.platform.ids.UuidV7;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The roles of servers. Whoever changes one needs the permission, stands above it and has what they give; all of that
 * is looked up under the server's lock, so that two changes at once happen one after the other. What moves somebody's
 * sight is told before what it comes from: whoever loses something gets nothing of it any more.
 *
 * <p>Methods wait: they belong on a virtual thread.
 */
public final class Roles {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_MOVES = 1_000;
    private static final int WHITE = 0xFFFFFF;

    private final Database database;
    private final Access access;
    private final Members members;
    private final Idempotency idempotency;
    private final Limits limits;
    private final AuditLog audit;
    private final Standing standing = new Standing();
    private final RoleStore store = new RoleStore();

    /** Rules of roles on this database; one a node. */
    public Roles(
            Database database, Access access, Members members, Idempotency idempotency, Limits limits, AuditLog audit) {
        this.database = database;
        this.access = access;
        this.members = members;
        this.idempotency = idempotency;
        this.limits = limits;
        this.audit = audit;
    }

    /** The roles of a server, the lowest first. */
    public Answer.Listing<Role> of(RoleAsk.Of ask) {
        var roles = database.inSnapshot(queries -> {
            var grant = access.server(queries, ask.by(), ask.server());
            return store.of(queries, grant.server().id());
        });
        return new Answer.Listing<>(roles, null);
    }

    /** A new role, right above everybody's; nobody has it yet. */
    public Role create(RoleAsk.Create ask) {
        var name = Texts.line("name", ask.name(), LONGEST_NAME);
        Texts.within("color", ask.color(), 0, WHITE);
        var content = Arrays.asList(ask.server(), name, ask.color(), ask.permissions(), ask.hoist(), ask.mentionable());
        return database.inTransaction(tx -> {
            var grant = toChange(tx, ask);
            return idempotency.once(tx, grant.user(), ask.nonce(), content, Role.class, () -> {
                Standing.requireHas(grant.permissions(), Permissions.NONE, ask.permissions());
                return add(tx, grant, ask, name);
            });
        });
    }

    /** Changes a role. */
    public Role update(RoleAsk.Update ask) {
        var name = ask.name() == null ? null : Texts.line("name", ask.name(), LONGEST_NAME);
        if (ask.color() != null) {
            Texts.within("color", ask.color(), 0, WHITE);
        }
        return database.inTransaction(tx -> {
            var grant = toChange(tx, ask);
            var before = below(tx, grant, ask.role());
            var after = new Role(
                    before.id(),
                    before.serverId(),
                    name == null ? before.name() : name,
                    ask.color() == null ? before.color() : ask.color(),
                    ask.permissions() == null ? before.permissions() : ask.permissions(),
                    before.position(),
                    ask.hoist() == null ? before.hoist() : ask.hoist(),
                    ask.mentionable() == null ? before.mentionable() : ask.mentionable());
            if (isEverybodys(after) && (after.hoist() || after.mentionable())) {
                throw ProblemException.of(Refusal.BUILT_IN_ROLE);
            }
            Standing.requireHas(grant.permissions(), before.permissions(), after.permissions());
            if (!after.equals(before)) {
                store.update(tx, after);
                updated(tx, grant, before, after);
                var deed = Deed.of(grant, Act.ROLE_UPDATE).to(after.id());
                audit.write(tx, deed.changing(described(before), described(after)));
            }
            return after;
        });
    }

    /** Deletes a role. */
    public Answer.Done delete(RoleAsk.Delete ask) {
        return database.inTransaction(tx -> {
            var grant = toChange(tx, ask);
            var role = belowAndOwn(tx, grant, ask.role());
            var moved = Moved.byLossOf(role.permissions(), store.overwrites(tx, role.id()), holders(tx, role));
            store.delete(tx, role.id());
            moved.tell(tx, ask.server());
            emit(tx, grant, new ServerEvent.RoleDeleted(ask.server(), role.id()));
            audit.write(tx, Deed.of(grant, Act.ROLE_DELETE).to(role.id()).changing(described(role), null));
            return Answer.Done.DONE;
        });
    }

    /**
     * Moves roles one after the other, in the order as it is by then: of two people who move roles at once the second
     * moves them in what the first has left. Whom a role stands above may change, what anybody sees does not.
     */
    public Answer.Listing<Role> move(RoleAsk.Move ask) {
        Texts.atMost("moves", ask.moves(), MOST_MOVES);
        return database.inTransaction(tx -> {
            var grant = toChange(tx, ask);
            var roles = store.of(tx, ask.server());
            var order = new RoleOrder(roles);
            for (var move : ask.moves()) {
                order.move(movable(grant, roles, move), move.place());
            }
            if (!reordered(tx, grant, order)) {
                return new Answer.Listing<>(roles, null);
            }
            var now = store.of(tx, ask.server());
            audit.write(tx, Deed.of(grant, Act.ROLE_MOVE).changing(ordered(roles), ordered(now)));
            return new Answer.Listing<>(now, null);
        });
    }

    /** Gives somebody a role. */
    public Answer.Done give(RoleAsk.Give ask) {
        return database.inTransaction(tx -> {
            var grant = toChange(tx, ask);
            var role = belowAndOwn(tx, grant, ask.role());
            var theirs = actedOn(tx, grant, ask.user());
            Standing.requireHas(
                    grant.permissions(), theirs.base(), theirs.base().plus(role.permissions()));
            if (store.give(tx, role, ask.user())) {
                assigned(tx, grant, Act.ROLE_GIVE, theirs, with(theirs.roles(), role));
            }
            return Answer.Done.DONE;
        });
    }

    /** Takes a role from somebody. */
    public Answer.Done take(RoleAsk.Take ask) {
        return database.inTransaction(tx -> {
            var grant = toChange(tx, ask);
            var role = belowAndOwn(tx, grant, ask.role());
            var theirs = actedOn(tx, grant, ask.user());
            if (store.take(tx, role, ask.user())) {
                assigned(tx, grant, Act.ROLE_TAKE, theirs, without(theirs.roles(), role));
            }
            return Answer.Done.DONE;
        });
    }

    private Role add(Tx tx, ServerGrant grant, RoleAsk.Create ask, String name) {
        var roles = store.of(tx, ask.server());
        if (roles.size() >= limits.rolesPerServer()) {
            throw ProblemException.of(Refusal.TOO_MANY_ROLES, limits.rolesPerServer());
        }
        var order = new RoleOrder(roles);
        var role = new Role(
                new RoleId(UuidV7.next()),
                ask.server(),
                name,
                ask.color(),
                ask.permissions(),
                order.below(),
                ask.hoist(),
                ask.mentionable());
        reordered(tx, grant, order);
        store.insert(tx, role);
        emit(tx, grant, new ServerEvent.RoleCreated(ask.server(), role));
        audit.write(tx, Deed.of(grant, Act.ROLE_CREATE).to(role.id()).changing(null, described(role)));
        return role;
    }

    /** The role that is to be moved, if the asker may move it there. */
    private static Role movable(ServerGrant grant, List<Role> roles, RoleAsk.RoleMove move) {
        Texts.within("position", move.place(), 1, Integer.MAX_VALUE);
        var role = roles.stream()
                .filter(one -> one.id().equals(move.roleId()))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_ROLE));
        requireOwn(role);
        Standing.requireAbove(grant.rank(), role);
        // Those that the asker may not touch stand above all others, so nothing that is allowed ever moves them.
        var above = roles.stream()
                .filter(one -> !isEverybodys(one) && !grant.rank().mayEdit(one.position()))
                .toList();
        if (!above.isEmpty() && move.place() >= roles.size() - above.size()) {
            throw ProblemException.of(Refusal.ROLE_ABOVE_YOU, above.getFirst().name());
        }
        return role;
    }

    private void updated(Tx tx, ServerGrant grant, Role before, Role after) {
        boolean allowsTheSame =
                before.permissions().equals(after.permissions()) && before.mentionable() == after.mentionable();
        if (!allowsTheSame) {
            var holders = isEverybodys(after) ? List.<UserId>of() : holders(tx, after);
            Moved.byRole(before.permissions(), after.permissions(), isEverybodys(after), holders)
                    .tell(tx, after.serverId());
        }
        emit(tx, grant, new ServerEvent.RoleUpdated(after.serverId(), after));
    }

    /** Writes and tells the positions that are others now; false if there are none. */
    private boolean reordered(Tx tx, ServerGrant grant, RoleOrder order) {
        var moved = order.moved();
        if (moved.isEmpty()) {
            return false;
        }
        store.place(tx, moved);
        Moved.NOBODY.tell(tx, grant.server().id());
        moved.forEach(role -> emit(tx, grant, new ServerEvent.RoleUpdated(role.serverId(), role)));
        return true;
    }

    private void assigned(Tx tx, ServerGrant grant, Act act, Membership before, Set<RoleId> after) {
        var server = grant.server().id();
        var user = before.user();
        Moved.of(user).tell(tx, server);
        var member = members.find(tx, server, user).orElseThrow();
        var event = new ServerEvent.MemberUpdated(server, member);
        tx.emit(StreamId.of(server), grant.domain(), event, user.value());
        var deed = Deed.of(grant, act).to(user);
        audit.write(tx, deed.changing(Map.of("roles", before.roles()), Map.of("roles", after)));
    }

    private static Set<RoleId> with(Set<RoleId> roles, Role another) {
        var more = new HashSet<>(roles);
        more.add(another.id());
        return more;
    }

    private static Set<RoleId> without(Set<RoleId> roles, Role one) {
        var fewer = new HashSet<>(roles);
        fewer.remove(one.id());
        return fewer;
    }

    /** What the audit log keeps of a role. */
    private static Map<String, ?> described(Role role) {
        var described = new HashMap<String, Object>();
        described.put("name", role.name());
        described.put("color", role.color());
        described.put("permissions", role.permissions());
        described.put("hoist", role.hoist());
        described.put("mentionable", role.mentionable());
        return described;
    }

    /** What it keeps of the order of all of them. */
    private static Map<String, ?> ordered(List<Role> lowestFirst) {
        return Map.of("roles", lowestFirst.stream().map(Role::id).toList());
    }

    private static void emit(Tx tx, ServerGrant grant, ServerEvent event) {
        tx.emit(StreamId.of(grant.server().id()), grant.domain(), event, null);
    }

    private List<UserId> holders(Tx tx, Role role) {
        return store.holders(tx, role.id(), Moved.MOST_NAMED + 1);
    }

    private ServerGrant toChange(Tx tx, RoleAsk<?> ask) {
        return access.serverToChange(tx, ask.by(), ask.server()).require(Permission.MANAGE_ROLES);
    }

    private Role find(Tx tx, ServerGrant grant, RoleId id) {
        return store.find(tx, grant.server().id(), id).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_ROLE));
    }

    /** A role that the asker stands above. */
    private Role below(Tx tx, ServerGrant grant, RoleId id) {
        var role = find(tx, grant, id);
        Standing.requireAbove(grant.rank(), role);
        return role;
    }

    /** A role that the asker stands above, and that is not everybody's. */
    Role belowAndOwn(Tx tx, ServerGrant grant, RoleId id) {
        var role = find(tx, grant, id);
        requireOwn(role);
        Standing.requireAbove(grant.rank(), role);
        return role;
    }

    /** Somebody in the server whom the asker may act on; as far as roles go, themselves too. */
    Membership actedOn(Tx tx, ServerGrant grant, UserId user) {
        return standing.actedOn(tx, grant.server().id(), grant.user(), grant.rank(), user)
                .orElseThrow(() -> ProblemException.of(Refusal.NOT_A_MEMBER));
    }

    private static void requireOwn(Role role) {
        if (isEverybodys(role)) {
            throw ProblemException.of(Refusal.BUILT_IN_ROLE);
        }
    }

    private static boolean isEverybodys(Role role) {
        return role.position() == 0;
    }
}
