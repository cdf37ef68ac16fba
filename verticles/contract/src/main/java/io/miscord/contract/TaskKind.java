package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a task does. */
public enum TaskKind {
    /** Writes the messages of a channel to a file. */
    @JsonProperty("export")
    EXPORT,
    /** Appends the messages of such a file to a channel. */
    @JsonProperty("import")
    IMPORT,
    /** Removes what is left of deleted channels and servers. */
    @JsonProperty("purge")
    PURGE
}
