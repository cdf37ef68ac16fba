package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person, as everyone may see them. {@code status} is the text they set, not their presence. */
public record User(
        UserId id,
        String username,
        String displayName,
        @Nullable String avatarUrl,
        @Nullable String bio,
        @Nullable String status,
        @Nullable Instant lastSeen,
        Instant createdAt)
        implements Answer {}
