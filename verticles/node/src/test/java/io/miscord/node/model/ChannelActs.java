package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;

import java.util.Map;

/** What people do with servers and their channels. */
final class ChannelActs {
    private static final int MOST = 6;
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
            var id = channel.path("id").asText();
            server.channels.put(
                    id, new Community.Channel(id, server, channel.path("name").asText()));
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

    void make(Player who, Community.Server server) {
        if (server.channels.size() >= MOST) {
            return;
        }
        var name = "channel " + world.step();
        var answered =
                who.asks("POST", "/api/servers/" + server.id + "/channels", Map.of("name", name, "type", "text"));
        world.expect(Verdict.inServer(who, server, "MANAGE_CHANNELS"), answered, who, "make " + name);
        if (answered.verdict() == DONE) {
            var id = answered.data().path("id").asText();
            server.channels.put(id, new Community.Channel(id, server, name));
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
        }
    }

    void delete(Player who, Community.Channel channel) {
        var answered = who.asks("DELETE", "/api/channels/" + channel.id);
        var rights = world.model.rights(who.id(), channel);
        world.expect(MessageActs.inChannel(rights, "MANAGE_CHANNELS"), answered, who, "delete " + channel.name);
        if (answered.verdict() == DONE) {
            channel.server.orElseThrow().channels.remove(channel.id);
            channel.messages.forEach(message -> message.deleted = true);
        }
    }
}
