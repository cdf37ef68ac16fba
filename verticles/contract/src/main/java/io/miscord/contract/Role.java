package io.miscord.contract;

/** A role of a server. The built-in {@code member} role is everybody's and at position 0. */
public record Role(RoleId id, ServerId serverId, String name, int color, Permissions permissions, int position) {}
