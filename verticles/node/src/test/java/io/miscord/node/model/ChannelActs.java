package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;
import static io.miscord.node.model.Verdict.HIDDEN;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What people do with servers and their channels. */
final class ChannelActs {
    private static final int MOST = 6;
    private static final int MOST_CATEGORIES = 3;
    private final World world;

    ChannelActs(World world) {
        this.world = world;
    }

    void makeServer(Player who, String name) {
        var made = who.http().post("/api/servers", Map.of("name", name)).expect(201);
        var server = new Community.Server(made.path("id").asText(), who.id(), name);
        for (var role : made.path("roles")) {
            server.roles.add(new Community.Role(
                    role.path("id").asText(), role.path("name").asText(), Json.texts(role.path("permissions"))));
        }
        for (var channel : made.path("channels")) {
            server.gains(new Community.Channel(
                    channel.path("id").asText(),
                    server,
                    channel.path("type").asText(),
                    channel.path("name").asText()));
        }
        server.members.put(who.id(), new Community.Member());
        world.model.servers.put(server.id, server);
    }

    void renameServer(Player who, Community.Server server) {
        var name = "server " + world.step();
        var answered = who.asks("PUT", "/api/servers/" + server.id, Map.of("name", name));
        world.expect(Verdict.inServer(who, server, "MANAGE_SERVER"), answered, who, "rename " + server.name);
        if (answered.verdict() == DONE) {
            server.name = name;
        }
    }

    /** Makes a channel, in a category or in none, or a category. */
    void make(Player who, Community.Server server) {
        boolean category = world.random.nextInt(4) == 0;
        var categories = server.siblings("categories");
        if (category ? categories.size() >= MOST_CATEGORIES : server.channels.size() - categories.size() >= MOST) {
            return;
        }
        var parent = category || categories.isEmpty() || world.toss()
                ? Optional.<Community.Channel>empty()
                : Optional.of(world.oneOf(categories));
        var name = "channel " + world.step();
        var wish = new HashMap<String, Object>(Map.of("name", name, "type", category ? "category" : "text"));
        parent.ifPresent(it -> wish.put("parentId", it.id));
        var answered = who.asks("POST", "/api/servers/" + server.id + "/channels", wish);
        var expected = server.members.containsKey(who.id()) ? OrderActs.into(world, who, server, parent) : HIDDEN;
        world.expect(expected, answered, who, "make " + name + " in " + parent.map(it -> it.name));
        if (answered.verdict() == DONE) {
            var type = category ? "category" : "text";
            var made = new Community.Channel(answered.data().path("id").asText(), server, type, name);
            parent.ifPresent(it -> {
                made.parent = it.id;
                made.overwrites.putAll(it.overwrites);
            });
            server.gains(made);
        }
    }

    void change(Player who, Community.Channel channel) {
        var name = "renamed in " + world.step();
        var answered = who.asks(
                "PUT", "/api/channels/" + channel.id, Map.of("name", name, "topic", "topic of " + world.step()));
        var rights = world.model.rights(who.id(), channel);
        world.expect(MessageActs.inChannel(rights, "MANAGE_CHANNELS"), answered, who, "rename " + channel.name);
        if (answered.verdict() == DONE) {
            channel.name = name;
            channel.topic = "topic of " + world.step();
            if (!channel.isCategory()) {
                world.told(channel, who, "channel_renamed " + name);
            }
        }
    }

    void delete(Player who, Community.Channel channel) {
        var answered = who.asks("DELETE", "/api/channels/" + channel.id);
        var rights = world.model.rights(who.id(), channel);
        world.expect(MessageActs.inChannel(rights, "MANAGE_CHANNELS"), answered, who, "delete " + channel.name);
        if (answered.verdict() == DONE) {
            channel.server.orElseThrow().loses(channel);
        }
    }
}
