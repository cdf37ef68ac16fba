package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A set of permissions, and the pure calculation of what somebody may do. In JSON a list of names in the order of
 * {@link Permission}.
 *
 * @param bits those of its permissions; others are dropped
 */
public record Permissions(long bits) {
    private static final Map<String, Permission> NAMES =
            Arrays.stream(Permission.values()).collect(Collectors.toMap(Permission::name, Function.identity()));
    private static final long KNOWN = bits(permission -> true);

    /** Nothing. */
    public static final Permissions NONE = new Permissions(0);

    /** Everything: the owner's, and what {@link Permission#ADMINISTRATOR} means. */
    public static final Permissions ALL = new Permissions(KNOWN);

    /** All that can be allowed or denied in a single channel. */
    public static final Permissions IN_CHANNEL = new Permissions(bits(Permission::inChannel));

    /** What the built-in role of every member allows in a new server. */
    public static final Permissions MEMBER = of(
            Permission.VIEW_CHANNEL,
            Permission.SEND_MESSAGES,
            Permission.ADD_REACTIONS,
            Permission.CREATE_INVITES,
            Permission.CHANGE_NICKNAME,
            Permission.CONNECT,
            Permission.SPEAK,
            Permission.SHARE_SCREEN);

    /** What a participant may do in a direct-message conversation. */
    public static final Permissions CONVERSATION = of(
            Permission.VIEW_CHANNEL,
            Permission.SEND_MESSAGES,
            Permission.ADD_REACTIONS,
            Permission.CONNECT,
            Permission.SPEAK,
            Permission.SHARE_SCREEN);

    private static final Permissions VIEW = of(Permission.VIEW_CHANNEL);
    private static final Permissions WHILE_MUTED = of(Permission.VIEW_CHANNEL, Permission.VIEW_AUDIT_LOG);

    public Permissions {
        bits &= KNOWN;
    }

    /** These permissions. */
    public static Permissions of(Permission... permissions) {
        long bits = 0;
        for (var permission : permissions) {
            bits |= permission.bit();
        }
        return new Permissions(bits);
    }

    /** Those of these names. A name that this release does not know allows nothing: a newer one may have said it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Permissions named(Collection<String> names) {
        long bits = 0;
        for (var name : names) {
            var permission = NAMES.get(name);
            bits |= permission == null ? 0 : permission.bit();
        }
        return new Permissions(bits);
    }

    /** What a member may do in the server by these roles, everybody's among them; the owner may do everything. */
    public static Permissions inServer(boolean owner, Collection<Permissions> roles) {
        if (owner) {
            return ALL;
        }
        long sum = 0;
        for (var role : roles) {
            sum |= role.bits;
        }
        var all = new Permissions(sum);
        return all.has(Permission.ADMINISTRATOR) ? ALL : all;
    }

    /**
     * What somebody who may do this in the server may do in one of its channels. What is said of everybody is said
     * first, then what of any of their roles, then what of themselves: the later one wins, and among equals what is
     * allowed. Whoever does not see a channel may do nothing there. No overwrite and no mute binds those who may do
     * everything.
     *
     * @param everybody the role of every member
     * @param roles the person's further roles
     * @param user the person
     * @param overwrites those of the channel
     * @param muted whether the person is muted in the server
     */
    public Permissions inChannel(
            RoleId everybody, Set<RoleId> roles, UserId user, Collection<Overwrite> overwrites, boolean muted) {
        if (equals(ALL)) {
            return ALL;
        }
        var ofAll = NONE;
        var notOfAll = NONE;
        var ofRoles = NONE;
        var notOfRoles = NONE;
        var own = NONE;
        var notOwn = NONE;
        for (var overwrite : overwrites) {
            if (user.equals(overwrite.userId())) {
                own = own.plus(overwrite.allow());
                notOwn = notOwn.plus(overwrite.deny());
            } else if (everybody.equals(overwrite.roleId())) {
                ofAll = ofAll.plus(overwrite.allow());
                notOfAll = notOfAll.plus(overwrite.deny());
            } else if (overwrite.roleId() != null && roles.contains(overwrite.roleId())) {
                ofRoles = ofRoles.plus(overwrite.allow());
                notOfRoles = notOfRoles.plus(overwrite.deny());
            }
        }
        var may = minus(notOfAll)
                .plus(ofAll)
                .minus(notOfRoles)
                .plus(ofRoles)
                .minus(notOwn)
                .plus(own);
        if (!may.has(Permission.VIEW_CHANNEL)) {
            return NONE;
        }
        return muted ? VIEW : may;
    }

    /** What is left of these in the server while one is muted there. */
    public Permissions whileMuted() {
        return equals(ALL) ? ALL : new Permissions(bits & WHILE_MUTED.bits);
    }

    /** Whether this permission is among them. */
    public boolean has(Permission permission) {
        return (bits & permission.bit()) != 0;
    }

    /** Whether all of those are among these. */
    public boolean covers(Permissions those) {
        return (those.bits & ~bits) == 0;
    }

    /** Whether who may do this may give somebody this set in place of one: nobody adds what they do not have. */
    public boolean mayGrant(Permissions before, Permissions after) {
        return covers(after.minus(before));
    }

    /** These and those. */
    public Permissions plus(Permissions those) {
        return new Permissions(bits | those.bits);
    }

    /** These without those. */
    public Permissions minus(Permissions those) {
        return new Permissions(bits & ~those.bits);
    }

    /** What is among both. */
    public Permissions and(Permissions those) {
        return new Permissions(bits & those.bits);
    }

    /** The permissions, in their order. */
    @JsonValue
    public Set<Permission> allowed() {
        var allowed = EnumSet.noneOf(Permission.class);
        for (var permission : Permission.values()) {
            if (has(permission)) {
                allowed.add(permission);
            }
        }
        return Collections.unmodifiableSet(allowed);
    }

    @Override
    public String toString() {
        return allowed().toString();
    }

    private static long bits(Predicate<Permission> wanted) {
        return Arrays.stream(Permission.values())
                .filter(wanted)
                .mapToLong(Permission::bit)
                .reduce(0, (sum, bit) -> sum | bit);
    }
}
