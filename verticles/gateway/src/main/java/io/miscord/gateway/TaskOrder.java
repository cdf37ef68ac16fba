package io.miscord.gateway;

import io.miscord.contract.Task;
import io.miscord.contract.TaskId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which word of a task is news. Words come from several nodes, by several ways: that of a node which was frozen may
 * come after those of the one that went on, and a task would seem to go backwards, or to run after its end. Remembers
 * the last {@value #MOST} tasks that moved; of older ones everything is news. For one thread.
 */
final class TaskOrder {
    private static final int MOST = 1_000;

    private final Map<TaskId, Task> latest = new LinkedHashMap<>(16, 0.75f, true);

    /** Whether this is no older than what was heard of the task before. */
    boolean isNews(Task task) {
        var known = latest.get(task.id());
        if (known != null && (known.status().isFinal() || task.processedItems() < known.processedItems())) {
            return false;
        }
        latest.put(task.id(), task);
        if (latest.size() > MOST) {
            var eldest = latest.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return true;
    }
}
