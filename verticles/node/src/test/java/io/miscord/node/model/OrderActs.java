package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;
import static io.miscord.node.model.Verdict.FORBIDDEN;
import static io.miscord.node.model.Verdict.HIDDEN;
import static io.miscord.node.model.Verdict.REFUSED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How people move channels: one, or several one after the other. */
final class OrderActs {
    private static final int MOST = 4;
    /** After any channel. */
    private static final int END = 100_000;

    private final World world;

    OrderActs(World world) {
        this.world = world;
    }

    /** The order as it is while moves are thought of, with the positions that they name. */
    private static final class Plan {
        final Map<String, List<Community.Channel>> order = new TreeMap<>();
        final Map<String, List<Integer>> positions = new TreeMap<>();
        final Map<Community.Channel, String> parents = new HashMap<>();

        String place(Community.Channel channel) {
            return channel.isCategory() ? channel.place() : parents.getOrDefault(channel, channel.parent);
        }

        List<Community.Channel> siblings(String place) {
            return order.computeIfAbsent(place, first -> new ArrayList<>());
        }

        List<Integer> positions(String place) {
            return positions.computeIfAbsent(place, first -> new ArrayList<>());
        }

        void stays(Community.Channel channel, int at) {
            var siblings = siblings(place(channel));
            siblings.remove(channel);
            siblings.add(at, channel);
        }

        /** Puts it last where it was not. */
        void goes(Community.Channel channel, String parent) {
            var from = place(channel);
            int at = siblings(from).indexOf(channel);
            positions(from).subList(at, at + 1).clear();
            siblings(from).remove(channel);
            parents.put(channel, parent);
            siblings(parent).add(channel);
            var there = positions(parent);
            there.add(there.isEmpty() ? 0 : there.getLast() + 1);
        }
    }

    /** A move, and what it comes to. */
    private record Move(Map<String, @Nullable Object> said, Verdict expected) {}

    void move(Player who, Community.Server server) {
        var plan = plan(server);
        var all = List.copyOf(server.channels.values());
        if (all.isEmpty()) {
            return;
        }
        boolean alone = world.toss();
        int count = alone ? 1 : 1 + world.random.nextInt(MOST);
        var moves = new ArrayList<Map<String, @Nullable Object>>();
        var expected = server.members.containsKey(who.id()) ? DONE : HIDDEN;
        for (int i = 0; i < count; i++) {
            var move = move(who, server, plan, world.oneOf(all));
            moves.add(move.said);
            expected = expected == DONE ? move.expected : expected;
        }
        Player.Answer answered;
        if (alone && world.toss()) {
            var said = moves.getFirst();
            var id = said.remove("id");
            answered = who.asks("PUT", "/api/channels/" + id, said);
        } else {
            answered = who.asks("PATCH", "/api/servers/" + server.id + "/channels", moves);
        }
        world.expect(expected, answered, who, "move " + moves + " in " + server.name);
        if (answered.verdict() == DONE) {
            plan.parents.forEach((channel, parent) -> channel.parent = parent);
            server.order.clear();
            server.order.putAll(plan.order);
        }
    }

    private Move move(Player who, Community.Server server, Plan plan, Community.Channel channel) {
        var said = new HashMap<String, @Nullable Object>(Map.of("id", channel.id));
        var rights = world.model.rights(who.id(), channel);
        var expected = MessageActs.inChannel(rights, "MANAGE_CHANNELS");
        var place = plan.place(channel);
        var categories = server.siblings("categories");
        int chosen = world.random.nextInt(2 * categories.size() + 2);
        if (chosen > categories.size()) { // stays where it is, at another place of that
            int at = world.random.nextInt(plan.siblings(place).size());
            said.put("position", plan.positions(place).get(at));
            plan.stays(channel, at);
            return new Move(said, expected);
        }
        said.put("position", END);
        var into =
                chosen == categories.size() ? Optional.<Community.Channel>empty() : Optional.of(categories.get(chosen));
        var parent = into.map(category -> category.id).orElse("");
        said.put("parentId", parent.isEmpty() ? null : parent);
        if (channel.isCategory()) {
            if (!parent.isEmpty()) {
                return new Move(said, expected == DONE ? REFUSED : expected);
            }
            plan.stays(channel, plan.siblings(place).size() - 1);
        } else if (place.equals(parent)) {
            plan.stays(channel, plan.siblings(place).size() - 1);
        } else {
            expected = expected == DONE ? into(world, who, server, into) : expected;
            plan.goes(channel, parent);
        }
        return new Move(said, expected);
    }

    /** What it comes to when a member puts something into a category, or into none. */
    static Verdict into(World world, Player who, Community.Server server, Optional<Community.Channel> category) {
        if (category.isEmpty()) {
            return Verdict.inServer(who, server, "MANAGE_CHANNELS");
        }
        var rights = world.model.rights(who.id(), category.get());
        if (!rights.contains("VIEW_CHANNEL")) {
            return REFUSED;
        }
        return rights.contains("MANAGE_CHANNELS") ? DONE : FORBIDDEN;
    }

    /** The model's order, with the positions that the owner is told. */
    private Plan plan(Community.Server server) {
        var told = new HashMap<String, Integer>();
        world.player(server.owner)
                .http()
                .get("/api/servers/" + server.id + "/channels")
                .expect(200)
                .forEach(channel -> told.put(
                        channel.path("id").asText(), channel.path("position").asInt()));
        var plan = new Plan();
        server.order.forEach((place, channels) -> {
            plan.siblings(place).addAll(channels);
            channels.forEach(channel -> plan.positions(place).add(told.get(channel.id)));
        });
        return plan;
    }
}
