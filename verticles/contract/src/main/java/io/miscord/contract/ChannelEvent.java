package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;

/** Events of a channel's stream. */
public sealed interface ChannelEvent extends DurableEvent {
    /** Someone wrote. */
    @JsonTypeName("message:new")
    record MessageNew(ChannelId channelId, Message message) implements ChannelEvent {}

    /** A message's text changed. */
    @JsonTypeName("message:updated")
    record MessageUpdated(ChannelId channelId, MessageId messageId, String content, Instant editedAt)
            implements ChannelEvent {}

    /** A message is gone. */
    @JsonTypeName("message:deleted")
    record MessageDeleted(ChannelId channelId, MessageId messageId, UserId by) implements ChannelEvent {}

    /** Several messages are gone. */
    @JsonTypeName("messages:deleted")
    record MessagesDeleted(ChannelId channelId, List<MessageId> messageIds) implements ChannelEvent {
        public MessagesDeleted {
            messageIds = List.copyOf(messageIds);
        }
    }

    /** Someone reacted; {@code count} is how many have with this emoji now. */
    @JsonTypeName("reaction:added")
    record ReactionAdded(ChannelId channelId, MessageId messageId, String emoji, UserId userId, int count)
            implements ChannelEvent {}

    /** Someone took a reaction back; {@code count} is how many are left with this emoji. */
    @JsonTypeName("reaction:removed")
    record ReactionRemoved(ChannelId channelId, MessageId messageId, String emoji, UserId userId, int count)
            implements ChannelEvent {}

    /** A message was pinned. */
    @JsonTypeName("message:pinned")
    record MessagePinned(ChannelId channelId, MessageId messageId, UserId by) implements ChannelEvent {}

    /** A message was unpinned. */
    @JsonTypeName("message:unpinned")
    record MessageUnpinned(ChannelId channelId, MessageId messageId, UserId by) implements ChannelEvent {}

    /** The channel's own name, topic, place, parent, slow mode or overwrites changed. */
    @JsonTypeName("channel:updated")
    record ChannelUpdated(Channel channel) implements ChannelEvent {}
}
