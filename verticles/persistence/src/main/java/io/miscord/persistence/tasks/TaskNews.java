package io.miscord.persistence.tasks;

import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Task;
import io.miscord.contract.TaskId;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells of the tasks of a node, each at most twice a second; of an end in any case. */
final class TaskNews {
    private static final long SPACE_MS = 500;

    private final Vertx vertx;
    private final Bus bus;
    private final InstantSource clock;
    /** When each of those that are worked on here was last told of. */
    private final Map<TaskId, Long> told = new ConcurrentHashMap<>();
    /** Ends that are still to be told. */
    private final Map<TaskId, Task> ends = new ConcurrentHashMap<>();

    TaskNews(Vertx vertx, Bus bus, InstantSource clock) {
        this.vertx = vertx;
        this.bus = bus;
        this.clock = clock;
    }

    /** Tells, unless it has just been told of: the next time makes up for it. */
    void progress(Task task) {
        long now = clock.millis();
        var last = told.get(task.id());
        if (last == null || now - last >= SPACE_MS) {
            told.put(task.id(), now);
            announce(task);
        }
    }

    /** Tells the last that is to be told by this node, as soon as it may. Does not wait. */
    void end(Task task) {
        var last = told.remove(task.id());
        long rest = last == null ? 0 : last + SPACE_MS - clock.millis();
        if (rest <= 0) {
            announce(task);
        } else {
            ends.put(task.id(), task);
            vertx.setTimer(rest, due -> endNow(task.id()));
        }
    }

    /** Tells all ends that wait: the node is leaving, and its timers end. */
    void endNow() {
        ends.keySet().forEach(this::endNow);
    }

    private void endNow(TaskId id) {
        var task = ends.remove(id);
        if (task != null) {
            announce(task);
        }
    }

    /** It is not this node's any more. */
    void forget(TaskId task) {
        told.remove(task);
    }

    private void announce(Task task) {
        bus.announce(List.of(new EphemeralEvent.TaskUpdated(task)));
    }
}
