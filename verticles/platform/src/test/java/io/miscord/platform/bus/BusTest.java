package io.miscord.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BusTest {
    private static final long BUSY_NANOS = Duration.ofMillis(100).toNanos();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void an_owner_that_stops_is_waited_for_by_the_clock_however_busy_it_is() {
        var context = vertx.getOrCreateContext();
        context.runOnContext(now -> vertx.setPeriodic(1, turn -> LockSupport.parkNanos(BUSY_NANOS)));
        long start = System.nanoTime();
        var working = new AtomicInteger(1);
        vertx.timer(1)
                .compose(later -> Bus.finished(
                        vertx, working, start + Duration.ofSeconds(1).toNanos()))
                .await();
        // Fifty looks of the loop, if those were counted, would be over five seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(4_500));
    }

    @Test
    void an_owner_that_has_nothing_to_do_stops_at_once() {
        assertThat(Bus.finished(
                        vertx,
                        new AtomicInteger(),
                        System.nanoTime() + Duration.ofHours(1).toNanos()))
                .matches(done -> done.succeeded());
    }
}
