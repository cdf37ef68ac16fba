package io.miscord.contract;

import java.util.List;

/** A direct-message conversation; its id is a channel's. */
public record Conversation(ChannelId id, List<User> participants) implements Answer {
    public Conversation {
        participants = List.copyOf(participants);
    }
}
