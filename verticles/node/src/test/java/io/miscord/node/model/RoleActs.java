package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;
import static io.miscord.node.model.Verdict.FORBIDDEN;
import static io.miscord.node.model.Verdict.HIDDEN;
import static io.miscord.node.model.Verdict.REFUSED;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people do with roles and with what channels say of roles and people. */
final class RoleActs {
    private static final int MOST = 7;
    private final World world;

    RoleActs(World world) {
        this.world = world;
    }

    void make(Player who, Community.Server server) {
        if (server.roles.size() > MOST) {
            return;
        }
        var allows = some(Rights.ALL, 4);
        var name = "role " + world.step();
        var answered = who.asks("POST", roles(server), Map.of("name", name, "permissions", allows));
        var expected = toChange(who, server);
        if (expected == DONE && !Rights.mayGive(Rights.inServer(server, who.id()), Set.of(), allows)) {
            expected = FORBIDDEN;
        }
        world.expect(expected, answered, who, "make a role that allows " + allows);
        if (answered.verdict() == DONE) {
            server.roles.add(1, new Community.Role(answered.data().path("id").asText(), name, allows));
        }
    }

    void change(Player who, Community.Server server) {
        var role = world.oneOf(server.roles);
        var allows = some(Rights.ALL, role == server.everybodys() ? 9 : 4);
        if (role == server.everybodys() && world.random.nextInt(4) > 0) {
            allows.add("VIEW_CHANNEL");
            allows.add("SEND_MESSAGES");
        }
        if (role == server.everybodys()) {
            allows.remove("ADMINISTRATOR");
        }
        var name = "named in " + world.step();
        var answered = who.asks("PUT", roles(server) + "/" + role.id, Map.of("name", name, "permissions", allows));
        var expected = onRole(who, server, role);
        if (expected == DONE && !Rights.mayGive(Rights.inServer(server, who.id()), role.allows, allows)) {
            expected = FORBIDDEN;
        }
        world.expect(expected, answered, who, "let " + role.name + " do " + allows);
        if (answered.verdict() == DONE) {
            role.name = name;
            role.allows = allows;
        }
    }

    void delete(Player who, Community.Server server) {
        var role = world.oneOf(server.roles);
        var answered = who.asks("DELETE", roles(server) + "/" + role.id);
        world.expect(onOwnRole(who, server, role), answered, who, "delete " + role.name);
        if (answered.verdict() == DONE) {
            server.roles.remove(role);
            server.members.values().forEach(member -> member.roles.remove(role.id));
            server.channels.values().forEach(channel -> channel.overwrites.remove(role.id));
        }
    }

    void move(Player who, Community.Server server) {
        var role = world.oneOf(server.roles);
        int place = 1 + world.random.nextInt(server.roles.size());
        var answered = who.asks("PATCH", roles(server), List.of(Map.of("id", role.id, "position", place)));
        var expected = onOwnRole(who, server, role);
        int mine = Math.min(Rights.rank(server, who.id()), server.roles.size());
        if (expected == DONE && mine < server.roles.size() && place >= mine) {
            expected = FORBIDDEN;
        }
        world.expect(expected, answered, who, "move " + role.name + " to " + place);
        if (answered.verdict() == DONE) {
            server.roles.remove(role);
            server.roles.add(Math.min(place, server.roles.size()), role);
        }
    }

    void give(Player who, Community.Server server, Player to) {
        var role = world.oneOf(server.roles);
        boolean takes = world.random.nextInt(3) == 0;
        var path = "/api/servers/%s/members/%s/roles/%s".formatted(server.id, to.id(), role.id);
        var answered = who.asks(takes ? "DELETE" : "PUT", path);
        var expected = onOwnRole(who, server, role);
        if (expected == DONE) {
            expected = onMember(who, server, to);
        }
        if (expected == DONE && !takes) {
            var before = Rights.byRoles(server, to.id());
            var after = new TreeSet<>(before);
            after.addAll(role.allows.contains("ADMINISTRATOR") ? Rights.ALL : role.allows);
            expected = Rights.mayGive(Rights.inServer(server, who.id()), before, after) ? DONE : FORBIDDEN;
        }
        world.expect(expected, answered, who, (takes ? "take " : "give ") + role.name + " " + to);
        if (answered.verdict() == DONE) {
            var held = server.members.get(to.id()).roles;
            if (takes) {
                held.remove(role.id);
            } else {
                held.add(role.id);
            }
        }
    }

    /** Says what a role or a person may do in a channel, or takes it back. */
    void overwrite(Player who, Community.Channel channel, Player person) {
        var server = channel.server.orElseThrow();
        var role = world.toss() ? world.oneOf(server.roles) : null;
        var target = role == null ? person.id() : role.id;
        var path = "/api/channels/" + channel.id + "/overwrites/" + target;
        var before = channel.overwrites.getOrDefault(target, Community.Overwrite.NONE);
        if (channel.overwrites.containsKey(target) && world.toss()) {
            var answered = who.asks("DELETE", path);
            world.expect(toOverwrite(who, channel, role, person, before, null), answered, who, "clear " + path);
            if (answered.verdict() == DONE) {
                channel.overwrites.remove(target);
            }
            return;
        }
        var allow = some(Rights.OF_CHANNELS, 2);
        var deny = some(Rights.OF_CHANNELS, 2);
        deny.removeAll(allow);
        var after = new Community.Overwrite(allow, deny);
        var answered =
                who.asks("PUT", path, Map.of("type", role == null ? "member" : "role", "allow", allow, "deny", deny));
        var expected = toOverwrite(who, channel, role, person, before, after);
        if (expected != HIDDEN
                && role == null
                && !server.members.containsKey(person.id())
                && Rights.inChannel(channel, who.id()).contains("MANAGE_ROLES")) {
            expected = REFUSED;
        }
        world.expect(expected, answered, who, "allow %s and deny %s to %s".formatted(allow, deny, path));
        if (answered.verdict() == DONE) {
            channel.overwrites.put(target, after);
        }
    }

    private Verdict toOverwrite(
            Player who,
            Community.Channel channel,
            Community.@Nullable Role role,
            Player person,
            Community.Overwrite before,
            Community.@Nullable Overwrite wanted) {
        var server = channel.server.orElseThrow();
        var rights = Rights.inChannel(channel, who.id());
        var expected = MessageActs.inChannel(rights, "MANAGE_ROLES");
        // One that says nothing is one still: to clear it is a change, to say it again is none.
        boolean same = before.equals(wanted) && channel.overwrites.containsKey(role == null ? person.id() : role.id);
        if (expected != DONE || same) {
            return expected;
        }
        var after = wanted == null ? Community.Overwrite.NONE : wanted;
        var given = new TreeSet<>(after.allow());
        given.removeAll(before.allow());
        var undenied = new TreeSet<>(before.deny());
        undenied.removeAll(after.deny());
        given.addAll(undenied);
        if (!rights.containsAll(given)) {
            return FORBIDDEN;
        }
        if (role == null) {
            return server.members.containsKey(person.id()) ? onMember(who, server, person) : DONE;
        }
        return Rights.rank(server, who.id()) > server.roles.indexOf(role) ? DONE : FORBIDDEN;
    }

    private Set<String> some(Set<String> of, int most) {
        var all = new java.util.ArrayList<>(new TreeSet<>(of));
        java.util.Collections.shuffle(all, world.random);
        return new TreeSet<>(all.subList(0, world.random.nextInt(Math.min(most, all.size()) + 1)));
    }

    private static Verdict toChange(Player who, Community.Server server) {
        return Verdict.inServer(who, server, "MANAGE_ROLES");
    }

    private Verdict onRole(Player who, Community.Server server, Community.Role role) {
        var may = toChange(who, server);
        boolean above = may == DONE && Rights.rank(server, who.id()) > server.roles.indexOf(role);
        return may == DONE && !above ? FORBIDDEN : may;
    }

    private Verdict onOwnRole(Player who, Community.Server server, Community.Role role) {
        var may = toChange(who, server);
        return may == DONE && role == server.everybodys() ? REFUSED : onRole(who, server, role);
    }

    private static Verdict onMember(Player who, Community.Server server, Player whom) {
        if (!server.members.containsKey(whom.id())) {
            return REFUSED;
        }
        if (who == whom) {
            return DONE;
        }
        return Rights.rank(server, who.id()) > Rights.rank(server, whom.id()) && !server.owner.equals(whom.id())
                ? DONE
                : FORBIDDEN;
    }

    private static String roles(Community.Server server) {
        return "/api/servers/" + server.id + "/roles";
    }
}
