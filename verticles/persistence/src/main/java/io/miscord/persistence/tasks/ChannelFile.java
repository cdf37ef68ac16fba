package io.miscord.persistence.tasks;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.UserId;
import io.miscord.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a channel as a file: one JSON object, a message a line, so that it can be written and read without
 * being held whole. {@code ChannelFile} of {@code openapi.yaml} describes it.
 */
final class ChannelFile {
    /** What the file calls its format. */
    static final String FORMAT = "miscord.channel";
    /** The version that is written, and the only one that is read. */
    static final int VERSION = 1;
    /** People of a reaction that are named; how many there are stands beside them. */
    static final int MOST_USERS = 1_000;

    private static final byte[] END = "\n]}\n".getBytes(StandardCharsets.UTF_8);

    private ChannelFile() {}

    /** The channel that it was written from. */
    record About(
            ChannelId id,
            String name,
            ChannelType type,
            @Nullable String topic) {
        static About of(Channel channel) {
            return new About(channel.id(), channel.name(), channel.type(), channel.topic());
        }
    }

    /** Who wrote a message, as they were called when the file was written. */
    record By(UserId id, String username, String displayName) {
        By {
            Objects.requireNonNull(id);
            Objects.requireNonNull(username);
            Objects.requireNonNull(displayName);
        }
    }

    /** Who reacted with an emoji: in the order in which they did, at most {@value #MOST_USERS} of {@code count}. */
    record Reacted(String emoji, int count, List<UserId> users) {
        Reacted {
            Objects.requireNonNull(emoji);
            users = List.copyOf(users);
        }
    }

    /**
     * A message.
     *
     * @param seq its place; it rises from message to message, and names the message within the file
     * @param author null when the account was deleted
     * @param replyTo the seq of the message that it answers; null when it answers none, or one that is deleted
     */
    record Entry(
            MessageId id,
            long seq,
            MessageType type,
            @Nullable By author,
            String content,
            Instant createdAt,
            @Nullable Instant editedAt,
            @Nullable Long replyTo,
            @Nullable Instant pinnedAt,
            List<Reacted> reactions) {
        Entry {
            Objects.requireNonNull(id);
            Objects.requireNonNull(type);
            Objects.requireNonNull(content);
            Objects.requireNonNull(createdAt);
            reactions = List.copyOf(reactions);
        }
    }

    /** All before the first message. */
    static byte[] beginning(Channel channel, Instant exportedAt) {
        var head = Json.text(new Head(FORMAT, VERSION, exportedAt, About.of(channel)));
        return (head.substring(0, head.length() - 1) + ",\"messages\":[").getBytes(StandardCharsets.UTF_8);
    }

    /** Messages, one a line. */
    static byte[] lines(List<Entry> entries, boolean first) {
        var out = new ByteArrayOutputStream();
        boolean comma = !first;
        for (var entry : entries) {
            out.writeBytes((comma ? ",\n" : "\n").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(Json.bytes(entry));
            comma = true;
        }
        return out.toByteArray();
    }

    /** All behind the last message. */
    static byte[] end() {
        return END.clone();
    }

    private record Head(String format, int version, Instant exportedAt, About channel) {}
}
