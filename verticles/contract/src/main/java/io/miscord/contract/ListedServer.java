package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A server, as the operator of the instance sees it: what is said in it is not theirs to read. */
public record ListedServer(
        ServerId id, String name, @Nullable String iconUrl, Author owner, long members, Instant createdAt)
        implements Answer {}
