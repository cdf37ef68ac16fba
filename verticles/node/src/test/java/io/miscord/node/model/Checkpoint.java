package io.miscord.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Eventually;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Asks the real community, as each person, for all that they may see, and holds it against the model. */
final class Checkpoint {
    private static final int PAGE = 50;
    private final World world;

    Checkpoint(World world) {
        this.world = world;
    }

    /** Compares everything for everybody. */
    void check() {
        for (var player : world.players) {
            caughtUp(player);
            servers(player);
            conversations(player);
        }
    }

    /** Waits until a socket has come as far as a new one would begin, and looks at what it was sent on the way. */
    private void caughtUp(Player player) {
        var fresh = player.fresh();
        var wanted = new TreeMap<String, Long>();
        fresh.path("positions")
                .properties()
                .forEach(entry -> wanted.put(entry.getKey(), entry.getValue().asLong()));
        var log = player.socket().frames();
        Eventually.that(
                () -> player + " should be at " + wanted + ", but is at " + log.positions() + "\n" + world.lately(),
                () -> wanted.entrySet().stream()
                        .allMatch(entry -> log.positions().getOrDefault(entry.getKey(), 0L) >= entry.getValue()));
        log.inOrder();
        world.witness.heard(player);
        assertThat(streams(wanted.keySet(), player))
                .as("streams of %s after step %d", player, world.step())
                .isEqualTo(visible(player));
    }

    private static Set<String> streams(Set<String> told, Player player) {
        var streams = new TreeSet<>(told);
        streams.remove(player.id());
        return streams;
    }

    private Set<String> visible(Player player) {
        var visible = new TreeSet<String>();
        world.model
                .channels()
                .filter(channel -> world.model.sees(player.id(), channel))
                .forEach(channel -> visible.add(channel.id));
        world.model.servers.values().stream()
                .filter(server -> server.members.containsKey(player.id()))
                .forEach(server -> visible.add(server.id));
        return visible;
    }

    private void servers(Player player) {
        var mine = world.model.servers.values().stream()
                .filter(server -> server.members.containsKey(player.id()))
                .toList();
        assertThat(ids(player.http().get("/api/servers").expect(200)))
                .as("servers of %s", player)
                .containsExactlyInAnyOrderElementsOf(
                        mine.stream().map(server -> server.id).toList());
        mine.forEach(server -> server(player, server));
    }

    private void server(Player player, Community.Server server) {
        var seen = player.http().get("/api/servers/" + server.id).expect(200);
        assertThat(seen.path("name").asText()).isEqualTo(server.name);
        assertThat(seen.path("ownerId").asText()).isEqualTo(server.owner);
        assertThat(roles(seen.path("roles")))
                .isEqualTo(server.roles.stream()
                        .map(role -> role.id + " " + role.name + " " + new TreeSet<>(role.allows))
                        .toList());
        var expected = new TreeMap<String, String>();
        var visible = server.channels.values().stream()
                .filter(channel -> world.model.sees(player.id(), channel))
                .toList();
        visible.forEach(channel -> expected.put(channel.id, described(channel)));
        var channels = new TreeMap<String, String>();
        seen.path("channels").forEach(channel -> channels.put(channel.path("id").asText(), shown(channel)));
        assertThat(channels).as("channels of %s in %s", player, server.name).isEqualTo(expected);
        members(player, server);
        visible.forEach(channel -> messages(player, channel));
        server.channels.values().stream()
                .filter(channel -> !visible.contains(channel))
                .forEach(channel -> assertThat(player.http()
                                .get("/api/channels/" + channel.id + "/messages")
                                .status())
                        .isEqualTo(404));
    }

    private void members(Player player, Community.Server server) {
        var expected = new TreeMap<String, String>();
        server.members.forEach((id, member) ->
                expected.put(id, member.roles + " " + member.nickname + " " + server.muted.contains(id)));
        var members = new TreeMap<String, String>();
        player.http()
                .get("/api/servers/" + server.id + "/members?limit=100")
                .expect(200)
                .path("items")
                .forEach(member -> members.put(
                        member.at("/user/id").asText(),
                        Json.texts(member.path("roles")) + " "
                                + member.path("nickname").asText("").replace("null", "") + " "
                                + member.hasNonNull("mutedUntil")));
        assertThat(members).as("members of %s, as %s", server.name, player).isEqualTo(expected);
    }

    private void conversations(Player player) {
        var mine = world.model.conversations.values().stream()
                .filter(channel -> channel.people.contains(player.id()))
                .toList();
        assertThat(ids(player.http().get("/api/users/me/dms").expect(200)))
                .containsExactlyInAnyOrderElementsOf(
                        mine.stream().map(channel -> channel.id).toList());
        mine.forEach(channel -> messages(player, channel));
    }

    private void messages(Player player, Community.Channel channel) {
        var page = player.http()
                .get("/api/channels/" + channel.id + "/messages?limit=" + PAGE)
                .expect(200);
        var said = StreamSupport.stream(page.spliterator(), false)
                .filter(message -> !message.path("type").asText().equals("system"))
                .map(Checkpoint::described)
                .toList();
        var left = channel.left().reversed().stream().map(Checkpoint::described).toList();
        assertThat(said)
                .as("messages of %s, as %s after step %d", channel.id, player, world.step())
                .isEqualTo(page.size() < PAGE ? left : left.subList(0, Math.min(said.size(), left.size())));
    }

    private static String described(Community.Message message) {
        var reactions = new TreeMap<String, Integer>();
        message.reactions.forEach((emoji, people) -> reactions.put(emoji, people.size()));
        return String.join(
                " | ",
                message.id,
                message.author,
                message.text,
                message.answers,
                "edited " + message.edited,
                "pinned " + message.pinned,
                reactions.toString());
    }

    private static String described(JsonNode message) {
        var reactions = new TreeMap<String, Integer>();
        message.path("reactions")
                .forEach(reaction -> reactions.put(
                        reaction.path("emoji").asText(), reaction.path("count").asInt()));
        return String.join(
                " | ",
                message.path("id").asText(),
                message.at("/author/id").asText(),
                message.path("content").asText(),
                message.hasNonNull("replyTo") ? message.path("replyTo").asText() : "",
                "edited " + message.hasNonNull("editedAt"),
                "pinned " + message.path("pinned").asBoolean(),
                reactions.toString());
    }

    private static String described(Community.Channel channel) {
        var overwrites = new TreeMap<String, String>();
        channel.overwrites.forEach((target, said) ->
                overwrites.put(target, new TreeSet<>(said.allow()) + "/" + new TreeSet<>(said.deny())));
        return channel.name + " | " + channel.topic + " | " + overwrites;
    }

    private static String shown(JsonNode channel) {
        Map<String, String> overwrites = new TreeMap<>();
        for (var said : channel.path("overwrites")) {
            var target = said.hasNonNull("roleId") ? said.path("roleId") : said.path("userId");
            overwrites.put(target.asText(), Json.texts(said.path("allow")) + "/" + Json.texts(said.path("deny")));
        }
        var topic = channel.hasNonNull("topic") ? channel.path("topic").asText() : "";
        return channel.path("name").asText() + " | " + topic + " | " + overwrites;
    }

    private static List<String> roles(JsonNode roles) {
        return StreamSupport.stream(roles.spliterator(), false)
                .sorted((a, b) -> Integer.compare(
                        a.path("position").asInt(), b.path("position").asInt()))
                .map(role -> role.path("id").asText() + " " + role.path("name").asText() + " "
                        + Json.texts(role.path("permissions")))
                .toList();
    }

    private static Set<String> ids(JsonNode list) {
        var ids = new TreeSet<String>();
        list.forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
