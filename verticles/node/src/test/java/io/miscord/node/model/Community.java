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
        /** Kept for who leaves and comes back. */
        final Set<String> muted = new TreeSet<>();

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
            members.remove(person);
        }
    }

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
        final Set<String> people;
        String name;
        String topic = "";
        final Map<String, Overwrite> overwrites = new TreeMap<>();
        final List<Message> messages = new ArrayList<>();

        Channel(String id, Server server, String name) {
            this.id = id;
            this.server = Optional.of(server);
            this.people = Set.of();
            this.name = name;
        }

        Channel(String id, Set<String> people) {
            this.id = id;
            this.server = Optional.empty();
            this.people = people;
            this.name = "";
        }

        /** The messages that are there, oldest first. */
        List<Message> left() {
            return messages.stream().filter(message -> !message.deleted).toList();
        }
    }

    /** A message, for ever: one that is deleted is still known to be so. */
    static final class Message {
        final String id;
        final Channel channel;
        final String author;
        final String answers;
        String text;
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
        return channel.people.size() == 2 && isBlocked(channel.people) ? Rights.SILENCED : Rights.CONVERSATION;
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

    Optional<Channel> conversation(String one, String other) {
        var people = Set.of(one, other);
        return conversations.values().stream()
                .filter(channel -> channel.people.equals(people))
                .findFirst();
    }

    void blocks(String one, String other) {
        blocks.add(List.of(one, other));
    }

    void unblocks(String one, String other) {
        blocks.remove(List.of(one, other));
    }

    boolean isBlocked(Set<String> two) {
        return blocks.stream().anyMatch(pair -> two.containsAll(pair));
    }

    void written(Message message) {
        message.channel.messages.add(message);
        messages.put(message.id, message);
    }
}
