package io.miscord.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.miscord.contract.NodeStatus;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetersTest {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final AtomicLong now = new AtomicLong();
    private final Meters meters = new Meters(now::get);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void the_document_has_the_names_of_the_specification_and_measured_values() {
        for (int i = 0; i < 3; i++) {
            meters.connectionOpened();
        }
        meters.connectionClosed();
        meters.connectionError();
        meters.activeChannels(() -> 7);
        meters.messagesSent(40);
        for (int i = 1; i <= 100; i++) {
            meters.sendLatency(Duration.ofMillis(i));
        }
        meters.batch();
        meters.resumed();
        meters.slowConsumer();
        meters.authFailure();
        meters.rateLimited();
        meters.rejectedOrigin();
        meters.repaired(Duration.ofMillis(30), Optional.of(Duration.ofMillis(200)));
        meters.repaired(Duration.ofMillis(30), Optional.empty());
        meters.voice().opened();
        meters.voice().offer();
        now.addAndGet(Duration.ofSeconds(90).toNanos());
        var document =
                new JsonObject(Json.text(meters.document("node-1", List.of(status("node-1", 2), status("node-2", 5)))));

        assertThat(document.fieldNames())
                .containsExactly("node", "main_websocket", "voice_websocket", "breakers", "security", "cluster");
        var node = document.getJsonObject("node");
        assertThat(node.fieldNames())
                .containsExactlyInAnyOrder("id", "uptime_s", "cpu", "memory_bytes", "event_loop_lag_ms");
        assertThat(node.getLong("uptime_s")).isEqualTo(90);
        assertThat(node.getLong("memory_bytes")).isGreaterThan(10_000_000);
        var main = document.getJsonObject("main_websocket");
        assertThat(main.getInteger("total_connections")).isEqualTo(2);
        assertThat(main.getInteger("peak_connections")).isEqualTo(3);
        assertThat(main.getInteger("active_channels")).isEqualTo(7);
        assertThat(main.getLong("messages_sent")).isEqualTo(40);
        assertThat(main.getDouble("average_latency")).isCloseTo(0.0505, within(0.0001));
        assertThat(main.getDouble("p99_latency")).isCloseTo(0.099, within(0.005));
        assertThat(main.getLong("connection_errors")).isEqualTo(1);
        assertThat(main.getLong("resumes")).isEqualTo(1);
        assertThat(main.getLong("slow_consumers")).isEqualTo(1);
        assertThat(main.getLong("batches")).isEqualTo(1);
        assertThat(main.getLong("repairs")).isEqualTo(2);
        assertThat(main.getDouble("p99_repair")).isCloseTo(0.030, within(0.003));
        assertThat(main.getDouble("p99_repair_age")).isCloseTo(0.2, within(0.02));
        assertThat(document.getJsonObject("voice_websocket").fieldNames())
                .containsExactlyInAnyOrder(
                        "total_connections", "active_channels", "webrtc_offers", "webrtc_answers", "ice_candidates");
        assertThat(document.getJsonObject("voice_websocket").getLong("webrtc_offers"))
                .isEqualTo(1);
        assertThat(document.getJsonObject("security").getMap())
                .containsEntry("auth_failures", 1)
                .containsEntry("rate_limited", 1)
                .containsEntry("rejected_origins", 1);
        assertThat(document.getJsonObject("cluster").getMap())
                .containsEntry("nodes", 2)
                .containsEntry("connections", 7);
    }

    @Test
    void prometheus_text_has_units_in_its_names_and_a_histogram_of_the_latency() {
        meters.sendLatency(Duration.ofMillis(12));
        meters.messagesSent(1);
        meters.repairs(() -> 4);
        meters.repaired(Duration.ofMillis(30), Optional.of(Duration.ofMillis(200)));
        meters.relay(() -> 11, () -> 2);
        assertThat(meters.scrape(TEXT))
                .contains("miscord_messages_sent_total 1.0")
                .contains("miscord_send_latency_seconds_bucket{le=")
                .contains("miscord_send_latency_seconds_sum 0.012")
                .contains("miscord_repairs_total 4.0")
                .contains("miscord_repair_time_seconds_bucket{le=")
                .contains("miscord_repair_time_seconds_sum 0.03")
                .contains("miscord_repair_age_seconds_sum 0.2")
                .contains("miscord_relay_queue 11.0")
                .contains("miscord_relay_dropped_total 2.0")
                .contains("miscord_event_loop_lag_seconds ")
                .contains("miscord_process_memory_bytes ");
        assertThat(meters.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8"))
                .endsWith("# EOF\n");
    }

    @Test
    void a_breaker_is_told_by_its_state() {
        var vertx = Vertx.vertx();
        try {
            var settings =
                    new Breaker.Settings(1, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(1), 10);
            var breaker = new Breaker(vertx, "redis", settings, failure -> true);
            meters.breaker(breaker);
            assertThat(meters.document("n", List.of()).breakers()).containsEntry("redis", "closed");
            breaker.run(() -> io.vertx.core.Future.failedFuture(new IOException("gone")))
                    .otherwiseEmpty()
                    .await();
            assertThat(meters.document("n", List.of()).breakers()).containsEntry("redis", "open");
            assertThat(meters.scrape(TEXT)).contains("miscord_breaker_open{name=\"redis\"} 1.0");
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void vertx_measures_into_the_same_registry_without_a_series_for_each_path() {
        var vertx = Vertx.builder().withMetrics(meters.vertxMetrics()).build();
        try {
            var server = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end())
                    .listen(0, "127.0.0.1")
                    .await();
            var client = vertx.createHttpClient();
            for (int i = 0; i < 20; i++) {
                int path = i;
                // The answer's end is not waited for: it may have come before anybody could ask.
                client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/secret-" + path)
                        .compose(HttpClientRequest::send)
                        .await();
            }
            vertx.executeBlocking(() -> 1).await();
            vertx.eventBus()
                    .localConsumer("secret-address", message -> {})
                    .completion()
                    .await();
            assertThat(meters.scrape(TEXT))
                    .contains("vertx_http_server_requests_total")
                    .contains("vertx_eventbus_handlers")
                    .contains("vertx_pool_")
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("secret-");
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void an_event_loop_that_is_held_up_shows_and_is_forgotten_later() throws InterruptedException {
        var real = new Meters(System::nanoTime);
        var vertx = Vertx.vertx();
        try {
            real.watch(vertx);
            var held = new CountDownLatch(1);
            vertx.runOnContext(run -> {
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                // The probe that was due meanwhile runs after this.
                vertx.setTimer(100, later -> held.countDown());
            });
            assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(real.document("n", List.of()).node().eventLoopLagMs()).isGreaterThan(150);
        } finally {
            real.close();
            vertx.close().await();
        }
    }

    @Test
    void lag_is_the_worst_of_the_last_seconds() {
        var lag = new EventLoopLag(now::get);
        lag.record(5_000_000, now.get());
        lag.record(2_000_000, now.get());
        assertThat(lag.nanos()).isEqualTo(5_000_000);
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(lag.nanos()).isEqualTo(5_000_000);
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(lag.nanos()).isZero();
    }

    @Test
    void the_performance_line_tells_the_time_since_the_line_before() {
        var before = new Performance(1, 2, 100, 10, 50, 0, 1, 0.5);
        var after = new Performance(5, 3, 160, 14, 70, 0, 2_000_000, 0.25);
        assertThat(PerformanceLine.figures(before, after))
                .isEqualTo("connections=5 channels=3 messages=60 latency_avg_ms=5.00 memory=2000000 cpu=0.250");
        assertThat(PerformanceLine.figures(after, after)).contains("messages=0 latency_avg_ms=0.00");
    }

    private static NodeStatus status(String node, int connections) {
        return new NodeStatus(node, Instant.EPOCH, Set.of("gateway"), connections, false, null);
    }
}
