package io.miscord.persistence.messages;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelId;
import io.miscord.contract.FilterRule;
import io.miscord.contract.Message;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Nonce;
import io.miscord.contract.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into the database.
 *
 * @param version the access version under which its sender was found to be allowed to send it
 * @param mentions whom it calls; people who are not there are left out when it is stored
 * @param slowMode the seconds that its sender has to wait between two messages in the channel; 0 for none
 * @param reportedBy the rule of the word filter that wants it looked at once it is there, or null
 * @param acceptedAt when it reached this node, in milliseconds since the epoch
 * @param deadline when its sender is told to try again; not to be stored any more after that
 */
record Outgoing(
        MessageId id,
        ChannelId channel,
        AccessDomain domain,
        long version,
        UserId author,
        @Nullable Nonce nonce,
        String content,
        @Nullable MessageId replyTo,
        Mentions mentions,
        int slowMode,
        @Nullable FilterRule reportedBy,
        long acceptedAt,
        long deadline) {
    private static final int OVERHEAD = 256;

    /** About how many bytes it takes in a queue. */
    int size() {
        return OVERHEAD + 2 * content.length();
    }

    /** Whether somebody is to be told of it as a notification: who is named, answered or in the conversation. */
    boolean isNoticed(Outcome.Stored stored) {
        return replyTo != null || !stored.mentions().isEmpty() || domain.equals(AccessDomain.of(channel));
    }

    /** The message that it has become. */
    Message message(Outcome.Stored stored) {
        return new Message(
                id,
                channel,
                stored.seq(),
                stored.author(),
                null,
                content,
                MessageType.TEXT,
                replyTo,
                false,
                List.of(),
                List.of(),
                stored.mentions(),
                mentions.roles(),
                List.of(),
                mentions.flags(),
                null,
                null,
                nonce,
                stored.createdAt(),
                null);
    }
}
