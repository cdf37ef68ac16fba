package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;
import static io.miscord.node.model.Verdict.HIDDEN;
import static io.miscord.node.model.Verdict.REFUSED;

import io.miscord.node.scenarios.SampleImages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What people do with what a whole server has: its picture, its emoji, its word filter, where it tells of joins. */
final class ServerActs {
    /** What may be forbidden to say. */
    static final List<String> WORDS = List.of("casino", "lottery", "crypto");

    private static final List<String> EMOJI = List.of("parrot", "rocket", "cat", "sun");
    private static final int MOST_RULES = 2;
    private static final int SIDE = 8;
    private static final List<byte[]> PICTURES = IntStream.range(0, 3)
            .mapToObj(i -> SampleImages.square(SIDE, i * 80))
            .toList();

    private final World world;

    ServerActs(World world) {
        this.world = world;
    }

    void icon(Player who, Community.Server server) {
        var path = "/api/servers/" + server.id + "/icon";
        var answered = world.random.nextInt(4) == 0
                ? who.asks("DELETE", path)
                : who.sends("PUT", path, "image/png", world.oneOf(PICTURES));
        world.expect(Verdict.inServer(who, server, "MANAGE_SERVER"), answered, who, "picture " + server.name);
        if (answered.verdict() == DONE) {
            server.icon = Shown.text(answered.data().path("iconUrl"));
        }
    }

    /** Adds an emoji, or deletes it where there is one of the name. */
    void emoji(Player who, Community.Server server) {
        var name = world.oneOf(EMOJI);
        var path = "/api/servers/" + server.id + "/emoji";
        var expected = Verdict.inServer(who, server, "MANAGE_EMOJI");
        if (server.emoji.containsKey(name) && world.toss()) {
            var answered = who.asks("DELETE", path + "/" + server.emoji.get(name));
            world.expect(expected, answered, who, "delete the emoji " + name);
            if (answered.verdict() == DONE) {
                server.emoji.remove(name);
            }
            return;
        }
        var answered = who.sends("POST", path + "?name=" + name, "image/png", world.oneOf(PICTURES));
        boolean taken = expected == DONE && server.emoji.containsKey(name);
        world.expect(taken ? REFUSED : expected, answered, who, "add the emoji " + name);
        if (answered.verdict() == DONE) {
            server.emoji.put(name, answered.data().path("id").asText());
        }
    }

    /** Forbids a word, or lets it be said again. */
    void filter(Player who, Community.Server server) {
        var path = "/api/servers/" + server.id + "/filter-rules";
        var expected = Verdict.inServer(who, server, "MANAGE_SERVER");
        if (server.rules.size() >= MOST_RULES) {
            var id = world.oneOf(server.rules.keySet());
            var answered = who.asks("DELETE", path + "/" + id);
            world.expect(expected, answered, who, "delete the rule " + server.rules.get(id));
            if (answered.verdict() == DONE) {
                server.rules.remove(id);
            }
            return;
        }
        var word = world.oneOf(WORDS);
        var exempt = world.toss() ? Set.<String>of() : Set.of(world.oneOf(server.roles).id);
        var answered = who.asks(
                "POST",
                path,
                Map.of("name", "no " + word, "words", List.of(word), "action", "block", "exemptRoles", exempt));
        world.expect(expected, answered, who, "forbid " + word + " but to " + exempt);
        if (answered.verdict() == DONE) {
            server.rules.put(answered.data().path("id").asText(), new Community.Rule(word, exempt));
        }
    }

    /** Says where joins are told. */
    void tellIn(Player who, Community.Server server) {
        var channel = world.oneOf(server.channels.values());
        boolean nowhere = world.random.nextInt(4) == 0;
        var wish = new HashMap<String, @Nullable Object>();
        wish.put("channelId", nowhere ? null : channel.id);
        var answered = who.asks("PUT", "/api/servers/" + server.id + "/system-channel", wish);
        var expected = Verdict.inServer(who, server, "MANAGE_SERVER");
        if (expected == DONE && !nowhere) {
            expected = !world.model.sees(who.id(), channel) ? HIDDEN : channel.isCategory() ? REFUSED : DONE;
        }
        world.expect(expected, answered, who, "tell joins in " + (nowhere ? "nothing" : channel.name));
        if (answered.verdict() == DONE) {
            server.tellsIn = nowhere ? "" : channel.id;
        }
    }
}
