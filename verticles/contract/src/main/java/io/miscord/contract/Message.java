package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message.
 *
 * @param seq its place in the channel's stream
 * @param author null when the account is deleted, and for an imported message whose author has none here
 * @param importedAuthor the name of an author who is nobody of this server, of an imported message; else left out
 * @param replyTo the message it answers, or null
 * @param nonce the sender's idempotency key, in the answer to the sender and in {@code message:new}; else left out
 */
public record Message(
        MessageId id,
        ChannelId channelId,
        long seq,
        @Nullable Author author,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String importedAuthor,

        String content,
        MessageType type,
        @Nullable MessageId replyTo,
        boolean pinned,
        List<Attachment> attachments,
        List<Reaction> reactions,
        List<UserId> mentions,
        List<Map<String, Object>> embeds,
        int flags,
        @Nullable UUID threadId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Nonce nonce,
        Instant createdAt,
        @Nullable Instant editedAt)
        implements Answer {
    /** The bit of {@code flags} that says: this came from a file, and its author did not write it here. */
    public static final int IMPORTED = 1;

    public Message {
        attachments = List.copyOf(attachments);
        reactions = List.copyOf(reactions);
        mentions = List.copyOf(mentions);
        embeds = List.copyOf(embeds);
    }

    /** Whether it came from a file. */
    @JsonIgnore
    public boolean isImported() {
        return (flags & IMPORTED) != 0;
    }

    /**
     * How many reacted with an emoji.
     *
     * @param me whether the asker did; only in REST answers, left out in frames, which are the same for all
     */
    public record Reaction(
            String emoji,
            int count,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean me) {}

    /** A file that came with a message. */
    public record Attachment(UUID id, String filename, String mimeType, long size, String url) {}
}
