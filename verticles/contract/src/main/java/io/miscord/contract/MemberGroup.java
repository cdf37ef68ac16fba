package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Members that are listed together: those whose highest role of the ones that are listed apart is this one.
 *
 * @param roleId the role; left out for those who have none that is listed apart
 * @param name the role's; everybody's role's for those
 * @param count how many there are, whether they are there or not
 */
public record MemberGroup(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RoleId roleId, String name, long count)
        implements Answer {}
