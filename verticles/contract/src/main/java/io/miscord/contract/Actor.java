package io.miscord.contract;

import org.jspecify.annotations.Nullable;

/**
 * Who asks: the first component of every ask. The edge that authenticated the person made it; owners trust it and
 * decide what this person may do.
 *
 * @param user the person, or null before sign-in and for a node itself
 * @param session the sign-in the request came with, or null where there is none
 * @param address the client's network address, for limits and the security log; empty for a node
 */
public record Actor(@Nullable UserId user, @Nullable SessionId session, String address) {
    /** A node of the cluster asking on its own behalf: never made from anything that a client sent. */
    public static final Actor NODE = new Actor(null, null, "");

    /** Someone who has not signed in. */
    public static Actor anonymous(String address) {
        return new Actor(null, null, address);
    }
}
