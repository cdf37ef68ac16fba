package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client may say: on {@code /ws/main} the event's name stands on its record, its data are the components. What
 * has no name there is said on other sockets.
 */
public sealed interface ClientFrame {
    /** The wire name, such as {@code message:send}. */
    default String event() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** The first frame of a socket that came without a token, or a fresh token for a live one. */
    @JsonTypeName("authenticate")
    record Authenticate(String token, @Nullable Resume resume) implements ClientFrame {}

    /** Where a client was when it lost its socket: the last seq it has of each stream. */
    record Resume(String epoch, Map<StreamId, Long> positions) {
        public Resume {
            positions = Map.copyOf(positions);
        }
    }

    /** Write a message. */
    @JsonTypeName("message:send")
    record Send(
            ChannelId channelId,
            String content,
            @Nullable Nonce nonce,
            @Nullable MessageId replyTo) implements ClientFrame {}

    /** Change one's own message. */
    @JsonTypeName("message:edit")
    record Edit(MessageId messageId, String content) implements ClientFrame {}

    /** Delete a message. */
    @JsonTypeName("message:delete")
    record Delete(MessageId messageId) implements ClientFrame {}

    /** React to a message. */
    @JsonTypeName("message:react")
    record React(MessageId messageId, String emoji) implements ClientFrame {}

    /** Take a reaction back. */
    @JsonTypeName("message:unreact")
    record Unreact(MessageId messageId, String emoji) implements ClientFrame {}

    /** Pin a message. */
    @JsonTypeName("message:pin")
    record Pin(MessageId messageId) implements ClientFrame {}

    /** Unpin a message. */
    @JsonTypeName("message:unpin")
    record Unpin(MessageId messageId) implements ClientFrame {}

    /** One is writing. */
    @JsonTypeName("typing:start")
    record TypingStart(ChannelId channelId) implements ClientFrame {}

    /** One's own status, for all to see. */
    @JsonTypeName("presence:update")
    record PresenceUpdate(PresenceStatus status, @Nullable String text) implements ClientFrame {}

    /** One has read a channel. */
    @JsonTypeName("channel:read")
    record ChannelRead(ChannelId channelId, long seq) implements ClientFrame {}

    /** What one missed of a stream. */
    @JsonTypeName("sync")
    record Sync(StreamId stream, long after) implements ClientFrame {}

    /** Is anybody there, and how late is it? {@code t} comes back as it was. */
    @JsonTypeName("ping")
    record Ping(@Nullable Double t) implements ClientFrame {}

    /** What only those who watch say, over {@code /ws}. */
    sealed interface OfMonitor extends ClientFrame {}

    /** From now on these events, and no others. */
    record Subscribe(Set<String> events) implements OfMonitor {
        public Subscribe {
            events = Set.copyOf(events);
        }
    }

    /** Which tasks are there? */
    record GetSyncStatus() implements OfMonitor {}
}
