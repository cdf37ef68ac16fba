package io.miscord.persistence.access;

import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody may see, locked until the end of the transaction, and what they may do in its channel.
 *
 * @param id the message
 * @param seq its place in the channel
 * @param author who wrote it, or null when the account is gone
 * @param type what kind of message it is
 * @param pinned whether it is pinned
 * @param channel the channel and what the person may do there
 */
public record MessageGrant(
        MessageId id, long seq, @Nullable UserId author, MessageType type, boolean pinned, Grant channel) {
    /** Whether it is the person's own. */
    public boolean isOwn() {
        return channel.user().equals(author);
    }
}
