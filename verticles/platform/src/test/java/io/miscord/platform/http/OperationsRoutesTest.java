package io.miscord.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Config;
import io.miscord.platform.http.HealthChecks.Check;
import io.miscord.platform.http.HealthChecks.Need;
import io.miscord.platform.http.HealthChecks.Status;
import io.miscord.platform.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OperationsRoutesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters(System::nanoTime);
    private final AtomicReference<Status> cluster = new AtomicReference<>(Status.UP);
    private int port;

    @AfterEach
    void close() {
        meters.close();
        vertx.close().await();
    }

    @Test
    void this_machine_sees_the_details() throws Exception {
        serve(Map.of());
        var answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject("{\"status\":\"up\",\"checks\":{\"cluster\":{\"status\":\"up\",\"nodes\":2},"
                        + "\"mail\":{\"status\":\"off\"}}}"));
    }

    @Test
    void a_page_that_made_its_name_mean_this_machine_sees_no_details() throws Exception {
        serve(Map.of());
        assertThat(asking("evil.example:" + port)).endsWith("{\"status\":\"up\"}");
        for (var own : List.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port)) {
            assertThat(asking(own)).as(own).contains("checks");
        }
    }

    private String asking(String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoever_comes_through_a_proxy_sees_the_status_alone_and_no_figures() throws Exception {
        serve(Map.of());
        var answer = get("/health", "X-Forwarded-For", "203.0.113.7");
        assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(get("/metrics", "X-Forwarded-For", "127.0.0.1").statusCode()).isEqualTo(404);
        assertThat(get("/metrics", "X-Forwarded-For", "203.0.113.7").headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @Test
    void an_allowed_network_behind_a_trusted_proxy_and_an_operator_see_them_too() throws Exception {
        serve(Map.of("http.trustedProxies", "127.0.0.1", "monitoring.allow", "203.0.113.0/24"));
        assertThat(get("/health", "X-Forwarded-For", "203.0.113.7").body()).contains("checks");
        assertThat(get("/health", "X-Forwarded-For", "198.51.100.1").body()).doesNotContain("checks");
        assertThat(get("/health", "X-Forwarded-For", "198.51.100.1", "X-Operator", "yes")
                        .body())
                .contains("checks");
        assertThat(get("/health", "X-Forwarded-For", "198.51.100.1", "X-Operator", "broken")
                        .body())
                .doesNotContain("checks");
    }

    @Test
    void a_degraded_node_still_serves() throws Exception {
        cluster.set(Status.DEGRADED);
        serve(Map.of());
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).contains("degraded");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void down_is_503_for_health_and_readiness_and_not_for_liveness() throws Exception {
        cluster.set(Status.DOWN);
        serve(Map.of());
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_are_text_for_prometheus_and_the_document_for_anyone_else() throws Exception {
        serve(Map.of());
        meters.connectionOpened();
        var document = get("/metrics", "Accept", "*/*");
        assertThat(new JsonObject(document.body())
                        .getJsonObject("main_websocket")
                        .getInteger("total_connections"))
                .isEqualTo(1);
        var prometheus = get(
                "/metrics", "Accept", "application/openmetrics-text;version=1.0.0;q=0.9,text/plain;q=0.5,*/*;q=0.1");
        assertThat(prometheus.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/openmetrics-text");
        assertThat(prometheus.body()).contains("miscord_sockets 1.0").endsWith("# EOF\n");
        assertThat(get("/metrics", "Accept", "text/plain").body()).contains("miscord_sockets 1.0");
    }

    @Test
    void a_balancer_may_ask_for_the_head_alone() throws Exception {
        serve(Map.of());
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                .HEAD()
                .build();
        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private void serve(Map<String, String> settings) {
        var config = Config.of(settings);
        var health = new HealthChecks(vertx, System::nanoTime)
                .add(
                        "cluster",
                        Need.ESSENTIAL,
                        () -> Future.succeededFuture(new Check(cluster.get(), Map.of("nodes", 2))))
                .off("mail");
        var insight = new Insight(new Clients(config.http()), config.monitoring(), http -> {
            var operator = http.request().getHeader("X-Operator");
            return "broken".equals(operator)
                    ? Future.failedFuture("database gone")
                    : Future.succeededFuture("yes".equals(operator));
        });
        var router = Router.router(vertx);
        OperationsRoutes.open(router, health, meters, () -> meters.document("node-1", List.of()), insight);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
