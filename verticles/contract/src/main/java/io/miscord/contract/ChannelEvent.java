package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of a channel's stream. */
public sealed interface ChannelEvent extends DurableEvent {
    /** Someone wrote. */
    @JsonTypeName("message:new")
    record MessageNew(ChannelId channelId, Message message) implements ChannelEvent {
        @Override
        public MessageNew placed(long seq, Instant storedAt, long lastMessageSeq) {
            return new MessageNew(channelId, message.placed(seq, storedAt));
        }
    }

    /**
     * Something of a message changed: its text, or the previews of its links. What is left out is as it was.
     *
     * @param editedAt when its author changed the text last
     * @param embeds all of them, as they are now
     */
    @JsonTypeName("message:updated")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MessageUpdated(
            ChannelId channelId,
            MessageId messageId,
            @Nullable String content,
            @Nullable Instant editedAt,
            @Nullable List<UserId> mentions,
            @Nullable List<Map<String, Object>> embeds)
            implements ChannelEvent {
        public MessageUpdated {
            mentions = mentions == null ? null : List.copyOf(mentions);
            embeds = embeds == null ? null : List.copyOf(embeds);
        }

        /** The previews alone. */
        public static MessageUpdated embeds(ChannelId channel, MessageId message, List<Map<String, Object>> embeds) {
            return new MessageUpdated(channel, message, null, null, null, embeds);
        }
    }

    /**
     * A message is gone.
     *
     * @param messageSeq the seq that it was sent with, by which unread calls are known; null in an event that the
     *     release before stored
     * @param lastMessageSeq the seq of the channel's last message that is left, 0 if none is: what was unread may be
     *     read now; null before it has its place, and in an event that the release before stored
     */
    @JsonTypeName("message:deleted")
    record MessageDeleted(
            ChannelId channelId,
            MessageId messageId,
            UserId by,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long messageSeq,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long lastMessageSeq)
            implements ChannelEvent {
        @Override
        public MessageDeleted placed(long seq, Instant storedAt, long lastSeq) {
            return new MessageDeleted(channelId, messageId, by, messageSeq, lastSeq);
        }
    }

    /**
     * Several messages are gone.
     *
     * @param messageSeqs the seqs that they were sent with, in the same order
     * @param lastMessageSeq as of a {@link MessageDeleted}
     */
    @JsonTypeName("messages:deleted")
    record MessagesDeleted(
            ChannelId channelId,
            List<MessageId> messageIds,
            List<Long> messageSeqs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long lastMessageSeq)
            implements ChannelEvent {
        public MessagesDeleted {
            messageIds = List.copyOf(messageIds);
            messageSeqs = List.copyOf(messageSeqs);
        }

        @Override
        public MessagesDeleted placed(long seq, Instant storedAt, long lastSeq) {
            return new MessagesDeleted(channelId, messageIds, messageSeqs, lastSeq);
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

    /** A group's people, name or owner changed. */
    @JsonTypeName("conversation:updated")
    record ConversationUpdated(Conversation conversation) implements ChannelEvent {}

    /** The channel's own name, topic, place, parent, slow mode or overwrites changed. */
    @JsonTypeName("channel:updated")
    record ChannelUpdated(Channel channel) implements ChannelEvent {}
}
