package io.miscord.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Config;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that do not end, from several addresses, as a proxy before the node tells them. */
final class BodyMemoryTest {
    private static final String ONE = "203.0.113.1";
    private static final String OTHER = "203.0.113.2";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private static final Config.Http SETTINGS = Config.of(Map.of(
                    "http.bodyLimit", "64KB",
                    "http.bodyMemory", "100KB",
                    "http.bodyMemoryPerAddress", "70KB",
                    "http.trustedProxies", "127.0.0.1"))
            .http();

    private final BodyMemory memory = new BodyMemory(SETTINGS, new Clients(SETTINGS));
    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void serve() {
        var router = Router.router(vertx);
        ProblemHandler.on(router);
        RequestRules.on(router, PATIENCE, memory);
        router.post("/gathered")
                .handler(BodyHandler.create(false).setBodyLimit(64 * 1024))
                .handler(http -> http.response().end("length " + http.body().length()));
        router.post("/streamed").handler(http -> {
            RequestRules.streamed(http, PATIENCE);
            http.request().end().onSuccess(whole -> http.response().end("read"));
        });
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

    private Socket says(String path, String address, String rest) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        var text = "POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: " + address + "\r\n";
        socket.getOutputStream().write((text + rest).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String half(int length) {
        return "Content-Length: " + length + "\r\n\r\nhalf";
    }

    private static String whole(int length) {
        return "Content-Length: " + length + "\r\n\r\n" + "a".repeat(length);
    }

    private String answer(String path, String address, String rest) throws IOException {
        try (var socket = says(path, address, rest)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private void taken(long bytes) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (memory.taken() != bytes && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        assertThat(memory.taken()).isEqualTo(bytes);
    }

    @Test
    void bodies_that_do_not_end_take_no_more_memory_than_there_is() throws IOException {
        try (var one = says("/gathered", ONE, half(60_000))) {
            taken(60_000);
            assertThat(answer("/gathered", OTHER, half(60_000)))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("retry-after: 1")
                    .contains("urn:miscord:unavailable");
            assertThat(answer("/gathered", OTHER, whole(16_384))).endsWith("length 16384"); // little is heard meanwhile
            assertThat(answer("/gathered", OTHER, whole(30_000))).endsWith("length 30000");
            assertThat(one.isClosed()).isFalse();
        }
        taken(0);
        assertThat(answer("/gathered", OTHER, whole(60_000))).endsWith("length 60000");
        taken(0);
    }

    @Test
    void one_address_cannot_take_all_of_it() throws IOException {
        try (var one = says("/gathered", ONE, half(50_000))) {
            taken(50_000);
            assertThat(answer("/gathered", ONE, half(30_000)))
                    .startsWith("HTTP/1.1 429")
                    .containsIgnoringCase("retry-after: 1");
            assertThat(answer("/gathered", OTHER, whole(30_000))).endsWith("length 30000");
            assertThat(one.isClosed()).isFalse();
        }
        taken(0);
        assertThat(answer("/gathered", ONE, whole(60_000))).endsWith("length 60000");
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_counts_as_the_largest() throws IOException {
        try (var one = says("/gathered", ONE, "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")) {
            taken(64 * 1024);
            assertThat(one.isClosed()).isFalse();
        }
        taken(0);
    }

    @Test
    void a_stream_of_files_is_not_gathered_and_takes_nothing() throws IOException {
        try (var one = says("/streamed", ONE, half(60_000));
                var two = says("/streamed", ONE, half(60_000))) {
            taken(0);
            assertThat(answer("/gathered", ONE, whole(60_000))).endsWith("length 60000");
            for (var socket : new Socket[] {one, two}) {
                socket.getOutputStream().write(new byte[60_000 - "half".length()]);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .endsWith("read");
            }
        }
    }
}
