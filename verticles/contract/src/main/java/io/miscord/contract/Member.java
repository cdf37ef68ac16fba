package io.miscord.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody in a server. */
public record Member(
        User user, @Nullable String nickname, List<RoleId> roles, Instant joinedAt, PresenceStatus presence)
        implements Answer {
    public Member {
        roles = List.copyOf(roles);
    }
}
