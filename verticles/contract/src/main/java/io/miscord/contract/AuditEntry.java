package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did in a server, as its audit log keeps it. What is not known or does not apply is left out.
 *
 * @param id a UUIDv7: in the order of time
 * @param act what was done, such as {@code member_ban}; later releases have others
 * @param actor who did it, unless the account is gone or it was the word filter
 * @param targetId to what or whom
 * @param target the person, where it was one whose account is there
 * @param channelId in which channel
 * @param reason as whoever did it gave it
 * @param before what was changed, as it was
 * @param after the same as it is now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        UUID id,
        String act,
        @Nullable Author actor,
        @Nullable UUID targetId,
        @Nullable Author target,
        @Nullable ChannelId channelId,
        @Nullable String reason,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after,
        Instant createdAt)
        implements Answer {}
