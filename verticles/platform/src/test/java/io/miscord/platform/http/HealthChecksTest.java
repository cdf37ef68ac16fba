package io.miscord.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.http.HealthChecks.Check;
import io.miscord.platform.http.HealthChecks.Need;
import io.miscord.platform.http.HealthChecks.Status;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class HealthChecksTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final long GB = 1L << 30;

    private final AtomicLong now = new AtomicLong();
    private final HealthChecks health = new HealthChecks(VERTX, now::get);

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void all_well_is_up_and_what_is_off_does_not_matter() {
        health.add("postgres", Need.USEFUL, () -> is(Status.UP)).off("mail");
        var report = health.report().await();
        assertThat(report.status()).isEqualTo(Status.UP);
        assertThat(report.checks().get("mail").status()).isEqualTo(Status.OFF);
    }

    @Test
    void a_useful_part_that_is_down_degrades_and_an_essential_one_takes_the_node_down() {
        health.add("redis", Need.USEFUL, () -> Future.failedFuture("no answer"));
        var degraded = health.report().await();
        assertThat(degraded.status()).isEqualTo(Status.DEGRADED);
        assertThat(degraded.canServe()).isTrue();
        assertThat(degraded.checks().get("redis").details()).isEqualTo(Map.of("reason", "no answer"));
        assertThat(health.isReady().await())
                .as("readiness does not depend on Redis")
                .isTrue();

        now.addAndGet(1_000_000_000L);
        health.add("cluster", Need.ESSENTIAL, () -> is(Status.DOWN));
        var down = health.report().await();
        assertThat(down.status()).isEqualTo(Status.DOWN);
        assertThat(down.canServe()).isFalse();
        assertThat(health.isReady().await()).isFalse();
    }

    @Test
    void a_check_that_hangs_or_throws_is_down_and_holds_nobody_up() {
        health.add("hangs", Need.USEFUL, () -> Promise.<Check>promise().future())
                .add("throws", Need.USEFUL, () -> {
                    throw new IllegalStateException("not wired");
                })
                .add("well", Need.USEFUL, () -> is(Status.UP));
        long start = System.nanoTime();
        var report = health.report().await();
        assertThat(System.nanoTime() - start).isLessThan(8_000_000_000L);
        assertThat(report.checks().get("hangs").status()).isEqualTo(Status.DOWN);
        assertThat(report.checks().get("throws").details()).containsEntry("reason", "not wired");
        assertThat(report.checks().get("well").status()).isEqualTo(Status.UP);
    }

    @Test
    void however_many_ask_each_part_is_asked_once_a_second() {
        var asked = new AtomicInteger();
        health.add("postgres", Need.USEFUL, () -> {
            asked.incrementAndGet();
            return is(Status.UP);
        });
        var answers = new ArrayList<Future<HealthChecks.Report>>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(health.report());
        }
        Future.all(answers).await();
        assertThat(asked).hasValue(1);
        now.addAndGet(999_999_999L);
        health.report().await();
        assertThat(asked).hasValue(1);
        now.addAndGet(1);
        health.report().await();
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_node_that_starts_or_stops_is_not_ready_but_still_tells_how_it_is() {
        var started = new AtomicBoolean();
        health.takesWorkWhile(started::get);
        assertThat(health.isReady().await()).isFalse();
        assertThat(health.report().await().status()).isEqualTo(Status.UP);
        started.set(true);
        assertThat(health.isReady().await()).isTrue();
    }

    @Test
    void a_disk_degrades_under_a_tenth_or_a_gigabyte() {
        assertThat(DiskCheck.judged(20 * GB, 100 * GB).status()).isEqualTo(Status.UP);
        assertThat(DiskCheck.judged(9 * GB, 100 * GB).status()).isEqualTo(Status.DEGRADED);
        assertThat(DiskCheck.judged(GB - 1, 2 * GB).status()).isEqualTo(Status.DEGRADED);
        assertThat(DiskCheck.judged(GB, 2 * GB).status()).isEqualTo(Status.UP);
        var real = new DiskCheck(VERTX, java.nio.file.Path.of(System.getProperty("java.io.tmpdir")));
        assertThat(real.get().await().details()).containsKeys("free_bytes", "total_bytes");
    }

    private static Future<Check> is(Status status) {
        return Future.succeededFuture(Check.of(status));
    }
}
