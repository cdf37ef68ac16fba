package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person is to somebody, as that one sees it. */
public enum RelationshipKind {
    @JsonProperty("friend")
    FRIEND,
    /** They asked to be friends. */
    @JsonProperty("incoming")
    INCOMING,
    /** They were asked to be friends. */
    @JsonProperty("outgoing")
    OUTGOING,
    /** They may not write; they are not told that they are blocked. */
    @JsonProperty("blocked")
    BLOCKED
}
