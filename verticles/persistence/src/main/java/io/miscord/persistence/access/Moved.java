package io.miscord.persistence.access;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Tx;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may see more or less of a server after a change: what {@code access:changed} says. Whoever is named is asked
 * about anew by every node; who is not, is not. Finding it out is pure; {@link #tell} is not.
 *
 * @param userIds these people; null when it may be anybody
 */
public record Moved(@Nullable List<UserId> userIds) {
    /** The most people that are named; with more of them it is anybody. */
    public static final int MOST_NAMED = 100;

    /** Nobody: what people may do has changed, but not what they see. */
    public static final Moved NOBODY = new Moved(List.of());

    /** Anybody. */
    public static final Moved ANYBODY = new Moved(null);

    public Moved {
        userIds = userIds == null ? null : List.copyOf(userIds);
    }

    /** One person. */
    public static Moved of(UserId user) {
        return new Moved(List.of(user));
    }

    /**
     * When what a role allows has changed.
     *
     * @param everybodys whether it is the role of every member
     * @param holders who has it, as far as they were looked up: one more than {@link #MOST_NAMED} is enough
     */
    public static Moved byRole(Permissions before, Permissions after, boolean everybodys, Collection<UserId> holders) {
        boolean same = before.has(Permission.VIEW_CHANNEL) == after.has(Permission.VIEW_CHANNEL)
                && before.has(Permission.ADMINISTRATOR) == after.has(Permission.ADMINISTRATOR);
        return same ? NOBODY : among(everybodys, holders);
    }

    /**
     * When a channel's overwrite was set, changed or removed.
     *
     * @param before null when there was none
     * @param after null when there is none any more
     * @param everybodys whether it is for the role of every member
     * @param holders who has its role, as far as they were looked up, or the person whom it is for
     */
    public static Moved byOverwrite(
            @Nullable Overwrite before, @Nullable Overwrite after, boolean everybodys, Collection<UserId> holders) {
        return sight(before) == sight(after) ? NOBODY : among(everybodys, holders);
    }

    /** When a role is gone, with what it allowed and what channels said of it. */
    public static Moved byLossOf(
            Permissions permissions, Collection<Overwrite> overwrites, Collection<UserId> holders) {
        boolean isSilent = overwrites.stream().allMatch(overwrite -> sight(overwrite) == sight(null));
        return isSilent ? byRole(permissions, Permissions.NONE, false, holders) : among(false, holders);
    }

    /** Those of either. */
    public Moved and(Moved other) {
        if (userIds == null || other.userIds == null) {
            return ANYBODY;
        }
        var all = new LinkedHashSet<>(userIds);
        all.addAll(other.userIds);
        return among(false, all);
    }

    /** Tells of it in a server whose access is being changed. */
    public void tell(Tx tx, ServerId server) {
        tell(tx, server, null);
    }

    /**
     * Tells of it in a server whose access is being changed: raises its version, so that nothing goes on under the one
     * before, and says whose sight it is. What is emitted after it is seen by those who see it now: to be told before
     * what has changed.
     *
     * @param about whom the change is about, if it is one person
     */
    public void tell(Tx tx, ServerId server, @Nullable UserId about) {
        var domain = AccessDomain.of(server);
        long version = tx.raiseAccess(domain);
        tx.emit(StreamId.of(server), domain, event(server, version), about == null ? null : about.value());
    }

    /** The event that tells of it, under the version that holds from now on. */
    ServerEvent.AccessChanged event(ServerId server, long version) {
        return new ServerEvent.AccessChanged(server, version, userIds);
    }

    private static Moved among(boolean everybodys, Collection<UserId> holders) {
        return everybodys || holders.size() > MOST_NAMED ? ANYBODY : new Moved(List.copyOf(holders));
    }

    /** What an overwrite says of seeing the channel: 1 it may be seen, -1 it may not, 0 nothing. */
    private static int sight(@Nullable Overwrite overwrite) {
        if (overwrite == null) {
            return 0;
        }
        if (overwrite.allow().has(Permission.VIEW_CHANNEL)) {
            return 1;
        }
        return overwrite.deny().has(Permission.VIEW_CHANNEL) ? -1 : 0;
    }
}
