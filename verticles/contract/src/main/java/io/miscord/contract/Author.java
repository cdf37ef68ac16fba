package io.miscord.contract;

import org.jspecify.annotations.Nullable;

/** Who wrote a message. */
public record Author(
        UserId id,
        String username,
        String displayName,
        @Nullable String avatarUrl) {}
