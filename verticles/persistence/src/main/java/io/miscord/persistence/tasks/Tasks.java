package io.miscord.persistence.tasks;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelId;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Nonce;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskId;
import io.miscord.contract.TaskKind;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Page;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.storage.Storage;
import io.miscord.platform.storage.StorageKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks as people ask for them: starting, seeing, ending; and what is removed of old ones. {@link TaskRunner} does
 * them. Methods wait: they belong on a virtual thread. One a node.
 */
public final class Tasks {
    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);
    private static final int SWEPT_AT_ONCE = 100;
    /** Messages of somebody that are looked at for one in a server; who wrote more of them may have written there. */
    private static final int LOOKED_AT = 1_000;

    private final Database database;
    private final Access access;
    private final Idempotency idempotency;
    private final Storage storage;
    private final AuditLog audit;
    private final io.miscord.platform.config.Tasks settings;
    private final TaskStore store = new TaskStore();
    private final RemovalStore removals = new RemovalStore();

    /** Tasks on this database, whose files are in this storage. */
    public Tasks(
            Database database, Access access, Idempotency idempotency, Storage storage, AuditLog audit, Config config) {
        this.database = database;
        this.access = access;
        this.idempotency = idempotency;
        this.storage = storage;
        this.audit = audit;
        this.settings = config.tasks();
    }

    /** Answers what is asked about tasks. */
    public Answer answer(TaskAsk<?> asked) {
        return switch (asked) {
            case TaskAsk.Export ask -> shown(start(ask.by(), TaskKind.EXPORT, ask.channel(), ask.nonce()), ask.by());
            case TaskAsk.Import ask -> shown(start(ask.by(), TaskKind.IMPORT, ask.channel(), ask.nonce()), ask.by());
            case TaskAsk.Uploaded ask -> uploaded(ask);
            case TaskAsk.NotUploaded ask -> notUploaded(ask);
            case TaskAsk.Visible ask -> visible(ask);
            case TaskAsk.Get ask -> shown(find(database, ask.by(), ask.task()), ask.by());
            case TaskAsk.Cancel ask -> shown(cancel(ask), ask.by());
            case TaskAsk.FileOf ask -> file(ask);
        };
    }

    /** Starts removing what was deleted, unless a purge is already under way. */
    public void startPurge() {
        database.inTransaction(tx -> {
            var task = store.insert(tx, new TaskId(UuidV7.next()), TaskKind.PURGE, null, null, true);
            task.ifPresent(made -> tx.tell(new EphemeralEvent.TaskUpdated(made)));
            return task;
        });
    }

    /**
     * Starts removing what somebody wrote in a server since a time, once this transaction is committed; nothing when
     * they wrote nothing there. The task is the instance's own: it is among the open tasks of nobody, and operators
     * alone see it. Of one person in a server there is one at a time.
     */
    public void startRemoval(Tx tx, ServerId server, UserId author, Instant since) {
        var from = UuidV7.at(since.toEpochMilli());
        if (removals.mayHaveWritten(tx, author, server, from, LOOKED_AT)) {
            var order = new Removal.Progress(server, author, from, 0);
            tx.tell(new EphemeralEvent.TaskUpdated(store.putRemoval(tx, new TaskId(UuidV7.next()), order)));
        }
    }

    /** Ends imports whose file never came, deletes files whose time is over, and forgets old tasks. */
    public void sweep() {
        var late = database.inTransaction(tx -> {
            var failed = store.failLateUploads(tx, settings.uploadTime(), "The file did not come in time.");
            failed.forEach(task -> tx.tell(new EphemeralEvent.TaskUpdated(task)));
            return failed;
        });
        late.forEach(task -> clear(task.id()));
        storage.sweep().onFailure(failure -> LOG.debug("storage was not swept", failure));
        List<TaskId> over;
        do {
            over = database.inTransaction(tx -> store.expire(tx, SWEPT_AT_ONCE));
            over.forEach(this::clear);
        } while (over.size() == SWEPT_AT_ONCE);
        do {
            over = database.inTransaction(tx -> store.forget(tx, settings.keep(), SWEPT_AT_ONCE));
            over.forEach(this::clear);
        } while (over.size() == SWEPT_AT_ONCE);
    }

    private Task start(Actor by, TaskKind kind, ChannelId channel, @Nullable Nonce nonce) {
        return database.inTransaction(tx -> {
            var grant = permitted(access.channelToKeep(tx, by, channel), kind);
            var first = idempotency.once(tx, grant.user(), nonce, List.of(kind, channel), Task.class, () -> {
                if (store.open(tx, grant.user()) >= settings.perPerson()) {
                    throw ProblemException.of(Refusal.TOO_MANY_TASKS, settings.perPerson());
                }
                var id = new TaskId(UuidV7.next());
                boolean due = kind != TaskKind.IMPORT;
                var made =
                        store.insert(tx, id, kind, channel, grant.user(), due).orElseThrow();
                tx.tell(new EphemeralEvent.TaskUpdated(made));
                var act = kind == TaskKind.IMPORT ? Act.CHANNEL_IMPORT : Act.CHANNEL_EXPORT;
                audit.write(tx, Deed.of(grant, act).changing(null, Map.of("taskId", id)));
                return made;
            });
            return store.get(tx, first.id()).orElse(first);
        });
    }

    /**
     * Only what has messages. It is carried out by whoever manages it; but what is imported bears the names of others
     * and passes the word filter, so that only who may do everything in the server brings it in.
     */
    static Grant permitted(Grant grant, TaskKind kind) {
        return grant.withMessages()
                .require(kind == TaskKind.IMPORT ? Permission.ADMINISTRATOR : Permission.MANAGE_CHANNELS);
    }

    private Task uploaded(TaskAsk.Uploaded ask) {
        var told = database.inTransaction(tx -> {
            var task = importOf(tx, ask.by(), ask.task());
            return new Told(task, store.uploaded(tx, task.id(), ask.key()));
        });
        var task = told.task();
        if (task.status().isFinal()) {
            clear(task.id()); // it ended while its file was on its way: nobody reads that any more
        } else if (!told.read()) {
            storage.delete(new StorageKey(ask.key()))
                    .onFailure(failure -> LOG.warn("a second file stays task={}", task.id(), failure));
        }
        return task;
    }

    /** An import whose file came, and whether it is the one that is read. */
    private record Told(Task task, boolean read) {}

    private Task notUploaded(TaskAsk.NotUploaded ask) {
        var task = database.inTransaction(tx -> {
            var found = importOf(tx, ask.by(), ask.task());
            var ended = store.notUploaded(tx, found.id());
            ended.ifPresent(now -> tx.tell(new EphemeralEvent.TaskUpdated(now)));
            return ended.orElse(found);
        });
        if (task.status().isFinal()) {
            clear(task.id());
        }
        return task;
    }

    private Task importOf(Queries queries, Actor by, TaskId id) {
        var task = find(queries, by, id);
        if (task.kind() != TaskKind.IMPORT) {
            throw ProblemException.of(Refusal.NO_FILE_WANTED);
        }
        return task;
    }

    private Answer.Listing<Task> visible(TaskAsk.Visible ask) {
        int limit = Page.limit(ask.limit());
        var user = Access.person(ask.by());
        var before = Cursor.id(ask.cursor());
        var found = store.isOperator(database, user)
                ? store.all(database, before, limit + 1)
                : store.own(database, user, before, limit + 1);
        var page = Page.cut(found, limit, task -> task.id().toString());
        var shown = page.items().stream().map(task -> shown(task, ask.by())).toList();
        return new Answer.Listing<>(shown, page.next());
    }

    /** As it is answered: who started it is not given its file when they may not see any more what is in it. */
    private Task shown(Task task, Actor by) {
        var user = task.createdBy();
        if (task.result() == null || user == null || !user.equals(by.user())) {
            return task;
        }
        return stillSees(user, task.channelId()) ? task : task.withoutResult();
    }

    /** Whether somebody sees a channel, or is still in the server of one that was deleted. */
    private boolean stillSees(UserId user, @Nullable ChannelId channel) {
        if (channel == null) {
            return true; // long deleted, and nowhere is it kept whose it was
        }
        var deletedIn = store.deletedIn(database, channel);
        return deletedIn.isPresent()
                ? access.isMember(database, deletedIn.get(), user)
                : access.sees(database, user, channel);
    }

    private Task find(Queries queries, Actor by, TaskId id) {
        var user = Access.person(by);
        return store.get(queries, id)
                .filter(task -> user.equals(task.createdBy()) || store.isOperator(queries, user))
                .orElseThrow(Tasks::missing);
    }

    private Task cancel(TaskAsk.Cancel ask) {
        var ended = database.inTransaction(tx -> {
            var task = find(tx, ask.by(), ask.task());
            var cancelled = store.cancel(tx, task.id());
            cancelled.ifPresent(now -> tx.tell(new EphemeralEvent.TaskUpdated(now)));
            return cancelled.or(() -> store.get(tx, task.id())).orElse(task);
        });
        // Whoever works on it finds out with the next slice, and takes away what it wrote meanwhile.
        if (ended.result() == null) {
            clear(ended.id());
        }
        return ended;
    }

    private Answer.StoredFile file(TaskAsk.FileOf ask) {
        var task = store.get(database, ask.task()).orElseThrow(Tasks::missing);
        var key = store.file(database, ask.task()).orElseThrow(Tasks::missing);
        var result = task.result();
        if (result == null) {
            throw missing();
        }
        return new Answer.StoredFile(key, result.size());
    }

    private void clear(TaskId task) {
        storage.deleteFolder(folder(task))
                .onFailure(failure -> LOG.warn("files of a task were not deleted task={}", task, failure));
    }

    /** Where everything of a task is stored. */
    static StorageKey folder(TaskId task) {
        return new StorageKey("tasks/" + task);
    }

    /** Who is asked for the permission of a task at work: whoever started it. */
    static Actor actor(Task task) {
        UserId by = task.createdBy();
        if (by == null) {
            throw ProblemException.of(Refusal.STARTER_GONE);
        }
        return new Actor(by, null, "");
    }

    private static ProblemException missing() {
        return ProblemException.of(Refusal.NO_SUCH_TASK);
    }
}
