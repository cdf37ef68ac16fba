package io.miscord.node.model;

import static io.miscord.node.model.Verdict.DONE;
import static io.miscord.node.model.Verdict.FORBIDDEN;
import static io.miscord.node.model.Verdict.HIDDEN;
import static io.miscord.node.model.Verdict.REFUSED;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What people do with conversations, and the people in them. */
final class GroupActs {
    private static final int MOST = 12;
    private final World world;

    GroupActs(World world) {
        this.world = world;
    }

    /** Opens the conversation with these people. */
    void open(Player who, Set<Player> others) {
        var ids = new TreeSet<String>();
        others.stream().filter(other -> other != who).forEach(other -> ids.add(other.id()));
        var people = new TreeSet<>(ids);
        people.add(who.id());
        var known = world.model.conversation(people);
        boolean tooMany = ids.size() > 1 && known.isEmpty() && world.model.conversations.size() >= MOST;
        if (ids.isEmpty() || tooMany) {
            return;
        }
        var answered = who.asks("POST", "/api/users/me/dms", Map.of("userIds", ids));
        boolean blocked = ids.stream().anyMatch(other -> world.model.isBlocked(Set.of(who.id(), other)));
        boolean strange = ids.size() > 1 && !ids.stream().allMatch(other -> world.model.areMates(who.id(), other));
        world.expect(
                known.isEmpty() && (blocked || strange) ? FORBIDDEN : DONE,
                answered,
                who,
                "open a conversation with " + others);
        if (answered.verdict() == DONE && known.isEmpty()) {
            var id = answered.data().path("id").asText();
            world.model.conversations.put(id, new Community.Channel(id, people, who.id()));
        }
    }

    void add(Player who, Community.Channel group, Player other) {
        var answered = who.asks("PUT", person(group, other));
        boolean isThere = group.people.contains(other.id());
        var expected = toChange(who, group);
        if (expected == DONE && !isThere) {
            expected = toAdd(who, group, other);
        }
        world.expect(expected, answered, who, "bring " + other + " into " + group.id);
        if (answered.verdict() == DONE && !isThere) {
            group.people.add(other.id());
            group.changed = true;
            if (group.departed.containsKey(other.id())) {
                group.back.add(other.id());
            }
            world.model.attention.read(other.id(), group, group.messages.size());
            world.told(group, who, "person_added " + other.id());
        }
    }

    /** Takes somebody out; whoever takes out themselves leaves. */
    void remove(Player who, Community.Channel group, Player other) {
        var answered = who.asks("DELETE", person(group, other));
        var expected = toChange(who, group);
        if (expected == DONE && who != other) {
            boolean isThere = group.people.contains(other.id());
            expected = !group.owner.equals(who.id()) ? FORBIDDEN : isThere ? DONE : HIDDEN;
        }
        world.expect(expected, answered, who, "take " + other + " out of " + group.id);
        if (answered.verdict() != DONE) {
            return;
        }
        group.people.remove(other.id());
        group.changed = true;
        group.departed.put(other.id(), who != other);
        if (group.people.isEmpty()) {
            world.model.conversations.remove(group.id);
            group.messages.forEach(message -> message.deleted = true);
            return;
        }
        if (group.owner.equals(other.id())) {
            group.owner = List.copyOf(group.people).getFirst();
        }
        world.told(group, who, who == other ? "person_left " : "person_removed " + other.id());
    }

    void rename(Player who, Community.Channel group) {
        var name = world.random.nextInt(4) == 0 ? "" : "group " + world.step();
        var answered = who.asks("PUT", "/api/users/me/dms/" + group.id, Map.of("name", name));
        world.expect(toChange(who, group), answered, who, "call " + group.id + " " + name);
        if (answered.verdict() == DONE) {
            group.name = name;
            if (!name.isEmpty()) {
                world.told(group, who, "channel_renamed " + name);
            }
        }
    }

    /**
     * People of a server in common come into a group. Friends alone bring back who left, and nobody here has any; the
     * owner who was taken out, once an hour.
     */
    private Verdict toAdd(Player who, Community.Channel group, Player other) {
        boolean willing =
                world.model.areMates(who.id(), other.id()) && !world.model.isBlocked(Set.of(who.id(), other.id()));
        if (willing && !group.departed.containsKey(other.id())) {
            return DONE;
        }
        if (!willing || !group.departed.get(other.id()) || !group.owner.equals(who.id())) {
            return FORBIDDEN;
        }
        return group.back.contains(other.id()) ? REFUSED : DONE;
    }

    private static Verdict toChange(Player who, Community.Channel group) {
        if (!group.people.contains(who.id())) {
            return HIDDEN;
        }
        return group.isGroup() ? DONE : REFUSED;
    }

    private static String person(Community.Channel group, Player person) {
        return "/api/users/me/dms/" + group.id + "/people/" + person.id();
    }
}
