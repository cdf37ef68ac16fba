package io.miscord.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about tasks. People see their own and operators all; what is not theirs to see is NOT_FOUND.
 * Whoever starts one about a channel holds {@link Permission#MANAGE_CHANNELS} there, from its start to its end.
 */
public sealed interface TaskAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.tasks";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** Writes a channel's messages to a file; CONFLICT while the asker has too many tasks under way. */
    record Export(Actor by, ChannelId channel, @Nullable Nonce nonce) implements TaskAsk<Task> {}

    /** Appends the messages of a file to a channel. It waits for its file, which {@link Uploaded} tells of. */
    record Import(Actor by, ChannelId channel, @Nullable Nonce nonce) implements TaskAsk<Task> {}

    /**
     * The file that an import waits for is stored; telling it twice is harmless. Of several files the first one counts,
     * and the others are deleted.
     *
     * @param key where, one of {@link #upload}
     */
    record Uploaded(Actor by, TaskId task, String key) implements TaskAsk<Task> {}

    /** The file that an import waits for did not come whole: it is cancelled, unless the file came another time. */
    record NotUploaded(Actor by, TaskId task) implements TaskAsk<Task> {}

    /** The tasks that the asker may see, newest first: their own, and for operators all; limit 1 to 100. */
    record Visible(Actor by, @Nullable String cursor, int limit) implements TaskAsk<Answer.Listing<Task>> {}

    /** A task. */
    record Get(Actor by, TaskId task) implements TaskAsk<Task> {}

    /** Ends a task at once; what it did so far stays, its file goes. One that has ended stays as it is. */
    record Cancel(Actor by, TaskId task) implements TaskAsk<Task> {}

    /** Where a task's file is stored. Asked by nodes, for whoever has a signed link; NOT_FOUND when it is gone. */
    record FileOf(Actor by, TaskId task) implements TaskAsk<Answer.StoredFile> {}

    /**
     * A key that a file for an import is stored under.
     *
     * @param chance another for each file, so that none replaces one that is already read
     */
    static String upload(TaskId task, UUID chance) {
        return "tasks/" + task + "/upload-" + chance + ".json";
    }
}
