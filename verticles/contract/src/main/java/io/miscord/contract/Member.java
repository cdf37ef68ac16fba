package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a server.
 *
 * @param roles their roles besides everybody's
 * @param mutedUntil until when they may not write or speak there; left out when they may
 */
public record Member(
        User user,
        @Nullable String nickname,
        List<RoleId> roles,
        Instant joinedAt,
        PresenceStatus presence,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant mutedUntil)
        implements Answer {
    public Member {
        roles = List.copyOf(roles);
    }

    /** What they are called there. */
    public String name() {
        return nickname == null ? user.displayName() : nickname;
    }

    /** The same member, who is there or not as this says. */
    public Member withPresence(PresenceStatus now) {
        return new Member(user, nickname, roles, joinedAt, now, mutedUntil);
    }
}
