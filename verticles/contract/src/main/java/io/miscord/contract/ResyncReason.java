package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a stream has to be read anew. */
public enum ResyncReason {
    /** The log no longer reaches back to where the client was. */
    @JsonProperty("too_old")
    TOO_OLD,
    /** The client has more of the stream than there is. */
    @JsonProperty("diverged")
    DIVERGED,
    /** The database was restored from a backup since. */
    @JsonProperty("epoch")
    EPOCH,
    /** What follows could not be given, time and again. */
    @JsonProperty("unreadable")
    UNREADABLE
}
