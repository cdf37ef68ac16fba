package io.miscord.node.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What each has read, what they want to be told of, and what they were told of. */
final class Attention {
    private final Community community;
    /** By person and channel, how many of its messages were there when they last read. */
    private final Map<List<String>, Integer> read = new HashMap<>();
    /** By person and what it is about. */
    private final Map<String, Map<String, Level>> levels = new HashMap<>();

    private final Map<String, List<Notice>> inboxes = new HashMap<>();

    Attention(Community community) {
        this.community = community;
    }

    /** What somebody wants to be told of; no level for as it is by itself. */
    record Level(String level, boolean muted) {
        /** Nothing was said. */
        static final Level NONE = new Level("", false);
    }

    /** That somebody was told of a message. */
    static final class Notice {
        final String kind;
        final Community.Message message;
        boolean read;

        Notice(String kind, Community.Message message) {
            this.kind = kind;
            this.message = message;
        }
    }

    /** Somebody has read so many messages of a channel, or more. */
    void read(String person, Community.Channel channel, int count) {
        read.merge(List.of(person, channel.id), count, Math::max);
    }

    boolean hasRead(String person, Community.Message message) {
        return message.nth <= hasRead(person, message.channel);
    }

    private int hasRead(String person, Community.Channel channel) {
        return read.getOrDefault(List.of(person, channel.id), 0);
    }

    /** What somebody has not read of a channel. */
    List<Community.Message> unread(String person, Community.Channel channel) {
        int count = hasRead(person, channel);
        return channel.messages.subList(count, channel.messages.size()).stream()
                .filter(message -> !message.deleted)
                .toList();
    }

    Map<String, Level> levels(String person) {
        return levels.computeIfAbsent(person, first -> new TreeMap<>());
    }

    List<Notice> inbox(String person) {
        return inboxes.computeIfAbsent(person, first -> new ArrayList<>());
    }

    boolean wasTold(String person, String messageId) {
        return inbox(person).stream().anyMatch(notice -> notice.message.id.equals(messageId));
    }

    /** A message calls or answers people, or comes to those of a conversation: who wants to be told is. */
    void tell(Community.Message message) {
        var channel = message.channel;
        boolean server = channel.server.isPresent();
        var people = new TreeSet<>(server ? message.calls : channel.people);
        var answered = community.messages.get(message.answers);
        if (answered != null) {
            people.add(answered.author);
        }
        people.remove(message.author);
        for (var person : people) {
            var kind = message.calls.contains(person)
                    ? "mention"
                    : answered != null && answered.author.equals(person) ? "reply" : "dm";
            if (community.sees(person, channel)
                    && !community.blocking(person, message.author)
                    && wants(person, channel, kind)) {
                inbox(person).add(new Notice(kind, message));
            }
        }
    }

    private boolean wants(String person, Community.Channel channel, String kind) {
        var ofChannel = levels(person).getOrDefault(channel.id, Level.NONE);
        var ofServer = channel.server
                .map(server -> levels(person).getOrDefault(server.id, Level.NONE))
                .orElse(Level.NONE);
        if (ofChannel.muted || ofServer.muted) {
            return false;
        }
        var itself = channel.server.isPresent() ? "mentions" : "all";
        var level = ofChannel.level.isEmpty() ? ofServer.level : ofChannel.level;
        return switch (level.isEmpty() ? itself : level) {
            case "all" -> true;
            case "mentions" -> Set.of("mention", "reply").contains(kind);
            default -> false;
        };
    }
}
