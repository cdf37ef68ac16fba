package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator did. What is not known or does not apply is left out.
 *
 * @param act such as {@code person_suspend}; later releases have others
 * @param actor who did it, unless the account is gone
 * @param target what it was done to was called so then
 * @param detail why, or what it is now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperatorEntry(
        UUID id,
        String act,
        @Nullable Author actor,
        @Nullable UUID targetId,
        @Nullable String target,
        @Nullable String detail,
        Instant createdAt)
        implements Answer {}
