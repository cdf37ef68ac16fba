package io.miscord.platform.http;

import io.miscord.platform.data.Breaker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a node is, part by part. All checks run at the same time, each for two seconds at most, and what they said is
 * believed for a second: however many ask, each part is asked once.
 *
 * <p>Parts are added while the node starts. Asking is for any thread; the answer comes on the context that asked.
 */
public final class HealthChecks {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int LONGEST_REASON = 200;

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final Context context;
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Run> latest = new AtomicReference<>();
    private volatile BooleanSupplier takesWork = () -> true;

    /**
     * Checks of a node without parts yet.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds: {@code System::nanoTime}
     */
    public HealthChecks(Vertx vertx, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    /** How a part, or the whole, is. */
    public enum Status {
        /** Well. */
        UP("up"),
        /** Working, but not as it should. */
        DEGRADED("degraded"),
        /** Not working. */
        DOWN("down"),
        /** Not configured, and so never a reason for anything. */
        OFF("off");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As {@code /health} says it. */
        public String text() {
            return text;
        }
    }

    /** What it means for the node when a part is down. */
    public enum Need {
        /** It cannot serve: 503, and not ready. */
        ESSENTIAL,
        /** It serves, degraded. */
        USEFUL
    }

    /**
     * How a part is.
     *
     * @param details figures and reasons, for those who may see them
     */
    public record Check(Status status, Map<String, Object> details) {
        /** Details keep their order. */
        public Check {
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        }

        /** A part without details. */
        public static Check of(Status status) {
            return new Check(status, Map.of());
        }

        static Check down(String reason) {
            return new Check(
                    Status.DOWN,
                    Map.of("reason", reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason));
        }
    }

    /** How the node is, and each part of it by name. */
    public record Report(Status status, Map<String, Check> checks) {
        /** Parts keep their order. */
        public Report {
            checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
        }

        /** Whether the node can serve, if not at its best. */
        public boolean canServe() {
            return status != Status.DOWN;
        }
    }

    private record Part(String name, Need need, Supplier<Future<Check>> check) {}

    private record Run(long at, Future<Report> report) {}

    /** Adds a part; what its check says or fails with is told under this name. */
    public HealthChecks add(String name, Need need, Supplier<Future<Check>> check) {
        parts.add(new Part(name, need, check));
        return this;
    }

    /** Names a part that is not configured here. */
    public HealthChecks off(String name) {
        return add(name, Need.USEFUL, () -> Future.succeededFuture(Check.of(Status.OFF)));
    }

    /**
     * Adds a store behind a breaker: down while the breaker is open or the ping fails.
     *
     * @param ping asks the store, past the breaker
     */
    public HealthChecks store(Breaker breaker, Need need, Supplier<? extends Future<?>> ping) {
        return add(breaker.name(), need, () -> {
            long asked = nanoTime.getAsLong();
            return ping.get().map(pong -> {
                var details = new LinkedHashMap<String, Object>();
                details.put("breaker", breaker.state().text());
                details.put("latency_ms", TimeUnit.NANOSECONDS.toMicros(nanoTime.getAsLong() - asked) / 1e3);
                // Well, but not yet trusted again: calls are still refused.
                return new Check(breaker.state() == Breaker.State.CLOSED ? Status.UP : Status.DEGRADED, details);
            });
        });
    }

    /** What says whether the node takes work at all: not while it starts, not once it has begun to stop. */
    public void takesWorkWhile(BooleanSupplier started) {
        takesWork = started;
    }

    /** How the node is; never fails. */
    public Future<Report> report() {
        var asker = vertx.getOrCreateContext();
        Promise<Report> answer = Promise.promise();
        current().onComplete(report -> asker.runOnContext(run -> answer.handle(report)));
        return answer.future();
    }

    /** Whether the node should be sent work. Redis and the like have no say in it, being no more than useful. */
    public Future<Boolean> isReady() {
        return takesWork.getAsBoolean() ? report().map(Report::canServe) : Future.succeededFuture(false);
    }

    private Future<Report> current() {
        long now = nanoTime.getAsLong();
        var known = latest.get();
        if (known != null && (!known.report().isComplete() || now - known.at() < FRESH_NANOS)) {
            return known.report();
        }
        Promise<Report> promise = Promise.promise();
        var run = new Run(now, promise.future());
        if (latest.compareAndSet(known, run)) {
            context.runOnContext(start -> runAll().onComplete(promise));
            return run.report();
        }
        // Somebody else was quicker, and theirs is as fresh.
        var theirs = latest.get();
        return theirs == null ? run.report() : theirs.report();
    }

    private Future<Report> runAll() {
        var asked = List.copyOf(parts);
        var answers = asked.stream().map(HealthChecks::ask).toList();
        return Future.join(answers).transform(all -> {
            var checks = new ArrayList<Check>();
            answers.forEach(answer -> checks.add(answer.result()));
            return Future.succeededFuture(judged(asked, checks));
        });
    }

    private static Future<Check> ask(Part part) {
        Future<Check> answer;
        try {
            answer = part.check().get();
        } catch (RuntimeException failure) {
            answer = Future.failedFuture(failure);
        }
        return answer.timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> Check.down(reason(failure)));
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static Report judged(List<Part> asked, List<Check> answers) {
        var whole = Status.UP;
        var checks = new LinkedHashMap<String, Check>();
        for (int i = 0; i < asked.size(); i++) {
            var part = asked.get(i);
            var check = answers.get(i);
            checks.put(part.name(), check);
            if (check.status() == Status.DOWN && part.need() == Need.ESSENTIAL) {
                whole = Status.DOWN;
            } else if (whole == Status.UP && (check.status() == Status.DOWN || check.status() == Status.DEGRADED)) {
                whole = Status.DEGRADED;
            }
        }
        return new Report(whole, checks);
    }
}
