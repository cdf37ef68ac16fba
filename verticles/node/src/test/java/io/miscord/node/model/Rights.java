package io.miscord.node.model;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What somebody may do and how high they stand, by sets of names: the rules, written down once more. */
final class Rights {
    /** What can be said of a role or a person in a single channel. */
    static final Set<String> OF_CHANNELS = Set.of(
            "VIEW_CHANNEL",
            "SEND_MESSAGES",
            "ADD_REACTIONS",
            "MANAGE_MESSAGES",
            "MENTION_EVERYONE",
            "MANAGE_CHANNELS",
            "MANAGE_ROLES");

    static final Set<String> ALL = Set.of(
            "ADMINISTRATOR",
            "VIEW_CHANNEL",
            "SEND_MESSAGES",
            "ADD_REACTIONS",
            "MANAGE_MESSAGES",
            "MENTION_EVERYONE",
            "CREATE_INVITES",
            "MANAGE_CHANNELS",
            "MANAGE_ROLES",
            "MANAGE_SERVER",
            "KICK_MEMBERS",
            "BAN_MEMBERS",
            "MUTE_MEMBERS",
            "CHANGE_NICKNAME",
            "MANAGE_NICKNAMES",
            "VIEW_AUDIT_LOG",
            "MANAGE_WEBHOOKS",
            "CONNECT",
            "SPEAK",
            "SHARE_SCREEN",
            "MOVE_MEMBERS",
            "MANAGE_EMOJI");

    static final Set<String> CONVERSATION =
            Set.of("VIEW_CHANNEL", "SEND_MESSAGES", "ADD_REACTIONS", "CONNECT", "SPEAK", "SHARE_SCREEN");
    /** In a conversation of two, one of whom has blocked the other. */
    static final Set<String> SILENCED = Set.of("VIEW_CHANNEL");

    private static final int ABOVE_ALL = Integer.MAX_VALUE;

    private Rights() {}

    /** How high somebody stands: the place of their highest role, 0 with everybody's alone. */
    static int rank(Community.Server server, String person) {
        if (server.owner.equals(person)) {
            return ABOVE_ALL;
        }
        if (!server.members.containsKey(person)) {
            return 0;
        }
        var held = server.members.get(person).roles;
        int rank = 0;
        for (int place = 1; place < server.roles.size(); place++) {
            if (held.contains(server.roles.get(place).id)) {
                rank = place;
            }
        }
        return rank;
    }

    /** What a member's roles allow them, muted or not. */
    static Set<String> byRoles(Community.Server server, String person) {
        if (server.owner.equals(person)) {
            return ALL;
        }
        var allowed = new TreeSet<String>();
        for (var role : server.roles) {
            if (role == server.everybodys() || server.members.get(person).roles.contains(role.id)) {
                allowed.addAll(role.allows);
            }
        }
        return allowed.contains("ADMINISTRATOR") ? ALL : allowed;
    }

    /** What a member may do in the server as it is; nothing for strangers. */
    static Set<String> inServer(Community.Server server, String person) {
        if (!server.members.containsKey(person)) {
            return Set.of();
        }
        var allowed = byRoles(server, person);
        return allowed.equals(ALL) || !server.muted.containsKey(person)
                ? allowed
                : common(allowed, Set.of("VIEW_CHANNEL", "VIEW_AUDIT_LOG"));
    }

    /** What somebody may do in a channel of a server; nothing where they do not see it. */
    static Set<String> inChannel(Community.Channel channel, String person) {
        var server = channel.server.orElseThrow();
        if (!server.members.containsKey(person) || !server.channels.containsKey(channel.id)) {
            return Set.of();
        }
        var allowed = byRoles(server, person);
        if (allowed.equals(ALL)) {
            return ALL;
        }
        var held = server.members.get(person).roles;
        var everybodys = server.everybodys().id;
        allowed = changed(allowed, channel, target -> target.equals(everybodys));
        allowed = changed(allowed, channel, held::contains);
        allowed = changed(allowed, channel, target -> target.equals(person));
        if (!allowed.contains("VIEW_CHANNEL")) {
            return Set.of();
        }
        return server.muted.containsKey(person) ? Set.of("VIEW_CHANNEL") : allowed;
    }

    private static Set<String> changed(
            Set<String> allowed, Community.Channel channel, Function<String, Boolean> isMeant) {
        var denied = said(channel, isMeant, Community.Overwrite::deny);
        var given = said(channel, isMeant, Community.Overwrite::allow);
        var after = new TreeSet<>(allowed);
        after.removeAll(denied);
        after.addAll(given);
        return after;
    }

    private static Set<String> said(
            Community.Channel channel,
            Function<String, Boolean> isMeant,
            Function<Community.Overwrite, Collection<String>> part) {
        var said = new TreeSet<String>();
        channel.overwrites.entrySet().stream()
                .filter(entry -> isMeant.apply(entry.getKey()))
                .map(Map.Entry::getValue)
                .forEach(overwrite -> said.addAll(part.apply(overwrite)));
        return said;
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        var both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }

    /** Whether who may do this may let somebody do {@code after} who could do {@code before}. */
    static boolean mayGive(Set<String> mine, Set<String> before, Set<String> after) {
        return Stream.of(after)
                .flatMap(Collection::stream)
                .filter(permission -> !before.contains(permission))
                .allMatch(mine::contains);
    }
}
