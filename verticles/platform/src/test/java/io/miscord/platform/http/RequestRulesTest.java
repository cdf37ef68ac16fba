package io.miscord.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Config;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RequestRulesTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final int PATIENCE_MS = 30_000;
    private static final long DRIP_NANOS = Duration.ofMillis(50).toNanos();

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void serve() {
        var http = Config.of(Map.of()).http();
        var router = Router.router(vertx);
        ProblemHandler.on(router);
        RequestRules.on(router, TIMEOUT, new BodyMemory(http, new Clients(http)));
        router.post("/json").handler(BodyHandler.create(false)).handler(RequestRulesTest::length);
        router.post("/files").handler(asked -> {
            RequestRules.streamed(asked, Duration.ofMinutes(1));
            asked.next();
        });
        router.post("/files").handler(BodyHandler.create(false)).handler(RequestRulesTest::length);
        router.route("/doors/*").handler(RequestRules::exact);
        router.get("/doors/:which").handler(asked -> asked.response().end("open"));
        router.get("/").handler(asked -> asked.response().end("here"));
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static void length(RoutingContext http) {
        http.response().end("length " + http.body().length());
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** All that comes until the connection ends. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private String answer(String request) throws IOException {
        try (var socket = connect()) {
            write(socket, request);
            return rest(socket);
        }
    }

    /** Sends so many bytes, one each 50 ms, until the other end has had enough; answers how many it took. */
    private static int drips(Socket socket, int bytes) throws IOException {
        for (int sent = 0; sent < bytes; sent++) {
            try {
                write(socket, "x");
            } catch (SocketException closed) {
                return sent;
            }
            LockSupport.parkNanos(DRIP_NANOS);
        }
        return bytes;
    }

    @Test
    void a_request_names_one_host() throws IOException {
        assertThat(answer("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(answer("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
        assertThat(answer("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(answer("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(answer("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200");
    }

    private String status(String path) throws IOException {
        var answer = answer("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    }

    @Test
    void a_path_leads_where_it_says() throws IOException {
        for (var path : List.of(
                "/a/../doors/x",
                "/doors/x/y/%2e%2e",
                "/doors/%2E/x",
                "/./doors/x",
                "/doors/x/.",
                "/doors/x/..%2f",
                "/doors/x/..%5Cy",
                "/doors/x%2f%2E.",
                "/..")) {
            assertThat(status(path)).as(path).isEqualTo("400");
        }
        assertThat(answer("GET /doors/x/.. HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("application/problem+json")
                .contains("DOTS_IN_PATH");
        for (var path : List.of(
                "/doors/x",
                "/doors/..x",
                "/doors/.well-known",
                "/doors/...",
                "/doors/a.b?x=/../y",
                "/doors/%252e%252e")) {
            assertThat(status(path)).as(path).isEqualTo("200");
        }
    }

    @Test
    void a_door_is_at_its_own_address_alone() throws IOException {
        for (var path : List.of("/doors/x/", "/doors//x", "//doors/x", "/doors/", "/doors/x//")) {
            assertThat(status(path)).as(path).isEqualTo("404");
        }
    }

    @Test
    void a_body_that_comes_too_slowly_is_not_waited_for() throws Exception {
        try (var socket = connect()) {
            long start = System.nanoTime();
            write(socket, "POST /json HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
            var dripping = new FutureTask<>(() -> drips(socket, 1_000));
            Thread.ofVirtual().start(dripping);
            assertThat(rest(socket)).startsWith("HTTP/1.1 408").contains("urn:miscord:request-timeout");
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(490L, 20_000L);
            assertThat(dripping.get(PATIENCE_MS, TimeUnit.MILLISECONDS)).isLessThan(500);
        }
    }

    @Test
    void a_body_that_nobody_asked_for_may_not_drip_for_ever_either() throws IOException {
        try (var socket = connect()) {
            write(socket, "POST /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
            assertThat(rest(socket)).startsWith("HTTP/1.1 404").doesNotContain("408");
        }
    }

    @Test
    void a_body_that_comes_in_time_is_taken_and_so_is_the_next_on_its_connection() throws IOException {
        try (var socket = connect()) {
            for (int i = 0; i < 3; i++) {
                write(socket, "POST /json HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
                assertThat(drips(socket, 3)).isEqualTo(3);
            }
            LockSupport.parkNanos(TIMEOUT.plusMillis(200).toNanos()); // no deadline of theirs is left
            write(socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(rest(socket)).containsSubsequence("length 3", "length 3", "length 3", "here");
        }
    }

    @Test
    void a_route_may_give_its_bodies_another_time() throws IOException {
        try (var socket = connect()) {
            write(socket, "POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\nConnection: close\r\n\r\n");
            assertThat(drips(socket, 20)).isEqualTo(20);
            assertThat(rest(socket)).startsWith("HTTP/1.1 200").endsWith("length 20");
        }
    }
}
