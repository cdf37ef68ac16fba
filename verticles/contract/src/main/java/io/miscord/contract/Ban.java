package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may not join a server.
 *
 * @param reason as whoever banned them gave it; they are told
 * @param by who banned them; null when the account is gone
 * @param expiresAt when they may join again; null for never
 */
public record Ban(
        User user,
        @Nullable String reason,
        @Nullable UserId by,
        Instant createdAt,
        @Nullable Instant expiresAt) implements Answer {}
