package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody, or the word filter, wants looked at.
 *
 * @param author who wrote it, unless the account is gone
 * @param reporter who reported it; null for the word filter, and when the account is gone
 * @param reason as the reporter gave it; of the word filter the name of its rule
 * @param content the message as it was then: an edit hides nothing
 * @param closedBy who dealt with it; null while nobody has, and when the account is gone
 */
public record Report(
        ReportId id,
        ServerId serverId,
        ChannelId channelId,
        MessageId messageId,
        @Nullable Author author,
        @Nullable Author reporter,
        String reason,
        String content,
        ReportStatus status,
        @Nullable UserId closedBy,
        Instant createdAt)
        implements Answer {}
