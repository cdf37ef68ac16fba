package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A direct-message conversation, of two for good or a group; its id is a channel's. In JSON what is null is left out.
 *
 * @param name a group's, where it was given one
 * @param ownerId who may take people out of a group; null in a conversation of two
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Conversation(
        ChannelId id, @Nullable String name, @Nullable UserId ownerId, List<User> participants) implements Answer {
    public Conversation {
        participants = List.copyOf(participants);
    }
}
