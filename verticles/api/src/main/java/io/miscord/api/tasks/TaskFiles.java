package io.miscord.api.tasks;

import io.miscord.contract.Actor;
import io.miscord.contract.Task;
import io.miscord.contract.TaskId;
import io.miscord.platform.security.SignedLinks;
import io.miscord.platform.storage.Storage;

/**
 * Where the files of tasks are, and the links by which they are fetched.
 *
 * @param storage all files
 * @param links what makes a path good for a while
 */
public record TaskFiles(Storage storage, SignedLinks links) {
    /** Where a task's file is fetched, without what makes that good for a while. */
    static String pathOf(TaskId task) {
        return "/files/tasks/" + task;
    }

    /**
     * The task as a client is shown it: with a link to its file, if it has one, for whoever started it and for nobody
     * else. Operators see every task, but not by that what is written in channels they are not in.
     */
    Task shown(Task task, Actor to) {
        var by = task.createdBy();
        return by != null && by.equals(to.user()) ? task.withUrl(links.sign(pathOf(task.id()))) : task;
    }
}
