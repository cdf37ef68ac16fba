package io.miscord.persistence;

import io.miscord.contract.Answer;
import io.miscord.contract.TaskAsk;
import io.miscord.persistence.previews.LinkPreviews;
import io.miscord.persistence.push.Pushes;
import io.miscord.persistence.tasks.TaskRunner;
import io.miscord.persistence.tasks.Tasks;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;

/**
 * The owner of tasks: answers asks about them and carries them out; here the links of messages are followed, and
 * notifications are pushed, too. On a virtual-thread context of its own, so that reading a large file keeps no message
 * waiting. One a node.
 */
final class TaskVerticle extends VerticleBase {
    private static final long PUSHES_MS = 1_000;

    private final Bus bus;
    private final Tasks tasks;
    private final TaskRunner runner;
    private final LinkPreviews previews;
    private final Pushes pushes;
    private final List<Bus.Registration> registrations = new ArrayList<>();

    TaskVerticle(Bus bus, Tasks tasks, TaskRunner runner, LinkPreviews previews, Pushes pushes) {
        this.bus = bus;
        this.tasks = tasks;
        this.runner = runner;
        this.previews = previews;
        this.pushes = pushes;
    }

    @Override
    @SuppressWarnings("unchecked") // a class literal knows no type argument
    public Future<?> start() {
        previews.on(context);
        pushes.on(context);
        vertx.setPeriodic(PUSHES_MS, due -> pushes.look());
        vertx.setPeriodic(runner.lookMillis(), due -> runner.look());
        vertx.setPeriodic(runner.renewMillis(), due -> runner.renew());
        return bus.own(TaskAsk.ADDRESS, (Class<TaskAsk<?>>) (Class<?>) TaskAsk.class, this::answer)
                .onSuccess(registrations::add);
    }

    /** Tasks are given back first: that is what takes longest. */
    @Override
    public Future<?> stop() {
        previews.on(null);
        pushes.on(null);
        return runner.stop()
                .compose(given -> Future.join(
                        registrations.stream().map(Bus.Registration::end).toList()));
    }

    private Future<Answer> answer(TaskAsk<?> ask) {
        Promise<Answer> done = Promise.promise();
        context.runOnContext(run -> {
            try {
                done.complete(tasks.answer(ask));
            } catch (Throwable failure) { // what is awaited fails with anything
                done.fail(failure);
            }
        });
        return done.future();
    }
}
