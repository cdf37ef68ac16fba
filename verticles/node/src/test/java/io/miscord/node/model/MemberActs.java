package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;
import static io.miscord.node.model.Verdict.FORBIDDEN;
import static io.miscord.node.model.Verdict.HIDDEN;
import static io.miscord.node.model.Verdict.REFUSED;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How people come, go, are taken out or silenced, and what they are to each other. */
final class MemberActs {
    private static final String NEVER = "2027-06-01T00:00:00Z";
    /** Who was in the server so shortly before is not told of again. */
    private static final long LATELY = TimeUnit.MINUTES.toNanos(10);

    private static final long UNCERTAIN = TimeUnit.SECONDS.toNanos(30);

    private final World world;

    MemberActs(World world) {
        this.world = world;
    }

    /** Somebody of the server makes an invite, and somebody uses it. */
    void join(Player host, Community.Server server, Player guest) {
        long away = System.nanoTime() - server.left.getOrDefault(guest.id(), System.nanoTime() - 2 * LATELY);
        if (Math.abs(away - LATELY) < UNCERTAIN) {
            return; // by whose clock?
        }
        var made = host.asks("POST", "/api/servers/" + server.id + "/invite", Map.of("maxUses", 2, "expiresIn", 3600));
        world.expect(Verdict.inServer(host, server, "CREATE_INVITES"), made, host, "invite to " + server.name);
        if (made.verdict() != DONE) {
            return;
        }
        var answered = guest.asks(
                "POST", "/api/servers/join/" + made.data().path("code").asText());
        boolean member = server.members.containsKey(guest.id());
        var expected = !member && server.banned.contains(guest.id()) ? FORBIDDEN : DONE;
        world.expect(expected, answered, guest, "join " + server.name);
        if (answered.verdict() == DONE && !member) {
            server.members.put(guest.id(), new Community.Member());
            server.channels.values().stream()
                    .filter(channel -> world.model.sees(guest.id(), channel))
                    .forEach(channel -> world.model.attention.read(guest.id(), channel, channel.messages.size()));
            if (!server.tellsIn.isEmpty() && away > LATELY && !server.muted.containsKey(guest.id())) {
                world.told(server.channels.get(server.tellsIn), guest, "member_joined ");
            }
        }
    }

    void leave(Player who, Community.Server server) {
        var answered = who.asks("DELETE", "/api/servers/" + server.id + "/members/me");
        var expected = !server.members.containsKey(who.id()) ? HIDDEN : server.owner.equals(who.id()) ? REFUSED : DONE;
        world.expect(expected, answered, who, "leave " + server.name);
        if (answered.verdict() == DONE) {
            server.loses(who.id());
        }
    }

    void kick(Player who, Community.Server server, Player whom) {
        var answered = who.asks("DELETE", "/api/servers/%s/members/%s".formatted(server.id, whom.id()));
        world.expect(onMember(who, server, whom, "KICK_MEMBERS"), answered, who, "kick " + whom);
        if (answered.verdict() == DONE) {
            server.loses(whom.id());
        }
    }

    void ban(Player who, Community.Server server, Player whom) {
        var path = "/api/servers/%s/bans/%s".formatted(server.id, whom.id());
        if (server.banned.contains(whom.id()) && world.random.nextInt(5) > 0) {
            var answered = who.asks("DELETE", path);
            world.expect(Verdict.inServer(who, server, "BAN_MEMBERS"), answered, who, "unban " + whom);
            if (answered.verdict() == DONE) {
                server.banned.remove(whom.id());
            }
            return;
        }
        var answered = who.asks("PUT", path, Map.of("reason", "step " + world.step()));
        var expected = Verdict.inServer(who, server, "BAN_MEMBERS");
        if (expected == DONE && server.members.containsKey(whom.id())) {
            expected = onMember(who, server, whom, "BAN_MEMBERS");
        }
        world.expect(expected, answered, who, "ban " + whom);
        if (answered.verdict() == DONE) {
            server.banned.add(whom.id());
            server.loses(whom.id());
        }
    }

    void mute(Player who, Community.Server server, Player whom) {
        var path = "/api/servers/%s/members/%s/mute".formatted(server.id, whom.id());
        boolean ends = server.muted.containsKey(whom.id()) && world.random.nextInt(4) > 0;
        var answered = ends ? who.asks("DELETE", path) : who.asks("PUT", path, Map.of("until", NEVER));
        var expected = onMember(who, server, whom, "MUTE_MEMBERS");
        if (expected == DONE && server.muted.containsKey(whom.id())) {
            // What somebody higher has said stands.
            int before = Rights.rank(server, server.muted.get(whom.id()));
            expected = Rights.rank(server, who.id()) >= before ? DONE : FORBIDDEN;
        }
        world.expect(expected, answered, who, (ends ? "unmute " : "mute ") + whom);
        if (answered.verdict() == DONE) {
            if (ends) {
                server.muted.remove(whom.id());
            } else {
                server.muted.put(whom.id(), who.id());
            }
        }
    }

    void rename(Player who, Community.Server server, Player whom) {
        var nickname = "nick " + world.step();
        var path = "/api/servers/%s/members/%s".formatted(server.id, who == whom ? "me" : whom.id());
        var answered = who.asks("PATCH", path, Map.of("nickname", nickname));
        var expected = who == whom
                ? Verdict.inServer(who, server, "CHANGE_NICKNAME")
                : onMember(who, server, whom, "MANAGE_NICKNAMES");
        if (who == whom && expected == FORBIDDEN) {
            expected = Verdict.inServer(who, server, "MANAGE_NICKNAMES");
        }
        if (server.members.containsKey(who.id()) && !server.members.containsKey(whom.id())) {
            expected = REFUSED;
        }
        world.expect(expected, answered, who, "call " + whom + " " + nickname);
        if (answered.verdict() == DONE) {
            server.members.get(whom.id()).nickname = nickname;
        }
    }

    void transfer(Player who, Community.Server server, Player to) {
        var answered = who.asks("POST", "/api/servers/" + server.id + "/transfer", Map.of("userId", to.id()));
        Verdict expected;
        if (!server.members.containsKey(who.id())) {
            expected = HIDDEN;
        } else if (!server.owner.equals(who.id())) {
            expected = FORBIDDEN;
        } else {
            expected = server.members.containsKey(to.id()) && to != who ? DONE : REFUSED;
        }
        world.expect(expected, answered, who, "give " + server.name + " to " + to);
        if (answered.verdict() == DONE) {
            server.owner = to.id();
            server.muted.remove(to.id());
        }
    }

    void block(Player who, Player other) {
        if (who == other) {
            return;
        }
        var path = "/api/users/me/relationships/" + other.id();
        boolean ends = world.model.isBlocked(Set.of(who.id(), other.id()));
        var answered = ends ? who.asks("DELETE", path) : who.asks("PUT", path, Map.of("kind", "blocked"));
        world.expect(DONE, answered, who, (ends ? "unblock " : "block ") + other);
        if (ends) {
            world.model.unblocks(who.id(), other.id());
        } else {
            world.model.blocks(who.id(), other.id());
        }
    }

    private Verdict onMember(Player who, Community.Server server, Player whom, String needed) {
        var may = Verdict.inServer(who, server, needed);
        return may == DONE ? within(server, who, whom, () -> server.members.containsKey(whom.id())) : may;
    }

    private static Verdict within(Community.Server server, Player who, Player whom, Supplier<Boolean> isMember) {
        if (who == whom || server.owner.equals(whom.id())) {
            return FORBIDDEN;
        }
        if (!isMember.get()) {
            return REFUSED;
        }
        return Rights.rank(server, who.id()) > Rights.rank(server, whom.id()) ? DONE : FORBIDDEN;
    }
}
