package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a task is on its way; the last three are final. */
public enum TaskStatus {
    /** It waits for its file, for a node, or for another try. */
    @JsonProperty("queued")
    QUEUED,
    /** A node works on it. */
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("done")
    DONE,
    /** It came to an end that {@link Task#error()} tells of. */
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED;

    /** Whether nothing more happens. */
    public boolean isFinal() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }
}
