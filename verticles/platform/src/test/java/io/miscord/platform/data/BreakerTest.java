package io.miscord.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** T-CB1 to T-CB5. The window's time is a manual clock; timers of Vert.x are real and short. */
final class BreakerTest {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong now = new AtomicLong(1);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void half_of_the_calls_failing_opens_it_at_the_tenth_failure_within_sixty_seconds() {
        var breaker = breaker(LONG, Duration.ofSeconds(5), 100);
        for (int i = 1; i <= 10; i++) {
            assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
            assertThat(answer(breaker, () -> Future.succeededFuture("well"))).isEqualTo("well");
            fails(breaker, new IOException("reset"));
            assertThat(breaker.failures()).isEqualTo(i);
            now.addAndGet(Duration.ofSeconds(6).toNanos());
        }
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        assertThat(breaker.openedCount()).isEqualTo(1);
    }

    @Test
    void ten_failures_over_sixty_one_seconds_do_not_open_it() {
        var breaker = breaker(LONG, Duration.ofSeconds(5), 100);
        for (int i = 0; i < 9; i++) {
            fails(breaker, new IOException("reset"));
        }
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        fails(breaker, new IOException("reset"));
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void refusals_of_ours_and_failures_that_are_no_fault_of_the_dependency_never_count() {
        var breaker = breaker(LONG, Duration.ofSeconds(5), 100);
        for (int i = 0; i < 50; i++) {
            fails(breaker, ProblemException.of(Refusal.ALREADY_THERE));
            fails(breaker, new IllegalStateException("a bug of ours"));
        }
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(breaker.failures()).isZero();
    }

    @Test
    void open_it_answers_at_once_with_unavailable_and_when_to_try_again() {
        var breaker = opened(LONG);
        var asked = new AtomicBoolean();
        var refusal = problem(breaker, () -> {
            asked.set(true);
            return Future.succeededFuture("well");
        });
        assertThat(asked).isFalse();
        assertThat(refusal.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
        assertThat(refusal.retryAfter()).isEqualTo(31);
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(problem(breaker, () -> Future.succeededFuture("well")).retryAfter())
                .isEqualTo(11);
    }

    @Test
    void half_open_it_lets_exactly_one_call_through_whose_success_closes_it() throws InterruptedException {
        var breaker = opened(Duration.ofMillis(50));
        await(breaker, Breaker.State.HALF_OPEN);
        var asked = new AtomicInteger();
        Promise<String> trial = Promise.promise();
        var answers = new ArrayList<Future<String>>();
        for (int i = 0; i < 20; i++) {
            answers.add(breaker.run(() -> {
                asked.incrementAndGet();
                return trial.future();
            }));
        }
        var refused = answers.stream().skip(1).toList();
        refused.forEach(answer -> assertThatThrownBy(answer::await).isInstanceOf(ProblemException.class));
        assertThat(asked).hasValue(1);
        trial.complete("well");
        assertThat(answers.getFirst().await()).isEqualTo("well");
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(breaker.failures()).as("what was before is forgotten").isZero();
    }

    @Test
    void a_trial_that_hangs_opens_it_again_when_its_time_is_over() throws InterruptedException {
        var breaker = breaker(Duration.ofMillis(400), Duration.ofMillis(50), 100);
        open(breaker);
        await(breaker, Breaker.State.HALF_OPEN);
        assertThat(problem(breaker, () -> Promise.<String>promise().future()).kind())
                .isEqualTo(Problem.Kind.UNAVAILABLE);
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        await(breaker, Breaker.State.HALF_OPEN);
        assertThat(answer(breaker, () -> Future.succeededFuture("well"))).isEqualTo("well");
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void a_call_that_hangs_is_answered_in_time_and_counts() {
        var breaker = breaker(LONG, Duration.ofMillis(30), 100);
        var refusal = problem(breaker, () -> Promise.<String>promise().future());
        assertThat(refusal.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
        assertThat(refusal.retryAfter()).isEqualTo(1);
        assertThat(breaker.failures()).isEqualTo(1);
    }

    @Test
    void more_calls_at_once_than_allowed_are_refused_and_do_not_count() {
        var breaker = breaker(LONG, Duration.ofSeconds(5), 2);
        Promise<String> slow = Promise.promise();
        var first = breaker.run(slow::future);
        var second = breaker.run(slow::future);
        assertThat(problem(breaker, () -> Future.succeededFuture("well")).kind())
                .isEqualTo(Problem.Kind.UNAVAILABLE);
        slow.complete("well");
        assertThat(first.await() + second.await()).isEqualTo("wellwell");
        assertThat(answer(breaker, () -> Future.succeededFuture("well"))).isEqualTo("well");
        assertThat(breaker.failures()).isZero();
    }

    @Test
    void a_probe_closes_it_long_before_the_recovery_timeout() throws InterruptedException {
        var breaker = breaker(Duration.ofHours(1), Duration.ofSeconds(5), 100);
        var well = new AtomicBoolean();
        var asked = new CountDownLatch(2);
        breaker.probe(() -> {
            asked.countDown();
            return well.get() ? Future.succeededFuture() : Future.failedFuture(new IOException("still gone"));
        });
        open(breaker);
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        well.set(true);
        await(breaker, Breaker.State.CLOSED);
        assertThat(answer(breaker, () -> Future.succeededFuture("well"))).isEqualTo("well");
    }

    @Test
    void an_operation_that_throws_is_a_failure_like_any_other() {
        var breaker = breaker(LONG, Duration.ofSeconds(5), 100);
        assertThatThrownBy(() -> breaker.<String>run(() -> {
                            throw new IllegalStateException("no connection made");
                        })
                        .await())
                .hasMessage("no connection made");
    }

    private Breaker opened(Duration recovery) {
        var breaker = breaker(recovery, Duration.ofSeconds(5), 100);
        open(breaker);
        return breaker;
    }

    private static void open(Breaker breaker) {
        for (int i = 0; i < 10; i++) {
            fails(breaker, new IOException("reset"));
        }
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    }

    private Breaker breaker(Duration recovery, Duration call, int maxInFlight) {
        var settings = new Breaker.Settings(10, WINDOW, recovery, call, maxInFlight);
        return new Breaker(vertx, "store", settings, failure -> failure instanceof IOException, now::get);
    }

    private static String answer(Breaker breaker, Supplier<Future<String>> operation) {
        return breaker.run(operation).await();
    }

    private static void fails(Breaker breaker, Exception failure) {
        assertThatThrownBy(() ->
                        breaker.<String>run(() -> Future.failedFuture(failure)).await())
                .isSameAs(failure);
    }

    private static Problem problem(Breaker breaker, Supplier<Future<String>> operation) {
        try {
            breaker.run(operation).await();
            throw new AssertionError("was not refused");
        } catch (ProblemException refused) {
            return refused.problem();
        }
    }

    /** Looks until it is so; the only wait here is for timers of Vert.x. */
    private void await(Breaker breaker, Breaker.State state) throws InterruptedException {
        var reached = new CountDownLatch(1);
        vertx.setPeriodic(5, look -> {
            if (breaker.state() == state) {
                vertx.cancelTimer(look);
                reached.countDown();
            }
        });
        assertThat(reached.await(30, TimeUnit.SECONDS)).as("becomes " + state).isTrue();
    }
}
