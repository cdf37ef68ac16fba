package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member where they stand in a list: all of {@link Member}, and whom they are listed with.
 *
 * @param roles their roles besides everybody's
 * @param mutedUntil until when they may not write or speak there; left out when they may
 * @param group the role that they are listed under in the list by roles; left out for those who have none that is
 *     listed apart, and in other lists
 */
public record ListedMember(
        User user,
        @Nullable String nickname,
        List<RoleId> roles,
        Instant joinedAt,
        PresenceStatus presence,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant mutedUntil,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RoleId group)
        implements Answer {
    public ListedMember {
        roles = List.copyOf(roles);
    }

    /** A member in this group. */
    public static ListedMember of(Member member, @Nullable RoleId group) {
        return new ListedMember(
                member.user(),
                member.nickname(),
                member.roles(),
                member.joinedAt(),
                member.presence(),
                member.mutedUntil(),
                group);
    }

    /** The same member, who is there or not as this says. */
    public ListedMember withPresence(PresenceStatus now) {
        return new ListedMember(user, nickname, roles, joinedAt, now, mutedUntil, group);
    }
}
