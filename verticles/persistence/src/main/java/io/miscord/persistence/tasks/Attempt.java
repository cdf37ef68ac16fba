package io.miscord.persistence.tasks;

import io.miscord.contract.Task;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.platform.json.Json;
import java.time.Duration;
import java.util.Optional;

/** A task while this node works on it. Used by one virtual thread; it may be told to stop from any. */
final class Attempt {
    private final Database database;
    private final TaskStore store;
    private final TaskStore.Held held;
    private final Duration lease;
    private final TaskNews news;
    private volatile boolean stopping;
    private volatile boolean lost;
    private boolean cameForward;

    Attempt(Database database, TaskStore store, TaskStore.Held held, Duration lease, TaskNews news) {
        this.database = database;
        this.store = store;
        this.held = held;
        this.lease = lease;
        this.news = news;
    }

    /** The task is another node's, or cancelled: nothing may be written of it any more. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost() {
            super("the task is not this node's any more", null, false, false);
        }
    }

    /** This node is leaving: another is to go on. */
    static final class Stopping extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopping() {
            super("the node is leaving", null, false, false);
        }
    }

    TaskStore.Held held() {
        return held;
    }

    Task task() {
        return held.task();
    }

    /** What the task was taken with: part of the names of what is written, so that nobody else writes them. */
    long fence() {
        return held.fence();
    }

    /** How far it was when it was taken; none at the beginning. */
    <T> Optional<T> checkpoint(Class<T> type) {
        var checkpoint = held.checkpoint();
        return checkpoint == null ? Optional.empty() : Optional.of(Json.readOwn(checkpoint, type));
    }

    /** Keeps how far it is, and tells; {@link Lost} when it is not this node's any more. */
    void save(Object checkpoint, long processed, long total) {
        saved(database.inTransaction(tx -> save(tx, checkpoint, processed, total)));
    }

    /**
     * The same in the transaction that also holds the slice: either both are stored or none. {@link #saved} is to be
     * told after the commit.
     */
    Task save(Queries tx, Object checkpoint, long processed, long total) {
        return store.save(tx, held, Json.text(checkpoint), processed, total, lease)
                .orElseThrow(Lost::new);
    }

    /** Tells what was committed; {@link Stopping} when the node is leaving. */
    void saved(Task now) {
        cameForward = true;
        news.progress(now);
        goOn();
    }

    /** Between slices: {@link Lost} when it is known to be another's, {@link Stopping} when the node is leaving. */
    void goOn() {
        if (lost) {
            throw new Lost();
        }
        if (stopping) {
            throw new Stopping();
        }
    }

    /** Whether it was saved since it was taken. */
    boolean cameForward() {
        return cameForward;
    }

    void stop() {
        stopping = true;
    }

    void lose() {
        lost = true;
    }
}
