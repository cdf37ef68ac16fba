package io.miscord.testkit.chaos;

import io.miscord.testkit.Person;
import io.miscord.testkit.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who and what there is: people, servers with their channels, and conversations, under short names: {@code p7} a
 * person, {@code s2} a server, {@code s2.c1} its channel, {@code d3} a conversation. What one may be in (a server, a
 * conversation, one's own person stream) is a place; each stream belongs to one. Not changed once it is made.
 */
final class World {
    private final List<Human> people = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();
    private final List<Talk> talks = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, Set<String>> members = new LinkedHashMap<>();

    /** Somebody with an account. */
    record Human(String name, String id, String token) {}

    /** A server; whoever has the invite may join. */
    record Server(String name, String id, String invite, List<String> channels) {}

    /** A conversation of two. */
    record Talk(String name, String id, Human first, Human second) {}

    private World() {}

    /**
     * Makes everything, over HTTP.
     *
     * @param nodes URLs, asked in turn
     */
    static World make(List<String> nodes, Plan plan) {
        var world = new World();
        var accounts = new ArrayList<Person>();
        for (int i = 0; i < plan.people(); i++) {
            var account = Person.registers(nodes.get(i % nodes.size()), "p" + i);
            accounts.add(account);
            world.people.add(new Human("p" + i, account.id(), account.accessToken()));
            world.named("p" + i, account.id(), "p" + i);
            world.member("p" + i, "p" + i);
        }
        for (int i = 0; i < plan.servers(); i++) {
            world.server(i, accounts, plan);
        }
        for (int i = 0; i < plan.conversations(); i++) {
            int first = i % plan.people();
            int second = (first + 1 + i / plan.people()) % plan.people();
            var id = accounts.get(first).opensConversation(accounts.get(second));
            world.talks.add(new Talk("d" + i, id, world.people.get(first), world.people.get(second)));
            world.named("d" + i, id, "d" + i);
            world.member("d" + i, "p" + first);
            world.member("d" + i, "p" + second);
        }
        return world;
    }

    private void server(int number, List<Person> accounts, Plan plan) {
        var name = "s" + number;
        var owner = accounts.get(number);
        var place = owner.createsServer(name);
        named(name, place.serverId(), name);
        member(name, "p" + number);
        var channels = new ArrayList<String>();
        channels.add(channel(name, 0, place.channelId()));
        for (int i = 1; i < plan.channelsPerServer(); i++) {
            channels.add(channel(name, i, owner.createsChannel(place, "c" + i)));
        }
        var voice = owner.http()
                .get("/api/servers/" + place.serverId() + "/channels")
                .expect(200);
        voice.forEach(channel -> {
            if (!names.containsKey(channel.path("id").asText())) {
                named(name + ".v", channel.path("id").asText(), name);
            }
        });
        var invite = owner.invites(place);
        servers.add(new Server(name, place.serverId(), invite, List.copyOf(channels)));
        for (int i = 0; i < plan.people(); i++) {
            if (i != number && (i % plan.servers() == number || plan.habit(i) == Habit.READS_SLOWLY)) {
                Place joined = accounts.get(i).joins(invite);
                assert joined.serverId().equals(place.serverId());
                member(name, "p" + i);
            }
        }
    }

    private String channel(String server, int number, String id) {
        var name = server + ".c" + number;
        named(name, id, server);
        return name;
    }

    private void named(String name, String id, String place) {
        names.put(id, name);
        ids.put(name, id);
        places.put(name, place);
    }

    private void member(String place, String person) {
        members.computeIfAbsent(place, its -> new HashSet<>()).add(person);
    }

    List<Human> people() {
        return people;
    }

    List<Server> servers() {
        return servers;
    }

    List<Talk> talks() {
        return talks;
    }

    /** The short name of this id; the id itself for what is not ours. */
    String name(String id) {
        return names.getOrDefault(id, id);
    }

    /** The id of this short name. */
    String id(String name) {
        return ids.getOrDefault(name, name);
    }

    /** Which place each stream belongs to, by short names. */
    Map<String, String> places() {
        return places;
    }

    /** Whether somebody was in a place when the trial began, by short names. */
    boolean began(String person, String place) {
        return members.getOrDefault(place, Set.of()).contains(person);
    }

    /** Who was in each place when the trial began, by short names. */
    Map<String, Set<String>> members() {
        return members;
    }
}
