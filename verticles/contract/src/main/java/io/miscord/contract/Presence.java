package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How available somebody is, as others see it. */
public record Presence(
        UserId userId,
        PresenceStatus status,
        @Nullable String text,
        @Nullable Instant lastSeen) implements Answer {}
