package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person is told of, without any text: what it is about is shown as it is now. What concerns a message
 * is read once its channel is read up to it, whatever {@code readAt} says.
 *
 * @param by who caused it; null once their account is gone
 * @param serverId where it happened; null in a conversation
 * @param channelId where it happened
 * @param messageId the message
 * @param seq that of the message, to be compared with how far its channel is read
 * @param code that of an invite
 * @param readAt when it was read; null as long as it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notification(
        NotificationId id,
        NotificationKind kind,
        @Nullable Author by,
        @Nullable ServerId serverId,
        @Nullable ChannelId channelId,
        @Nullable MessageId messageId,
        @Nullable Long seq,
        @Nullable String code,
        @Nullable Instant readAt,
        Instant createdAt)
        implements Answer {}
