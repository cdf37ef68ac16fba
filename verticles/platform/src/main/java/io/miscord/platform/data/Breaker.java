package io.miscord.platform.data;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every call to one dependency. A call gets an answer within its time whatever the dependency does; after
 * so many faults within a while nothing is asked any more, until it is well again.
 *
 * <p>Vert.x's circuit breaker is the state machine: closed, open, half open, one trial. When it opens is decided by a
 * window of ours, for Vert.x's own count is cleared by any success. Where there is a probe the breaker closes as soon
 * as the probe succeeds, and the recovery timeout is only the longest wait.
 *
 * <p>Usable from any context and thread; a call's future completes on the context that made it. It keeps no lock of its
 * own, and its timers run on a context of its own, so it outlives the verticle that made it.
 */
public final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final long PROBE_FIRST_MS = 500;
    private static final long PROBE_LONGEST_MS = 2_000;
    private static final int SOON = 1;

    private final String name;
    private final Settings settings;
    private final Predicate<Throwable> isFault;
    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final Context context;
    private final AtomicReference<CircuitBreaker> machine;
    private final AtomicReference<FailureWindow> window;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong openedAt = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile @Nullable Supplier<? extends Future<?>> probe;

    /**
     * A closed breaker.
     *
     * @param name what it stands before, as people and figures call it: {@code postgres}
     * @param isFault whether a failure is the dependency's own; a {@link ProblemException} never is
     * @param nanoTime a clock that never goes back, in nanoseconds: {@code System::nanoTime}
     */
    public Breaker(Vertx vertx, String name, Settings settings, Predicate<Throwable> isFault, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.name = name;
        this.settings = settings;
        this.isFault = isFault;
        this.nanoTime = nanoTime;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.window = new AtomicReference<>(noFailures());
        this.machine = new AtomicReference<>(closedMachine());
    }

    /** A closed breaker that goes by the machine's clock. */
    public Breaker(Vertx vertx, String name, Settings settings, Predicate<Throwable> isFault) {
        this(vertx, name, settings, isFault, System::nanoTime);
    }

    /**
     * What asks the dependency, on a connection of its own and past the breaker, whether it is well again: it is called
     * each half second to two seconds while the breaker is open, and closes it when it succeeds.
     */
    public void probe(Supplier<? extends Future<?>> asksWhetherWell) {
        probe = asksWhetherWell;
    }

    /**
     * When a breaker opens, and what a call may take.
     *
     * @param failureThreshold faults within the window that open it
     * @param failureWindow the window
     * @param recoveryTimeout how long it stays open at most
     * @param callTimeout how long a call may take; then it is a fault, and the caller is told UNAVAILABLE
     * @param maxInFlight calls at once; more are refused with UNAVAILABLE. One that timed out counts no more, so what
     *     the dependency still works on is bounded by its pool
     */
    public record Settings(
            int failureThreshold,
            Duration failureWindow,
            Duration recoveryTimeout,
            Duration callTimeout,
            int maxInFlight) {
        /** The configured settings, with what is particular to a dependency. */
        public static Settings of(Config.Breaker config, Duration callTimeout, int maxInFlight) {
            return new Settings(
                    config.failureThreshold(),
                    config.failureWindow(),
                    config.recoveryTimeout(),
                    callTimeout,
                    maxInFlight);
        }
    }

    /** Whether calls pass. */
    public enum State {
        /** They do. */
        CLOSED("closed"),
        /** They do not. */
        OPEN("open"),
        /** One does, and decides. */
        HALF_OPEN("half-open");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** As {@code /metrics} and {@code /health} say it. */
        public String text() {
            return text;
        }
    }

    /**
     * Makes a call, if it may be made.
     *
     * @return its answer; or its own failure; or a {@link ProblemException} of kind UNAVAILABLE with {@code retryAfter}
     *     when the breaker is open, too many calls are under way, or the call's time is over
     */
    public <T> Future<T> run(Supplier<Future<T>> operation) {
        if (inFlight.incrementAndGet() > settings.maxInFlight()) {
            inFlight.decrementAndGet();
            return Future.failedFuture(unavailable(SOON));
        }
        return machine.get()
                .execute(() -> guarded(operation))
                .onComplete(done -> inFlight.decrementAndGet())
                .recover(failure -> Future.failedFuture(told(failure)));
    }

    /** Like {@link #run(Supplier)}, for a caller who cannot wait as long as the dependency is given. */
    public <T> Future<T> run(Duration atMost, Supplier<Future<T>> operation) {
        return run(operation)
                .timeout(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(told(failure)));
    }

    /** What it stands before. */
    public String name() {
        return name;
    }

    /** Whether calls pass. */
    public State state() {
        return switch (machine.get().state()) {
            case CLOSED -> State.CLOSED;
            case OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
        };
    }

    /** Faults within the window. */
    public int failures() {
        return window.get().failures(nanoTime.getAsLong());
    }

    /** How often it opened since the start. */
    public long openedCount() {
        return opened.get();
    }

    /** Seconds after which a refused caller may try again: 1 at least. */
    public int retryAfter() {
        if (state() != State.OPEN || probe != null) {
            return Math.toIntExact(TimeUnit.MILLISECONDS.toSeconds(PROBE_LONGEST_MS));
        }
        long left = settings.recoveryTimeout().toNanos() - (nanoTime.getAsLong() - openedAt.get());
        return Math.clamp(TimeUnit.NANOSECONDS.toSeconds(left) + 1, SOON, Integer.MAX_VALUE);
    }

    /** A call whose time is bounded and whose faults are counted before its caller hears of them. */
    private <T> Future<T> guarded(Supplier<Future<T>> operation) {
        Future<T> answer;
        try {
            answer = operation.get();
        } catch (RuntimeException failure) {
            answer = Future.failedFuture(failure);
        }
        return answer.timeout(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> counted(failure).transform(done -> Future.failedFuture(failure)));
    }

    private Future<Void> counted(Throwable failure) {
        if (!counts(failure)) {
            return Future.succeededFuture();
        }
        long now = nanoTime.getAsLong();
        return window.updateAndGet(failures -> failures.failed(now)).isFull(now)
                ? open(failure)
                : Future.succeededFuture();
    }

    private boolean counts(Throwable failure) {
        return !(failure instanceof ProblemException) && (failure instanceof TimeoutException || isFault.test(failure));
    }

    /** Opens on the breaker's own context, so that the timer which half-opens it again belongs to no verticle. */
    private Future<Void> open(Throwable failure) {
        return Future.future(promise -> context.runOnContext(run -> {
            var current = machine.get();
            if (current.state() == CircuitBreakerState.CLOSED) {
                LOG.warn("breaker has seen enough name={} last_failure={}", name, failure.toString());
                current.open();
            }
            promise.complete();
        }));
    }

    private CircuitBreaker closedMachine() {
        var options = new CircuitBreakerOptions()
                .setMaxFailures(Integer.MAX_VALUE)
                .setTimeout(-1)
                .setResetTimeout(settings.recoveryTimeout().toMillis());
        return CircuitBreaker.create(name, vertx, options)
                .failurePolicy((Future<Object> done) -> done.failed() && counts(done.cause()))
                .openHandler(open -> opened())
                .halfOpenHandler(halfOpen -> LOG.info("breaker lets one call through name={}", name))
                .closeHandler(closed -> closed("trial"));
    }

    private void opened() {
        openedAt.set(nanoTime.getAsLong());
        opened.incrementAndGet();
        LOG.warn(
                "breaker opened name={} failures={} retry_after_s={}",
                name,
                window.get().failures(nanoTime.getAsLong()),
                retryAfter());
        if (probe != null && probing.compareAndSet(false, true)) {
            context.runOnContext(run -> probeAfter(PROBE_FIRST_MS));
        }
    }

    private void closed(String by) {
        window.set(noFailures());
        LOG.info("breaker closed name={} by={}", name, by);
    }

    private void probeAfter(long delayMs) {
        vertx.setTimer(delayMs, due -> {
            if (machine.get().state() == CircuitBreakerState.CLOSED) {
                probing.set(false);
                return;
            }
            probed().onComplete(well -> context.runOnContext(run -> {
                if (well.failed()) {
                    probeAfter(Math.min(2 * delayMs, PROBE_LONGEST_MS));
                    return;
                }
                // An open machine of Vert.x cannot be closed by others, so a closed one takes its place.
                machine.set(closedMachine());
                probing.set(false);
                closed("probe");
            }));
        });
    }

    private Future<?> probed() {
        try {
            return Objects.requireNonNull(probe)
                    .get()
                    .timeout(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private Throwable told(Throwable failure) {
        return switch (failure) {
            case OpenCircuitException open -> unavailable(retryAfter());
            case TimeoutException late -> unavailable(SOON);
            default -> failure;
        };
    }

    private ProblemException unavailable(int retryAfter) {
        return ProblemException.later(retryAfter, Refusal.NOT_ANSWERING, name);
    }

    private FailureWindow noFailures() {
        return FailureWindow.empty(
                settings.failureThreshold(), settings.failureWindow().toNanos());
    }
}
