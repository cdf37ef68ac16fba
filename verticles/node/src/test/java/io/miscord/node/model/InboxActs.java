package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;
import static io.miscord.node.model.Verdict.HIDDEN;
import static io.miscord.node.model.Verdict.REFUSED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do with what they are told of: read it, and say what they want to be told. */
final class InboxActs {
    private static final String NEVER = "2027-06-01T00:00:00Z";
    private static final List<String> LEVELS = List.of("", "all", "mentions", "nothing");
    private static final int FEW = 3;

    private final World world;

    InboxActs(World world) {
        this.world = world;
    }

    /** Reads a channel up to one of its messages. */
    void read(Player who, Community.Channel where, Community.Message upTo) {
        var answered = world.toss()
                ? who.says("channel:read", Map.of("channelId", where.id, "seq", upTo.seq))
                : who.asks("POST", "/api/channels/" + where.id + "/read", Map.of("seq", upTo.seq));
        var rights = world.model.rights(who.id(), where);
        world.expect(MessageActs.inChannel(rights, "VIEW_CHANNEL"), answered, who, "read " + where.id);
        if (answered.verdict() == DONE) {
            world.model.attention.read(who.id(), where, upTo.nth);
        }
    }

    void readServer(Player who, Community.Server server) {
        var answered = who.asks("POST", "/api/servers/" + server.id + "/read", Map.of());
        boolean member = server.members.containsKey(who.id());
        world.expect(member ? DONE : HIDDEN, answered, who, "read all of " + server.name);
        if (answered.verdict() == DONE) {
            server.channels.values().stream()
                    .filter(channel -> world.model.sees(who.id(), channel))
                    .forEach(channel -> world.model.attention.read(who.id(), channel, channel.messages.size()));
        }
    }

    /** Reads what they were told of: all of it, that of a channel, or some. */
    void readInbox(Player who, Optional<Community.Channel> where) {
        var messages = new HashSet<String>();
        Map<String, Object> wish;
        if (where.isPresent()) {
            wish = Map.of("channelId", where.get().id);
        } else if (world.toss()) {
            wish = Map.of("all", true);
        } else {
            var ids = new ArrayList<String>();
            who.http()
                    .get("/api/notifications?limit=20")
                    .expect(200)
                    .path("items")
                    .forEach(item -> {
                        if (ids.size() < FEW && world.toss()) {
                            ids.add(item.path("id").asText());
                            messages.add(item.path("messageId").asText());
                        }
                    });
            if (ids.isEmpty()) {
                return;
            }
            wish = Map.of("ids", ids);
        }
        var answered = who.asks("POST", "/api/notifications/read", wish);
        world.expect(DONE, answered, who, "have read " + wish);
        world.model.attention.inbox(who.id()).stream()
                .filter(notice -> where.map(channel -> channel == notice.message.channel)
                        .orElse(wish.containsKey("all") || messages.contains(notice.message.id)))
                .forEach(notice -> notice.read = true);
    }

    /** Says what they want to be told of a server. */
    void level(Player who, Community.Server server) {
        level(who, server.id, server.members.containsKey(who.id()) ? DONE : HIDDEN);
    }

    /** Says what they want to be told of a channel. */
    void level(Player who, Community.Channel channel) {
        var seen = MessageActs.inChannel(world.model.rights(who.id(), channel), "VIEW_CHANNEL");
        level(who, channel.id, seen == DONE && channel.isCategory() ? REFUSED : seen);
    }

    private void level(Player who, String subject, Verdict expected) {
        var level = new Attention.Level(world.oneOf(LEVELS), world.random.nextInt(4) == 0);
        boolean none = level.equals(Attention.Level.NONE);
        var wish = new HashMap<String, Object>();
        if (!level.level().isEmpty()) {
            wish.put("level", level.level());
        }
        if (level.muted()) {
            wish.put("mutedUntil", NEVER);
        }
        var answered = who.asks("PUT", "/api/users/me/settings/levels/" + subject, wish);
        world.expect(none ? DONE : expected, answered, who, "be told of " + subject + " as " + level);
        if (answered.verdict() == DONE) {
            var levels = world.model.attention.levels(who.id());
            if (none) {
                levels.remove(subject);
            } else {
                levels.put(subject, level);
            }
        }
    }
}
