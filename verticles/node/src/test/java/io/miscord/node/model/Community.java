package io.miscord.node.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a community is, in plain maps, changed by one act after the other: what everybody has to see of the real one.
 * Ids are the server's, as texts. Written from the specification; shares no code with the server.
 */
final class Community {
    final Map<String, Server> servers = new LinkedHashMap<>();
    final Map<String, Channel> conversations = new LinkedHashMap<>();
    final Map<String, Message> messages = new LinkedHashMap<>();
    final Attention attention = new Attention(this);
    private final Set<List<String>> blocks = new LinkedHashSet<>();

    /** A server; its roles from the lowest, everybody's, to the highest. */
    static final class Server {
        final String id;
        String owner;
        String name;
        final List<Role> roles = new ArrayList<>();
        final Map<String, Member> members = new TreeMap<>();
        final Map<String, Channel> channels = new LinkedHashMap<>();
        final Set<String> banned = new TreeSet<>();
        /** Who is muted, and who did it last. Kept for who leaves and comes back. */
        final Map<String, String> muted = new TreeMap<>();
        /** Ids by name. */
        final Map<String, String> emoji = new TreeMap<>();
        /** By id. */
        final Map<String, Rule> rules = new TreeMap<>();
        /** The channels in their order: the categories, those in each, and under no name those outside of any. */
        final Map<String, List<Channel>> order = new TreeMap<>();
        /** The address of its picture. */
        String icon = "";
        /** When people left, by {@link System#nanoTime}. */
        final Map<String, Long> left = new TreeMap<>();
        /** The channel that tells who joins. */
        String tellsIn = "";

        Server(String id, String owner, String name) {
            this.id = id;
            this.owner = owner;
            this.name = name;
        }

        Optional<Role> role(String wanted) {
            return roles.stream().filter(role -> role.id.equals(wanted)).findFirst();
        }

        Role everybodys() {
            return roles.getFirst();
        }

        /** Takes somebody out, with all that they were here. */
        void loses(String person) {
            if (members.remove(person) != null) {
                left.put(person, System.nanoTime());
            }
        }

        /** The channels of one place, in order. */
        List<Channel> siblings(String place) {
            return order.computeIfAbsent(place, first -> new ArrayList<>());
        }

        /** A channel comes last where it is. */
        void gains(Channel channel) {
            channels.put(channel.id, channel);
            siblings(channel.place()).add(channel);
        }

        /** A channel is gone; what was in it comes last of what is in none. */
        void loses(Channel channel) {
            channels.remove(channel.id);
            siblings(channel.place()).remove(channel);
            for (var inside : List.copyOf(siblings(channel.id))) {
                moves(inside, "", Integer.MAX_VALUE);
            }
            channel.messages.forEach(message -> message.deleted = true);
            if (tellsIn.equals(channel.id)) {
                tellsIn = "";
            }
        }

        /** Puts a channel at a place of a category's, or of those in none. */
        void moves(Channel channel, String parent, int at) {
            siblings(channel.place()).remove(channel);
            channel.parent = parent;
            var siblings = siblings(channel.place());
            siblings.add(Math.min(at, siblings.size()), channel);
        }
    }

    /** What nobody may say here but those with one of these roles. */
    record Rule(String word, Set<String> exempt) {}

    /** A role. */
    static final class Role {
        final String id;
        String name;
        Set<String> allows;

        Role(String id, String name, Collection<String> allows) {
            this.id = id;
            this.name = name;
            this.allows = new TreeSet<>(allows);
        }
    }

    /** Somebody in a server. */
    static final class Member {
        String nickname = "";
        final Set<String> roles = new TreeSet<>();
    }

    /** What a channel says of a role or a person. */
    record Overwrite(Set<String> allow, Set<String> deny) {
        /** Nothing. */
        static final Overwrite NONE = new Overwrite(Set.of(), Set.of());
    }

    /** A channel of a server, or a conversation: then there is no server, but people. */
    static final class Channel {
        final String id;
        final Optional<Server> server;
        final String type;
        final Set<String> people;
        /** The category that it is in, if any. */
        String parent = "";
        /** Of a group. */
        String owner = "";
        /** Who is in a group no more, and whether they were taken out. */
        final Map<String, Boolean> departed = new TreeMap<>();
        /** Who was brought back. */
        final Set<String> back = new TreeSet<>();
        /** Whether people came or went: nobody who names those in it is led to it any more. */
        boolean changed;

        String name;
        String topic = "";
        final Map<String, Overwrite> overwrites = new TreeMap<>();
        final List<Message> messages = new ArrayList<>();

        Channel(String id, Server server, String type, String name) {
            this.id = id;
            this.server = Optional.of(server);
            this.type = type;
            this.people = Set.of();
            this.name = name;
        }

        /** Whoever opens it with more than one other owns it. */
        Channel(String id, Set<String> people, String opener) {
            this.id = id;
            this.server = Optional.empty();
            this.type = "dm";
            this.people = new TreeSet<>(people);
            this.owner = people.size() > 2 ? opener : "";
            this.name = "";
        }

        boolean isCategory() {
            return type.equals("category");
        }

        boolean isGroup() {
            return !owner.isEmpty();
        }

        /** Among which channels it has its place. */
        String place() {
            return isCategory() ? "categories" : parent;
        }

        /** The messages that are there, oldest first. */
        List<Message> left() {
            return messages.stream().filter(message -> !message.deleted).toList();
        }

        /** Those that somebody wrote. */
        List<Message> said() {
            return messages.stream().filter(message -> !message.id.isEmpty()).toList();
        }
    }

    /**
     * A message, for ever: one that is deleted is still known to be so. What the server told of somebody's deed has no
     * id, since nobody was answered with it.
     */
    static final class Message {
        final String id;
        final Channel channel;
        final String author;
        final String answers;
        /** The people whom it calls. */
        final Set<String> calls = new TreeSet<>();

        String text;
        /** Its number among all of the channel. */
        int nth;

        long seq;
        boolean callsEverybody;
        boolean edited;
        boolean deleted;
        boolean pinned;
        final Map<String, Set<String>> reactions = new TreeMap<>();

        Message(String id, Channel channel, String author, String text, String answers) {
            this.id = id;
            this.channel = channel;
            this.author = author;
            this.text = text;
            this.answers = answers;
        }
    }

    /** What somebody may do in a channel; nothing where they do not see it. */
    Set<String> rights(String person, Channel channel) {
        if (channel.server.isPresent()) {
            return Rights.inChannel(channel, person);
        }
        if (!channel.people.contains(person)) {
            return Set.of();
        }
        return !channel.isGroup() && isBlocked(channel.people) ? Rights.SILENCED : Rights.CONVERSATION;
    }

    boolean sees(String person, Channel channel) {
        return rights(person, channel).contains("VIEW_CHANNEL");
    }

    /** Every channel and conversation. */
    Stream<Channel> channels() {
        return Stream.concat(
                servers.values().stream().flatMap(server -> server.channels.values().stream()),
                conversations.values().stream());
    }

    /** Whether two are in a server together. */
    boolean areMates(String one, String other) {
        return servers.values().stream()
                .anyMatch(server -> server.members.keySet().containsAll(Set.of(one, other)));
    }

    /** The conversation that these people opened. */
    Optional<Channel> conversation(Set<String> people) {
        return conversations.values().stream()
                .filter(channel -> !channel.changed && channel.people.equals(people))
                .findFirst();
    }

    /** Whether a rule of the server lets nobody but others say this. */
    boolean isFiltered(String person, Channel channel, String text) {
        if (channel.server.isEmpty() || rights(person, channel).contains("MANAGE_SERVER")) {
            return false;
        }
        var server = channel.server.get();
        var held = new TreeSet<>(server.members.get(person).roles);
        held.add(server.everybodys().id);
        var words = Set.of(text.split(" "));
        return server.rules.values().stream()
                .anyMatch(rule ->
                        words.contains(rule.word()) && rule.exempt().stream().noneMatch(held::contains));
    }

    void blocks(String one, String other) {
        blocks.add(List.of(one, other));
    }

    void unblocks(String one, String other) {
        blocks.remove(List.of(one, other));
    }

    /** Whether the one blocks the other. */
    boolean blocking(String one, String other) {
        return blocks.contains(List.of(one, other));
    }

    boolean isBlocked(Set<String> two) {
        return blocks.stream().anyMatch(pair -> two.containsAll(pair));
    }

    void written(Message message) {
        add(message);
        messages.put(message.id, message);
        attention.read(message.author, message.channel, message.nth);
    }

    /** The server tells of somebody's deed in a channel. */
    Message told(Channel channel, String author, String what) {
        var message = new Message("", channel, author, what, "");
        add(message);
        return message;
    }

    private static void add(Message message) {
        message.channel.messages.add(message);
        message.nth = message.channel.messages.size();
    }
}
