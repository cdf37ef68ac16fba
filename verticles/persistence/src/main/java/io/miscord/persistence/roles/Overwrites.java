package io.miscord.persistence.roles;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Id;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.access.Moved;
import io.miscord.persistence.access.Standing;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What single channels allow and deny roles and people. Whoever changes it may manage roles in that channel, stands
 * above whom it is for, and has there what they give; one may shut oneself out. It is told whose sight it moves before
 * it is told what the channel is like: whoever loses the channel gets nothing of it any more.
 *
 * <p>What is said of somebody who leaves the server stays, and holds again if they come back; until then it takes the
 * right to roles in all of the server to change it. Methods wait: they belong on a virtual thread.
 */
public final class Overwrites {
    private final Database database;
    private final Access access;
    private final Channels channels;
    private final Standing standing = new Standing();
    private final Limits limits;
    private final AuditLog audit;
    private final RoleStore roles = new RoleStore();
    private final OverwriteStore store = new OverwriteStore();

    /** Rules of overwrites on this database; one a node. */
    public Overwrites(Database database, Access access, Channels channels, Limits limits, AuditLog audit) {
        this.database = database;
        this.access = access;
        this.channels = channels;
        this.limits = limits;
        this.audit = audit;
    }

    /** Says what a channel allows and denies a role or a person. */
    public Answer.Done set(ChannelAsk.SetOverwrite ask) {
        return change(ask.by(), ask.channel(), (tx, grant) -> {
            var overwrites = byTarget(grant.channel().overwrites());
            var target = ask.overwrite().userId();
            if (target != null && !access.isMember(tx, grant.server(), target)) {
                throw ProblemException.of(Refusal.NOT_A_MEMBER);
            }
            overwrites.put(ask.overwrite().target(), ask.overwrite());
            return overwrites;
        });
    }

    /** Says nothing of a role or a person any more; where nothing was said, nothing happens. */
    public Answer.Done clear(ChannelAsk.ClearOverwrite ask) {
        return change(ask.by(), ask.channel(), (tx, grant) -> {
            var overwrites = byTarget(grant.channel().overwrites());
            overwrites.remove(ask.target());
            return overwrites;
        });
    }

    /** Says what the channel's category does, and nothing else. */
    public Answer.Done sync(ChannelAsk.SyncOverwrites ask) {
        return change(
                ask.by(),
                ask.channel(),
                (tx, grant) -> byTarget(category(tx, ask.by(), grant).overwrites()));
    }

    /** What is said of one target, before and after. */
    private record Change(
            @Nullable Overwrite before, @Nullable Overwrite after) {
        Overwrite any() {
            return Objects.requireNonNull(after == null ? before : after);
        }

        /** What the target, or who has that role, may do by it and could not before. */
        Permissions given() {
            var allowed = allow(after).minus(allow(before));
            var denied = deny(before).minus(deny(after));
            return allowed.plus(denied);
        }

        Deed by(Grant grant) {
            var overwrite = any();
            Id target = overwrite.roleId() == null ? overwrite.userId() : overwrite.roleId();
            return Deed.of(grant, Act.OVERWRITE_UPDATE)
                    .to(Objects.requireNonNull(target))
                    .changing(described(before), described(after));
        }

        private static @Nullable Map<String, ?> described(@Nullable Overwrite overwrite) {
            return overwrite == null ? null : Map.of("allow", overwrite.allow(), "deny", overwrite.deny());
        }

        private static Permissions allow(@Nullable Overwrite overwrite) {
            return overwrite == null ? Permissions.NONE : overwrite.allow();
        }

        private static Permissions deny(@Nullable Overwrite overwrite) {
            return overwrite == null ? Permissions.NONE : overwrite.deny();
        }
    }

    private Answer.Done change(Actor by, ChannelId channel, BiFunction<Tx, Grant, Map<UUID, Overwrite>> wanted) {
        return database.inTransaction(tx -> {
            var grant = access.channelToChange(tx, by, channel).ofServer().require(Permission.MANAGE_ROLES);
            var before = byTarget(grant.channel().overwrites());
            var after = wanted.apply(tx, grant);
            var changes = changes(before, after);
            if (!changes.isEmpty()) {
                requireRoom(tx, grant, before.size(), after.size());
                var whose = whose(tx, grant, changes);
                store.remove(tx, channel, changes.stream().map(Change::any).toList());
                store.insert(
                        tx,
                        channel,
                        changes.stream()
                                .map(Change::after)
                                .filter(Objects::nonNull)
                                .toList());
                changed(tx, grant, whose);
                changes.forEach(change -> audit.write(tx, change.by(grant)));
            }
            return Answer.Done.DONE;
        });
    }

    private void changed(Tx tx, Grant grant, Moved whose) {
        whose.tell(tx, grant.server());
        var overwrites = store.of(tx, grant.channel().id());
        Channels.updated(tx, grant.channel().withOverwrites(overwrites));
    }

    /** Whose sight these changes move, if the asker may make them. */
    private Moved whose(Tx tx, Grant grant, List<Change> changes) {
        var known = changes.stream().anyMatch(change -> change.any().roleId() != null)
                ? roles.of(tx, grant.server())
                : List.<Role>of();
        var whose = Moved.NOBODY;
        for (var change : changes) {
            Standing.requireHas(grant.permissions(), Permissions.NONE, change.given());
            var role = change.any().roleId();
            whose = whose.and(role == null ? ofPerson(tx, grant, change) : ofRole(tx, grant, change, known, role));
        }
        return whose;
    }

    private Moved ofRole(Tx tx, Grant grant, Change change, List<Role> known, RoleId id) {
        var role = known.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_ROLE));
        Standing.requireAbove(grant.rank(), role);
        boolean everybodys = role.position() == 0;
        var holders = everybodys ? List.<UserId>of() : roles.holders(tx, id, Moved.MOST_NAMED + 1);
        return Moved.byOverwrite(change.before, change.after, everybodys, holders);
    }

    private Moved ofPerson(Tx tx, Grant grant, Change change) {
        var user = Objects.requireNonNull(change.any().userId());
        var there = standing.actedOn(tx, grant.server(), grant.user(), grant.rank(), user);
        if (there.isEmpty()) { // they may have stood above the asker when it was said
            access.serverOf(tx, grant.user(), grant.server()).require(Permission.MANAGE_ROLES);
        }
        return Moved.byOverwrite(change.before, change.after, false, List.of(user));
    }

    private Channel category(Tx tx, Actor by, Grant grant) {
        var parent = grant.channel().parentId();
        var seen = channels.visible(tx, access.server(tx, by, grant.server()));
        return seen.stream()
                .filter(one -> one.type() == ChannelType.CATEGORY && one.id().equals(parent))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(Refusal.NO_CATEGORY));
    }

    private void requireRoom(Tx tx, Grant grant, int before, int after) {
        if (after <= before) {
            return;
        }
        if (after > limits.overwritesPerChannel()) {
            throw ProblemException.of(Refusal.TOO_MANY_OVERWRITES, limits.overwritesPerChannel());
        }
        if (store.count(tx, grant.server()) - before + after > limits.overwritesPerServer()) {
            throw ProblemException.of(Refusal.TOO_MANY_OVERWRITES, limits.overwritesPerServer());
        }
    }

    private static List<Change> changes(Map<UUID, Overwrite> before, Map<UUID, Overwrite> after) {
        var changes = new ArrayList<Change>();
        after.forEach((target, overwrite) -> {
            var was = before.get(target);
            if (!overwrite.equals(was)) {
                changes.add(new Change(was, overwrite));
            }
        });
        before.forEach((target, overwrite) -> {
            if (!after.containsKey(target)) {
                changes.add(new Change(overwrite, null));
            }
        });
        return changes;
    }

    private static Map<UUID, Overwrite> byTarget(Collection<Overwrite> overwrites) {
        var byTarget = new LinkedHashMap<UUID, Overwrite>();
        overwrites.forEach(overwrite -> byTarget.put(overwrite.target(), overwrite));
        return byTarget;
    }
}
