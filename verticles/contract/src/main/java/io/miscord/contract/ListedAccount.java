package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account, as the operator of the instance sees it.
 *
 * @param lastSeen when they last went, or a session of theirs was last renewed
 * @param suspension left out unless they are suspended
 */
public record ListedAccount(
        UserId id,
        String username,
        String displayName,
        @Nullable String avatarUrl,
        String email,
        boolean operator,
        Instant createdAt,
        @Nullable Instant lastSeen,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Suspension suspension)
        implements Answer {
    /** Somebody is kept out of the instance; {@code reason} is left out where none was given. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Suspension(@Nullable String reason, Instant since) {}
}
