package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;
import static io.miscord.node.model.Verdict.FORBIDDEN;
import static io.miscord.node.model.Verdict.HIDDEN;
import static io.miscord.node.model.Verdict.REFUSED;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What people do with messages; over HTTP or over their sockets, as the toss falls. */
final class MessageActs {
    private static final int MOST_PINS = 50;
    private static final List<String> EMOJI = List.of("👍", "🎉", "❤️");

    private final World world;

    MessageActs(World world) {
        this.world = world;
    }

    void write(Player who, Community.Channel where) {
        var text = text("said");
        var rights = world.model.rights(who.id(), where);
        var answered = world.toss()
                ? who.says("message:send", Map.of("channelId", where.id, "content", text, "nonce", "n" + world.step()))
                : who.asks("POST", "/api/channels/" + where.id + "/messages", Map.of("content", text));
        var expected = inChannel(rights, "SEND_MESSAGES");
        if (expected == DONE && (where.isCategory() || world.model.isFiltered(who.id(), where, text))) {
            expected = REFUSED;
        }
        world.expect(expected, answered, who, "write %s in %s".formatted(text, where.id));
        if (answered.verdict() == DONE) {
            written(answered, who, where, text, "");
        }
    }

    void reply(Player who, Community.Message to) {
        var text = text("replied");
        var answered = who.asks("POST", "/api/messages/" + to.id + "/reply", Map.of("content", text));
        var expected = inChannel(world.model.rights(who.id(), to.channel), "SEND_MESSAGES");
        if (expected == DONE && (to.deleted || world.model.isFiltered(who.id(), to.channel, text))) {
            expected = REFUSED;
        }
        world.expect(expected, answered, who, "reply to " + to.id);
        if (answered.verdict() == DONE) {
            written(answered, who, to.channel, text, to.id);
        }
    }

    void edit(Player who, Community.Message message) {
        var text = text("edited");
        var answered = world.toss()
                ? who.says("message:edit", Map.of("messageId", message.id, "content", text))
                : who.asks("PUT", "/api/messages/" + message.id, Map.of("content", text));
        var expected = onMessage(who, message, "SEND_MESSAGES");
        if (expected != HIDDEN && !message.author.equals(who.id())) {
            expected = FORBIDDEN;
        }
        if (expected == DONE && world.model.isFiltered(who.id(), message.channel, text)) {
            expected = REFUSED;
        }
        world.expect(expected, answered, who, "edit " + message.id);
        if (answered.verdict() == DONE) {
            message.text = text;
            message.edited = true;
            world.witness.told(message.channel, "message:updated", message.id);
        }
    }

    void delete(Player who, Community.Message message) {
        var answered = world.toss()
                ? who.says("message:delete", Map.of("messageId", message.id))
                : who.asks("DELETE", "/api/messages/" + message.id);
        var needed = message.author.equals(who.id()) ? "VIEW_CHANNEL" : "MANAGE_MESSAGES";
        world.expect(onMessage(who, message, needed), answered, who, "delete " + message.id);
        if (answered.verdict() == DONE) {
            gone(message);
            world.witness.told(message.channel, "message:deleted", message.id);
        }
    }

    void react(Player who, Community.Message message) {
        var own = message.channel.server.map(server -> server.emoji).orElse(Map.of());
        boolean takesOwn = !own.isEmpty() && world.random.nextInt(3) == 0;
        var name = takesOwn ? world.oneOf(own.keySet()) : "";
        var emoji = takesOwn ? name + ":" + own.get(name) : world.oneOf(EMOJI);
        boolean takesBack = world.random.nextInt(3) == 0;
        var path = "/api/messages/" + message.id + "/reactions/" + Json.inPath(emoji);
        var event = takesBack ? "message:unreact" : "message:react";
        var answered = world.toss()
                ? who.says(event, Map.of("messageId", message.id, "emoji", emoji))
                : who.asks(takesBack ? "DELETE" : "PUT", path);
        var expected = onMessage(who, message, takesBack ? "VIEW_CHANNEL" : "ADD_REACTIONS");
        world.expect(expected, answered, who, event + " " + message.id);
        if (answered.verdict() == DONE) {
            var reacted = message.reactions.computeIfAbsent(emoji, missing -> new TreeSet<>());
            if (takesBack ? reacted.remove(who.id()) : reacted.add(who.id())) {
                world.witness.told(message.channel, takesBack ? "reaction:removed" : "reaction:added", message.id);
            }
            if (reacted.isEmpty()) {
                message.reactions.remove(emoji);
            }
        }
    }

    void pin(Player who, Community.Message message) {
        boolean takesBack = world.random.nextInt(3) == 0;
        var answered = who.says(takesBack ? "message:unpin" : "message:pin", Map.of("messageId", message.id));
        var expected =
                onMessage(who, message, message.channel.server.isPresent() ? "MANAGE_MESSAGES" : "SEND_MESSAGES");
        long pinned = message.channel.left().stream().filter(one -> one.pinned).count();
        if (expected == DONE && !takesBack && !message.pinned && pinned >= MOST_PINS) {
            expected = REFUSED;
        }
        world.expect(expected, answered, who, (takesBack ? "unpin " : "pin ") + message.id);
        if (answered.verdict() == DONE && message.pinned == takesBack) {
            message.pinned = !takesBack;
            if (message.pinned) {
                world.told(message.channel, who, "message_pinned " + message.id);
            }
            world.witness.told(message.channel, takesBack ? "message:unpinned" : "message:pinned", message.id);
        }
    }

    /** Deletes the last few messages of a channel at once. */
    void deleteSeveral(Player who, Community.Channel where) {
        var left = where.said().stream().filter(message -> !message.deleted).toList();
        if (left.size() < 2 || where.server.isEmpty()) {
            return;
        }
        var chosen = new ArrayList<>(left.subList(Math.max(0, left.size() - 2 - world.random.nextInt(4)), left.size()));
        var ids = chosen.stream().map(message -> message.id).toList();
        var answered =
                who.asks("POST", "/api/channels/" + where.id + "/messages/bulk-delete", Map.of("messageIds", ids));
        var rights = world.model.rights(who.id(), where);
        world.expect(inChannel(rights, "MANAGE_MESSAGES"), answered, who, "delete " + ids);
        if (answered.verdict() == DONE) {
            for (var message : chosen) {
                gone(message);
                world.witness.told(where, "messages:deleted", message.id);
            }
        }
    }

    private static void gone(Community.Message message) {
        message.deleted = true;
        message.pinned = false;
    }

    private void written(Player.Answer answered, Player who, Community.Channel where, String text, String answers) {
        var data = answered.data().has("message") ? answered.data().path("message") : answered.data();
        var id = data.path("id").asText(data.path("messageId").asText());
        var message = new Community.Message(id, where, who.id(), text, answers);
        message.seq = data.path("seq").asLong();
        var people = where.server.map(server -> server.members.keySet()).orElse(where.people);
        people.stream().filter(person -> text.contains("<@" + person + ">")).forEach(message.calls::add);
        message.callsEverybody = text.contains("@everyone")
                && world.model.rights(who.id(), where).contains("MENTION_EVERYONE");
        world.model.written(message);
        world.witness.told(where, "message:new", id);
        world.tellOf(message);
    }

    /** Something to say: now and then it calls somebody or all, or holds a word that may be forbidden. */
    private String text(String how) {
        var text = how + " in step " + world.step();
        return switch (world.random.nextInt(12)) {
            case 0, 1 -> "%s <@%s>".formatted(text, world.oneOf(world.players).id());
            case 2 -> text + " @everyone";
            case 3, 4 -> text + " " + world.oneOf(ServerActs.WORDS);
            default -> text;
        };
    }

    /** What a wish about a message comes to that needs this in its channel. */
    private Verdict onMessage(Player who, Community.Message message, String needed) {
        return message.deleted ? HIDDEN : inChannel(world.model.rights(who.id(), message.channel), needed);
    }

    static Verdict inChannel(java.util.Set<String> rights, String needed) {
        if (!rights.contains("VIEW_CHANNEL")) {
            return HIDDEN;
        }
        return rights.contains(needed) ? DONE : FORBIDDEN;
    }
}
