package io.miscord.node.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Chooses who does what: mostly what may well work, now and then what must not. */
final class Acts {
    private static final int SERVERS = 2;
    private static final int OLD = 30;

    private final World world;
    private final MessageActs messages;
    private final RoleActs roles;
    private final MemberActs members;
    private final ChannelActs channels;
    private final OrderActs order;
    private final ServerActs servers;
    private final GroupActs groups;
    private final InboxActs inbox;
    private final Map<String, Weighted> acts = new LinkedHashMap<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private int weights;

    private record Weighted(int weight, Runnable act) {}

    Acts(World world) {
        this.world = world;
        this.messages = new MessageActs(world);
        this.roles = new RoleActs(world);
        this.members = new MemberActs(world);
        this.channels = new ChannelActs(world);
        this.order = new OrderActs(world);
        this.servers = new ServerActs(world);
        this.groups = new GroupActs(world);
        this.inbox = new InboxActs(world);
        ofMessages();
        ofServers();
        ofRoles();
        ofMembers();
        ofGroups();
        ofInboxes();
    }

    /** The servers that it all happens in, everybody in the first one. */
    void begin() {
        for (int i = 0; i < SERVERS; i++) {
            channels.makeServer(world.players.get(i), "server " + i);
        }
        for (var server : world.model.servers.values()) {
            var owner = world.player(server.owner);
            world.players.stream()
                    .filter(player -> player != owner)
                    .forEach(player -> members.join(owner, server, player));
        }
        world.witness.look();
    }

    /** Somebody does something. */
    void one() {
        int chosen = world.random.nextInt(weights);
        for (var entry : acts.entrySet()) {
            chosen -= entry.getValue().weight;
            if (chosen < 0) {
                int before = world.done();
                entry.getValue().act.run();
                done.merge(entry.getKey(), world.done() - before, Integer::sum);
                return;
            }
        }
    }

    /** The acts that did not succeed once. */
    Set<String> never() {
        var never = new TreeSet<>(acts.keySet());
        done.forEach((act, times) -> {
            if (times > 0) {
                never.remove(act);
            }
        });
        never.removeAll(Set.of("come back", "write in a category"));
        return never;
    }

    @Override
    public String toString() {
        return "done: " + done;
    }

    private void may(String name, int weight, Runnable act) {
        acts.put(name, new Weighted(weight, act));
        weights += weight;
    }

    private void ofMessages() {
        may("write", 40, () -> writable().ifPresent(channel -> messages.write(somebodyOf(channel), channel)));
        may("reply", 8, () -> message().ifPresent(message -> messages.reply(somebodyOf(message.channel), message)));
        may("edit", 12, () -> message().ifPresent(message -> messages.edit(mostly(message.author), message)));
        may("delete", 6, () -> message().ifPresent(message -> messages.delete(mostly(message.author), message)));
        may("react", 14, () -> message().ifPresent(message -> messages.react(somebodyOf(message.channel), message)));
        may("pin", 5, () -> message().ifPresent(message -> messages.pin(somebodyOf(message.channel), message)));
        may(
                "delete several",
                2,
                () -> channel().ifPresent(channel -> messages.deleteSeveral(somebodyOf(channel), channel)));
        may(
                "write in a category",
                1,
                () -> channel()
                        .filter(Community.Channel::isCategory)
                        .ifPresent(channel -> messages.write(somebodyOf(channel), channel)));
        may("come back", 1, () -> somebody().comesBack());
    }

    private void ofServers() {
        may("rename a server", 1, () -> on(server -> channels.renameServer(mostlyHigh(server), server)));
        may("make a channel", 3, () -> on(server -> channels.make(mostlyHigh(server), server)));
        may("change a channel", 3, () -> channel().ifPresent(channel -> channels.change(somebodyOf(channel), channel)));
        may("move channels", 6, () -> on(server -> order.move(mostlyHigh(server), server)));
        may("set a picture", 1, () -> on(server -> servers.icon(mostlyHigh(server), server)));
        may("add an emoji", 2, () -> on(server -> servers.emoji(mostlyHigh(server), server)));
        may("forbid a word", 2, () -> on(server -> servers.filter(mostlyHigh(server), server)));
        may("say where joins are told", 2, () -> on(server -> servers.tellIn(mostlyHigh(server), server)));
        may("delete a channel", 1, () -> channel().ifPresent(channel -> channels.delete(somebodyOf(channel), channel)));
    }

    private void ofRoles() {
        may("make a role", 3, () -> on(server -> roles.make(mostlyHigh(server), server)));
        may("change a role", 5, () -> on(server -> roles.change(mostlyHigh(server), server)));
        may("delete a role", 1, () -> on(server -> roles.delete(mostlyHigh(server), server)));
        may("move a role", 2, () -> on(server -> roles.move(mostlyHigh(server), server)));
        may(
                "say what a channel allows",
                8,
                () -> channel()
                        .ifPresent(channel -> roles.overwrite(mostlyHigh(channel), channel, somebodyOf(channel))));
        may("give a role", 8, () -> on(server -> roles.give(mostlyHigh(server), server, somebodyOf(server))));
    }

    private void ofMembers() {
        may("join", 8, () -> on(server -> members.join(mostlyHigh(server), server, somebody())));
        may("leave", 1, () -> on(server -> members.leave(somebody(), server)));
        may("kick", 1, () -> on(server -> members.kick(mostlyHigh(server), server, somebodyOf(server))));
        may("ban", 2, () -> on(server -> members.ban(mostlyHigh(server), server, somebody())));
        may("mute", 2, () -> on(server -> members.mute(mostlyHigh(server), server, somebodyOf(server))));
        may(
                "rename somebody",
                3,
                () -> on(server -> {
                    var who = mostlyHigh(server);
                    members.rename(who, server, world.toss() ? who : somebodyOf(server));
                }));
        may(
                "give a server away",
                1,
                () -> on(server -> members.transfer(mostlyHigh(server), server, somebodyOf(server))));
        may("block", 2, () -> members.block(somebody(), somebody()));
    }

    private void ofGroups() {
        may("meet", 2, () -> groups.open(somebody(), Set.of(somebody())));
        may("make a group", 2, () -> {
            var others = new HashSet<>(List.of(somebody()));
            others.add(somebody());
            others.add(somebody());
            groups.open(somebody(), others);
        });
        may("add to a group", 4, () -> conversation().ifPresent(group -> groups.add(of(group), group, somebody())));
        may(
                "take out of a group",
                2,
                () -> conversation()
                        .ifPresent(group -> groups.remove(
                                world.toss() && group.isGroup() ? world.player(group.owner) : of(group),
                                group,
                                of(group))));
        may(
                "leave a group",
                1,
                () -> conversation().ifPresent(group -> {
                    var who = of(group);
                    groups.remove(who, group, who);
                }));
        may("rename a group", 2, () -> conversation().ifPresent(group -> groups.rename(of(group), group)));
    }

    private void ofInboxes() {
        may(
                "read",
                6,
                () -> message()
                        .ifPresent(message -> inbox.read(somebodyOf(message.channel), message.channel, message)));
        may("read a server", 1, () -> on(server -> inbox.readServer(somebodyOf(server), server)));
        may("read what was told", 2, () -> inbox.readInbox(somebody(), Optional.empty()));
        may("read what was told of a channel", 2, () -> inbox.readInbox(somebody(), writable()));
        may("say what to be told of a server", 1, () -> on(server -> inbox.level(somebodyOf(server), server)));
        may(
                "say what to be told of a channel",
                2,
                () -> anything().ifPresent(channel -> inbox.level(somebodyOf(channel), channel)));
    }

    private void on(Consumer<Community.Server> act) {
        act.accept(server());
    }

    private Player somebody() {
        return world.oneOf(world.players);
    }

    private Community.Server server() {
        return world.oneOf(world.model.servers.values());
    }

    /** A channel of a server. */
    private Optional<Community.Channel> channel() {
        var channels = server().channels.values();
        return channels.isEmpty() ? Optional.empty() : Optional.of(world.oneOf(channels));
    }

    /** A channel, or now and then a conversation. */
    private Optional<Community.Channel> anything() {
        return world.random.nextInt(5) == 0 ? conversation() : channel();
    }

    /** The same, where there are messages. */
    private Optional<Community.Channel> writable() {
        return anything().filter(channel -> !channel.isCategory());
    }

    private Optional<Community.Channel> conversation() {
        var all = world.model.conversations.values();
        return all.isEmpty() ? Optional.empty() : Optional.of(world.oneOf(all));
    }

    /** Somebody who is in it, or now and then a stranger. */
    private Player of(Community.Channel conversation) {
        return world.random.nextInt(8) == 0 ? somebody() : world.player(world.oneOf(conversation.people));
    }

    /** One of the last messages of a channel, deleted or not. */
    private Optional<Community.Message> message() {
        return writable()
                .map(Community.Channel::said)
                .filter(all -> !all.isEmpty())
                .map(all -> {
                    return world.oneOf(all.subList(Math.max(0, all.size() - OLD), all.size()));
                });
    }

    private Player mostly(String person) {
        return world.random.nextInt(5) == 0 ? somebody() : world.player(person);
    }

    /** Somebody who is in the server, or now and then a stranger. */
    private Player somebodyOf(Community.Server server) {
        return world.random.nextInt(8) == 0 ? somebody() : world.player(world.oneOf(server.members.keySet()));
    }

    private Player somebodyOf(Community.Channel channel) {
        return channel.server.map(this::somebodyOf).orElseGet(() -> of(channel));
    }

    private Player mostlyHigh(Community.Channel channel) {
        return mostlyHigh(channel.server.orElseThrow());
    }

    /** Half of the time the owner, so that something comes of it. */
    private Player mostlyHigh(Community.Server server) {
        return world.toss() ? world.player(server.owner) : somebodyOf(server);
    }
}
