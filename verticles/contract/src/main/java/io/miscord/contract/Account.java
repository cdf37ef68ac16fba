package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person, as only they themselves see it. */
public record Account(
        UserId id,
        String username,
        String displayName,
        @Nullable String avatarUrl,
        @Nullable String bio,
        @Nullable String status,
        @Nullable Instant lastSeen,
        Instant createdAt,
        String email,
        boolean emailVerified,
        boolean operator)
        implements Answer {}
