package io.miscord.persistence.tasks;

import io.miscord.contract.Problem;
import io.miscord.contract.Task;
import io.miscord.contract.TaskId;
import io.miscord.contract.TaskKind;
import io.miscord.contract.TaskStatus;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.RecentHeads;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Config;
import io.miscord.platform.storage.Storage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tasks and does them, some at a time, each on a virtual thread of its own with one connection at most in use, so
 * that they are never in the way of people who write. While it works on one it renews its lease; a node that does not
 * is presumed dead, and another goes on from the last checkpoint. One a node.
 */
public final class TaskRunner {
    /** Milliseconds between two looks for a task. */
    static final long LOOK_MS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);
    private static final int RENEWALS_A_LEASE = 3;
    private static final int MOST_DOUBLINGS = 5;
    private static final long STOP_LOOK_MS = 20;
    private static final long STOP_MS = 3_000;

    private final Vertx vertx;
    private final Database database;
    private final Storage storage;
    private final String node;
    private final io.miscord.platform.config.Tasks settings;
    private final TaskNews news;
    private final Map<TaskKind, Work> works = new EnumMap<>(TaskKind.class);
    private final TaskStore store = new TaskStore();
    private final Map<TaskId, Attempt> running = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean stopping;

    /** Takes nothing before the first {@link #look}. */
    public TaskRunner(
            Vertx vertx,
            Bus bus,
            Database database,
            Access access,
            StreamLog log,
            RecentHeads heads,
            Storage storage,
            Config config,
            InstantSource clock) {
        this.vertx = vertx;
        this.database = database;
        this.storage = storage;
        this.node = bus.node();
        this.settings = config.tasks();
        this.news = new TaskNews(vertx, bus, clock);
        works.put(TaskKind.EXPORT, new Exporter(database, access, storage, clock));
        works.put(TaskKind.IMPORT, new Importer(vertx, database, access, storage, log, heads, bus, clock, config));
    }

    /**
     * Says how a purge is done; to be called before the first {@link #look}.
     *
     * @param left how many messages are still to be removed, about
     * @param begin begins one: what it gives removes some rows each time it is asked, and answers how many messages
     *     were among them; negative when nothing is left
     */
    public void purges(LongSupplier left, Supplier<LongSupplier> begin) {
        works.put(TaskKind.PURGE, new Purge(left, begin));
    }

    /** Milliseconds between calls of {@link #look}. */
    public long lookMillis() {
        return LOOK_MS;
    }

    /** How often leases are to be renewed, in milliseconds. */
    public long renewMillis() {
        return settings.lease().toMillis() / RENEWALS_A_LEASE;
    }

    /** Takes what is to be done, as far as this node has room for it. On a virtual thread of a verticle. */
    public void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        try {
            while (!stopping && running.size() < settings.perNode()) {
                boolean imports = hasRoomForImports();
                var taken = database.inTransaction(tx -> store.claim(tx, node, settings.lease(), imports));
                if (taken.isEmpty()) {
                    return;
                }
                begin(taken.get());
            }
        } catch (RuntimeException e) {
            LOG.debug("no task could be taken", e);
        } finally {
            looking.set(false);
        }
    }

    /**
     * An import is paced, and a large one takes hours: together they leave one place free, so that exports and purges
     * always come forward.
     */
    private boolean hasRoomForImports() {
        long imports = running.values().stream()
                .filter(attempt -> attempt.task().kind() == TaskKind.IMPORT)
                .count();
        return imports < Math.max(1, settings.perNode() - 1);
    }

    /** Renews the leases of what is worked on. On a virtual thread of a verticle. */
    public void renew() {
        for (var attempt : running.values()) {
            try {
                if (!database.inTransaction(tx -> store.renew(tx, attempt.held(), settings.lease()))) {
                    attempt.lose(); // cancelled, another node's, or just ended
                }
            } catch (RuntimeException e) {
                LOG.debug("a lease was not renewed task={}", attempt.task().id(), e);
            }
        }
    }

    /** Gives back what is worked on, with the next slice; completes when it is given back, 3 s later at most. */
    public Future<Void> stop() {
        stopping = true;
        running.values().forEach(Attempt::stop);
        return idle(STOP_MS).onComplete(idle -> news.endNow());
    }

    private Future<Void> idle(long patienceMs) {
        return running.isEmpty() || patienceMs <= 0
                ? Future.succeededFuture()
                : vertx.timer(STOP_LOOK_MS).compose(later -> idle(patienceMs - STOP_LOOK_MS));
    }

    private void begin(TaskStore.Held held) {
        var attempt = new Attempt(database, store, held, settings.lease(), news);
        var id = held.task().id();
        running.put(id, attempt);
        Context context = Objects.requireNonNull(Vertx.currentContext(), "tasks are taken by a verticle");
        context.runOnContext(go -> {
            try {
                work(attempt);
            } catch (RuntimeException e) {
                // Not even its end could be stored: the lease runs out, and somebody takes it again.
                LOG.warn("a task was left as it is task={} cause={}", id, e.toString());
            } finally {
                running.remove(id);
                news.forget(id);
            }
            look();
        });
    }

    private void work(Attempt attempt) {
        var held = attempt.held();
        var task = held.task();
        LOG.info(
                "task taken task={} kind={} fence={} attempt={}",
                task.id(),
                task.kind(),
                held.fence(),
                held.attempts());
        if (held.attempts() > settings.attempts()) {
            fail(attempt, "It was tried %d times and never came forward.".formatted(settings.attempts()));
            return;
        }
        news.progress(task);
        try {
            var work = Objects.requireNonNull(works.get(task.kind()), () -> "nobody does " + task.kind());
            done(attempt, work.run(attempt));
        } catch (Attempt.Lost lost) {
            lost(attempt);
        } catch (Attempt.Stopping leaving) {
            putOff(attempt, Duration.ZERO);
        } catch (ProblemException refused) {
            refused(attempt, refused.problem());
        } catch (Throwable bug) { // what is awaited fails with anything
            LOG.error("task failed task={} kind={}", task.id(), task.kind(), bug);
            again(attempt, "Something went wrong on our side.");
        }
    }

    private void refused(Attempt attempt, Problem problem) {
        if (problem.kind() == Problem.Kind.UNAVAILABLE) {
            LOG.info("task put off task={} cause={}", attempt.task().id(), problem.detail());
            again(attempt, problem.detail());
        } else {
            fail(attempt, problem.detail());
        }
    }

    private void again(Attempt attempt, String why) {
        int attempts = attempt.cameForward() ? 0 : attempt.held().attempts();
        if (attempts >= settings.attempts()) {
            fail(attempt, why);
        } else {
            putOff(attempt, Duration.ofSeconds(1L << Math.min(attempts, MOST_DOUBLINGS)));
        }
    }

    private void done(Attempt attempt, Work.Made made) {
        var file = made.file();
        var finished = finish(attempt, TaskStatus.DONE, null, file == null ? null : file.value(), made.size());
        var leftovers = made.leftovers();
        if (finished.isEmpty() && file != null) {
            storage.delete(file).onFailure(failure -> LOG.debug("a file nobody knows of stays", failure));
        }
        if (leftovers != null && (finished.isPresent() || hasEnded(attempt))) {
            storage.deleteFolder(leftovers).onFailure(failure -> LOG.warn("files of a task stay", failure));
        }
    }

    /** Whether nobody works on it any more, nor will. */
    private boolean hasEnded(Attempt attempt) {
        return store.get(database, attempt.task().id())
                .map(task -> task.status().isFinal())
                .orElse(true);
    }

    private void fail(Attempt attempt, String why) {
        if (finish(attempt, TaskStatus.FAILED, why, null, 0).isPresent()) {
            storage.deleteFolder(Tasks.folder(attempt.task().id()))
                    .onFailure(failure -> LOG.warn("files of a failed task stay", failure));
        }
    }

    private Optional<Task> finish(
            Attempt attempt, TaskStatus status, @Nullable String error, @Nullable String key, long size) {
        var by = attempt.task().createdBy();
        var finished = database.inTransaction(tx -> {
            var ended = store.finish(
                    tx, attempt.held(), status, error, key, key == null ? null : (Long) size, settings.keepFiles());
            if (ended.isPresent() && key != null && by != null) {
                store.keepFiles(tx, by, settings.filesPerPerson());
            }
            return ended;
        });
        finished.ifPresentOrElse(
                ended -> {
                    LOG.info("task ended task={} status={}", ended.id(), status);
                    news.end(ended);
                },
                () -> lost(attempt));
        return finished;
    }

    private void putOff(Attempt attempt, Duration until) {
        database.inTransaction(tx -> store.putOff(tx, attempt.held(), until))
                .ifPresentOrElse(news::end, () -> lost(attempt));
    }

    /** It was cancelled, or another node has taken it: nothing of what this one knows holds any more. */
    private static void lost(Attempt attempt) {
        LOG.info("task lost task={} fence={}", attempt.task().id(), attempt.fence());
    }
}
