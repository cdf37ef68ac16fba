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
 * @param mentionRoles the roles that its text calls
 * @param system what it tells, of a message of type system, which has no text; else left out
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
        List<RoleId> mentionRoles,
        List<Map<String, Object>> embeds,
        int flags,
        @Nullable UUID threadId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SystemMessage system,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Nonce nonce,
        Instant createdAt,
        @Nullable Instant editedAt)
        implements Answer {
    /** The bit of {@code flags} that says: this came from a file, and its author did not write it here. */
    public static final int IMPORTED = 1;

    /** The bit of {@code flags} that says: it calls everybody who may see the channel. */
    public static final int EVERYONE = 2;

    /** The bit of {@code flags} that says: it calls everybody of them who was online. */
    public static final int HERE = 4;

    public Message {
        attachments = List.copyOf(attachments);
        reactions = List.copyOf(reactions);
        mentions = List.copyOf(mentions);
        mentionRoles = List.copyOf(mentionRoles);
        embeds = List.copyOf(embeds);
    }

    /** Whether it came from a file. */
    @JsonIgnore
    public boolean isImported() {
        return (flags & IMPORTED) != 0;
    }

    /** A new system message, before it has a place in its channel. */
    public static Message system(MessageId id, ChannelId channel, Author author, SystemMessage what) {
        return new Message(
                id,
                channel,
                0,
                author,
                null,
                "",
                MessageType.SYSTEM,
                null,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                null,
                what,
                null,
                Instant.EPOCH,
                null);
    }

    /** The same at its place in its channel. */
    public Message placed(long place, Instant time) {
        return new Message(
                id,
                channelId,
                place,
                author,
                importedAuthor,
                content,
                type,
                replyTo,
                pinned,
                attachments,
                reactions,
                mentions,
                mentionRoles,
                embeds,
                flags,
                threadId,
                system,
                nonce,
                time,
                editedAt);
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
