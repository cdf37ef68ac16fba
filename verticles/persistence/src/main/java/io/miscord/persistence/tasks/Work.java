package io.miscord.persistence.tasks;

import io.miscord.platform.storage.StorageKey;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of task is done: in slices, from where its checkpoint says, each slice saved before the next begins. It
 * waits, on a virtual thread. A {@link io.miscord.platform.ProblemException} that is not UNAVAILABLE ends the task with
 * its sentence; anything else has it tried again.
 */
interface Work {
    /** Does what is left to do, and answers what was made. */
    Made run(Attempt attempt);

    /**
     * What a task made.
     *
     * @param file its file, or null
     * @param size of the file, in bytes
     * @param leftovers a folder that nobody needs once the task has ended, or null
     */
    record Made(
            @Nullable StorageKey file, long size, @Nullable StorageKey leftovers) {}
}
