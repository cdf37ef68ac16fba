package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a channel allows and denies a role or a person, whatever they may do in the server. It can name no permission
 * but those of channels: others are dropped.
 *
 * @param roleId whom it is for: a role, or else left out
 * @param userId whom it is for: a person, or else left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Overwrite(@Nullable RoleId roleId, @Nullable UserId userId, Permissions allow, Permissions deny) {
    public Overwrite {
        if ((roleId == null) == (userId == null)) {
            throw new IllegalArgumentException("an overwrite is for a role or for a person");
        }
        allow = allow.and(Permissions.IN_CHANNEL);
        deny = deny.and(Permissions.IN_CHANNEL);
    }

    /** A role's. */
    public static Overwrite of(RoleId role, Permissions allow, Permissions deny) {
        return new Overwrite(role, null, allow, deny);
    }

    /** A person's. */
    public static Overwrite of(UserId user, Permissions allow, Permissions deny) {
        return new Overwrite(null, user, allow, deny);
    }

    /** The bare id of whom it is for: a channel has one overwrite at most for each. */
    public UUID target() {
        Id target = roleId == null ? userId : roleId;
        return Objects.requireNonNull(target).value();
    }
}
