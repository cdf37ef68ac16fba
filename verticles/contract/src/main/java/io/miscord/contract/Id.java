package io.miscord.contract;

import java.util.UUID;

/** The id of a thing; a type of its own for each kind of thing, so that one cannot stand for another. */
public sealed interface Id
        permits UserId,
                SessionId,
                ServerId,
                ChannelId,
                MessageId,
                RoleId,
                EmojiId,
                FilterRuleId,
                ReportId,
                TaskId,
                NotificationId,
                AnnouncementId,
                ParticipantId {
    /** The bare UUID. */
    UUID value();
}
