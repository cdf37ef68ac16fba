package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A way into a server.
 *
 * @param maxUses how often it may be used, or null for any number
 * @param url the page that opens it; set by the edge, which knows the site's address
 * @param createdBy who made it, for those who list a server's; left out when they have no account any more
 * @param server what it leads to, for whoever looks the invite up; left out for its maker
 */
public record Invite(
        String code,
        @Nullable Instant expiresAt,
        @Nullable Integer maxUses,
        int uses,
        @Nullable String url,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UserId createdBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Server server,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer memberCount)
        implements Answer {}
