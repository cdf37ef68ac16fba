package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** A set of permissions, and the pure calculation of what somebody may do. In JSON a list of names. */
public record Permissions(@JsonValue Set<Permission> allowed) {
    /** Nothing. */
    public static final Permissions NONE = new Permissions(Set.of());

    /** Everything: the owner's, and what {@link Permission#ADMINISTRATOR} means. */
    public static final Permissions ALL = new Permissions(EnumSet.allOf(Permission.class));

    /** What the built-in role of every member allows in a new server. */
    public static final Permissions MEMBER = new Permissions(EnumSet.of(
            Permission.VIEW_CHANNEL,
            Permission.SEND_MESSAGES,
            Permission.ADD_REACTIONS,
            Permission.CREATE_INVITES,
            Permission.CHANGE_NICKNAME,
            Permission.CONNECT,
            Permission.SPEAK,
            Permission.SHARE_SCREEN));

    /** What a participant may do in a direct-message conversation. */
    public static final Permissions CONVERSATION = new Permissions(EnumSet.of(
            Permission.VIEW_CHANNEL,
            Permission.SEND_MESSAGES,
            Permission.ADD_REACTIONS,
            Permission.CONNECT,
            Permission.SPEAK,
            Permission.SHARE_SCREEN));

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Permissions {
        allowed = Set.copyOf(allowed);
    }

    /** What a member may do by these roles; the owner may do everything. */
    public static Permissions of(boolean owner, Collection<Permissions> roles) {
        if (owner) {
            return ALL;
        }
        var sum = EnumSet.noneOf(Permission.class);
        roles.forEach(role -> sum.addAll(role.allowed));
        return sum.contains(Permission.ADMINISTRATOR) ? ALL : new Permissions(sum);
    }

    /** Whether this permission is among them. */
    public boolean has(Permission permission) {
        return allowed.contains(permission);
    }
}
