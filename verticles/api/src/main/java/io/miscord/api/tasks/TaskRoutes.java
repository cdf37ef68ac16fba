package io.miscord.api.tasks;

import io.miscord.api.request.Call;
import io.miscord.api.request.Download;
import io.miscord.api.request.RateLimits;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.Actor;
import io.miscord.contract.Refusal;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskId;
import io.miscord.contract.TaskStatus;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.storage.StorageKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tasks: starting, seeing and ending them, and the files that they make and take. */
public final class TaskRoutes {
    private final Bus bus;
    private final RateLimits limits;
    private final TaskFiles files;
    private final long importLimit;

    /**
     * Asks by way of this bus.
     *
     * @param importLimit the largest file that is imported, in bytes
     */
    public TaskRoutes(Bus bus, RateLimits limits, TaskFiles files, long importLimit) {
        this.bus = bus;
        this.limits = limits;
        this.files = files;
        this.importLimit = importLimit;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("exportChannel", this::export)
                .on("importChannel", this::importFile)
                .on("listTasks", this::mine)
                .on("getTask", this::get)
                .on("cancelTask", this::cancel)
                .on("getTaskFile", this::file);
    }

    private Future<Reply> export(Call call) {
        return limits.task(call.by(), call.client())
                .compose(allowed -> bus.ask(new TaskAsk.Export(call.by(), call.channel(), call.nonce(null))))
                .map(task -> Reply.accepted(files.shown(task, call.by())));
    }

    /** First the task, which says whether they may; then its file, which a repeated start may bring again. */
    private Future<Reply> importFile(Call call) {
        return limits.task(call.by(), call.client())
                .compose(allowed -> bus.ask(new TaskAsk.Import(call.by(), call.channel(), call.nonce(null))))
                .compose(task -> waits(task) ? upload(call, task) : Future.succeededFuture(task))
                .map(task -> Reply.accepted(files.shown(task, call.by())));
    }

    /** Whether it may still want a file. */
    private static boolean waits(Task task) {
        return task.status() == TaskStatus.QUEUED && task.startedAt() == null;
    }

    /** Takes the file, as long as its task waits for one: else cancelled ones would let a person send any number. */
    private Future<Task> upload(Call call, Task task) {
        var key = TaskAsk.upload(task.id(), UUID.randomUUID());
        return Future.<Long>future(stored -> {
                    var file = call.upload(importLimit);
                    file.onlyWhile(
                            () -> bus.ask(new TaskAsk.Get(call.by(), task.id())).map(TaskRoutes::waits));
                    files.storage().put(new StorageKey(key), file, importLimit).onComplete(stored);
                })
                .compose(size -> bus.ask(new TaskAsk.Uploaded(call.by(), task.id(), key)))
                .recover(failure -> bus.ask(new TaskAsk.NotUploaded(call.by(), task.id()))
                        .transform(cancelled -> Future.failedFuture(failure)));
    }

    private Future<Reply> mine(Call call) {
        var cursor = call.query("cursor").orElse(null);
        return bus.ask(new TaskAsk.Visible(call.by(), cursor, call.limit()))
                .map(found -> Reply.ok(new Page(
                        found.items().stream()
                                .map(task -> files.shown(task, call.by()))
                                .toList(),
                        found.next())));
    }

    private Future<Reply> get(Call call) {
        return bus.ask(new TaskAsk.Get(call.by(), taskIn(call))).map(task -> Reply.ok(files.shown(task, call.by())));
    }

    private Future<Reply> cancel(Call call) {
        return bus.ask(new TaskAsk.Cancel(call.by(), taskIn(call))).map(task -> Reply.ok(files.shown(task, call.by())));
    }

    /** For whoever has a good link: whoever started the task, and whomever they give it to. */
    private Future<Reply> file(Call call) {
        var task = taskIn(call);
        var path = TaskFiles.pathOf(task);
        var expires = Long.parseLong(call.query("expires").orElse("0"));
        if (!files.links().isGood(path, expires, call.query("signature").orElse(""))) {
            throw ProblemException.of(Refusal.LINK_EXPIRED);
        }
        return bus.ask(new TaskAsk.FileOf(Actor.NODE, task))
                .map(stored -> Reply.ok(new Download(
                        "application/json",
                        "miscord-channel-" + task + ".json",
                        stored.key(),
                        response -> files.storage().send(new StorageKey(stored.key()), response))));
    }

    private static TaskId taskIn(Call call) {
        return TaskId.of(call.path("taskId"));
    }

    private record Page(List<Task> items, @Nullable String next) {}
}
