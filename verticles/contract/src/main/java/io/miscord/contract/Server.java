package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A server. */
public record Server(
        ServerId id,
        String name,
        @Nullable String description,
        @Nullable String iconUrl,
        UserId ownerId,
        Instant createdAt)
        implements Answer {}
