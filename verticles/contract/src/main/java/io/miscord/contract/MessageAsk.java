package io.miscord.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked about messages. */
public sealed interface MessageAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.messages";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** Stores a message; answered after the commit. */
    record Send(
            Actor by,
            ChannelId channel,
            String content,
            @Nullable Nonce nonce,
            @Nullable MessageId replyTo) implements MessageAsk<Answer.Sent> {}

    /** Answers a message in its channel. */
    record Reply(
            Actor by,
            MessageId to,
            String content,
            @Nullable Nonce nonce) implements MessageAsk<Answer.Sent> {}

    /** Changes one's own message. */
    record Edit(Actor by, MessageId message, String content) implements MessageAsk<Answer.Changed> {}

    /** Deletes a message: one's own, or anybody's with {@link Permission#MANAGE_MESSAGES}. */
    record Delete(Actor by, MessageId message) implements MessageAsk<Answer.Changed> {}

    /**
     * Deletes messages of one channel, with {@link Permission#MANAGE_MESSAGES}: 2 to {@code limits.bulkDelete}. Those
     * that are deleted already are left out; one that is not the channel's is NOT_FOUND, and nothing is deleted.
     */
    record BulkDelete(Actor by, ChannelId channel, List<MessageId> messages) implements MessageAsk<Answer.Done> {
        public BulkDelete {
            messages = List.copyOf(messages);
        }
    }

    /** Reacts with an emoji. */
    record React(Actor by, MessageId message, String emoji) implements MessageAsk<Answer.Changed> {}

    /** Takes a reaction back. */
    record Unreact(Actor by, MessageId message, String emoji) implements MessageAsk<Answer.Changed> {}

    /** Pins a message. */
    record Pin(Actor by, MessageId message) implements MessageAsk<Answer.Changed> {}

    /** Unpins a message. */
    record Unpin(Actor by, MessageId message) implements MessageAsk<Answer.Changed> {}

    /**
     * A page of history, newest first; at most one of {@code before}, {@code after} and {@code around}; limit 1 to
     * 100.
     */
    record History(
            Actor by,
            ChannelId channel,
            @Nullable MessageId before,
            @Nullable MessageId after,
            @Nullable MessageId around,
            int limit)
            implements MessageAsk<Answer.Listing<Message>> {}
}
