package io.miscord.contract;

/**
 * A role of a server. The built-in {@code member} role is everybody's and at position 0.
 *
 * @param color 0xRRGGBB; 0 for none
 * @param position its rank: higher stands above lower; positions have gaps
 * @param hoist whether its members are listed apart
 * @param mentionable whether anybody may mention it
 */
public record Role(
        RoleId id,
        ServerId serverId,
        String name,
        int color,
        Permissions permissions,
        int position,
        boolean hoist,
        boolean mentionable)
        implements Answer {
    /** The same role at another position. */
    public Role at(int otherPosition) {
        return new Role(id, serverId, name, color, permissions, otherPosition, hoist, mentionable);
    }
}
