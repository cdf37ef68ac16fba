package io.miscord.persistence.messages;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.Nonce;
import io.miscord.contract.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into the database.
 *
 * @param version the access version under which its sender was found to be allowed to send it
 * @param mentions whom its text names; those who are not there are left out when it is stored
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
        List<UserId> mentions,
        long acceptedAt,
        long deadline) {
    private static final int OVERHEAD = 256;

    /** About how many bytes it takes in a queue. */
    int size() {
        return OVERHEAD + 2 * content.length();
    }
}
