package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of an instance tells everybody.
 *
 * @param endsAt from when on nobody is shown it; left out where that is not settled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Announcement(
        AnnouncementId id,
        String text,
        Severity severity,
        Instant createdAt,
        @Nullable Instant endsAt) implements Answer {}
