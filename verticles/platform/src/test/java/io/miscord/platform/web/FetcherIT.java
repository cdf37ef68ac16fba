package io.miscord.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading pages of sites that mean no good. They are on this machine, at 127.0.0.1; the node's own is 127.0.0.2. */
@Timeout(60)
class FetcherIT {
    private static final byte[] SITE = {127, 0, 0, 1};
    private static final byte[] OWN = {127, 0, 0, 2};

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
    private final List<String> reachedOwn = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<List<byte[]>>> names = new ConcurrentHashMap<>();
    private final Map<String, Consumer<HttpServerRequest>> pages = new ConcurrentHashMap<>();
    private int port;
    private Fetcher fetcher;

    @BeforeEach
    void start() {
        var site = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.add(request);
                    pages.getOrDefault(request.path(), other -> html(other, "<title>here</title>"))
                            .accept(request);
                })
                .listen(0, "127.0.0.1"));
        port = site.actualPort();
        await(vertx.createHttpServer()
                .requestHandler(request -> {
                    reachedOwn.add(request.uri());
                    html(request, "<title>secret</title>");
                })
                .listen(port, "127.0.0.2"));
        fetcher = fetcher(address -> Arrays.equals(address, SITE), Map.of("previews.timeout", "30s"));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void a_page_is_read_and_told_nothing_but_that() {
        assertThat(text("/a?b=c#d")).contains("<title>here</title>");
        var request = asked.getFirst();
        assertThat(request.uri()).isEqualTo("/a?b=c");
        assertThat(request.getHeader("Host")).isEqualTo("site.org:" + port);
        assertThat(request.getHeader("User-Agent")).startsWith("Miscord-Preview");
        assertThat(request.headers().names().stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)))
                .isSubsetOf("host", "user-agent", "accept", "accept-encoding", "connection");
    }

    @Test
    void a_name_of_which_any_address_is_not_public_is_not_connected_to() {
        names.put("site.org", new ArrayDeque<>(List.of(List.of(SITE, OWN))));
        assertThat(text("/")).isEmpty();
        names.put("site.org", new ArrayDeque<>(List.of(List.of())));
        assertThat(text("/")).isEmpty();
        assertThat(asked).isEmpty();
        assertThat(reachedOwn).isEmpty();
    }

    @Test
    void a_name_that_means_something_else_a_moment_later_leads_nowhere_else() {
        names.put("site.org", new ArrayDeque<>(List.of(List.of(SITE), List.of(OWN))));
        assertThat(text("/")).as("where it was looked up, and nowhere else").isPresent();
        assertThat(text("/")).as("the second time it is ours").isEmpty();
        names.put("site.org", new ArrayDeque<>(List.of(List.of(SITE), List.of(OWN))));
        pages.put("/moves", request -> moved(request, "/"));
        assertThat(text("/moves")).as("looked up anew for a redirect").isEmpty();
        assertThat(reachedOwn).isEmpty();
    }

    @Test
    void a_redirect_to_ones_own_is_not_followed() {
        for (var to : List.of(
                "http://127.0.0.2:" + port + "/",
                "http://2130706434:" + port + "/",
                "http://own.org:" + port + "/",
                "//localhost:" + port + "/",
                "file:///etc/passwd",
                "http://site.org:22/")) {
            pages.put("/moves", request -> moved(request, to));
            assertThat(text("/moves")).as(to).isEmpty();
        }
        assertThat(reachedOwn).isEmpty();
    }

    @Test
    void three_redirects_are_followed_and_no_fourth() {
        for (int i = 1; i <= 4; i++) {
            var next = i == 1 ? "/end" : "/" + (i - 1);
            pages.put("/" + i, request -> moved(request, next));
        }
        assertThat(text("/3")).isPresent();
        assertThat(text("/4")).isEmpty();
    }

    @Test
    void of_a_page_without_end_the_first_part_is_read() {
        pages.put("/endless", request -> {
            var response = request.response().setChunked(true).putHeader("Content-Type", "text/html");
            pour(response, 10_000_000);
        });
        var page = page("/endless").orElseThrow();
        assertThat(page.html().length()).isEqualTo(524_288);
        pages.put("/large", request -> html(request, "x".repeat(10_000_000)));
        assertThat(page("/large").orElseThrow().html().length()).isEqualTo(524_288);
    }

    @Test
    void who_is_slow_is_not_waited_for() {
        fetcher = fetcher(address -> true, Map.of("previews.timeout", "300ms"));
        pages.put("/silent", request -> {});
        pages.put("/drips", request -> {
            var response = request.response().setChunked(true).putHeader("Content-Type", "text/html");
            vertx.setPeriodic(20, tick -> {
                if (!response.closed()) {
                    response.write("<p>");
                }
            });
        });
        for (var path : List.of("/silent", "/drips")) {
            long from = System.nanoTime();
            assertThat(text(path)).as(path).isEmpty();
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from)).isLessThan(20);
        }
    }

    @Test
    void what_is_no_page_is_not_read() {
        pages.put(
                "/image",
                request -> request.response()
                        .putHeader("Content-Type", "image/png")
                        .end("x"));
        pages.put(
                "/packed",
                request -> request.response()
                        .putHeader("Content-Type", "text/html")
                        .putHeader("Content-Encoding", "gzip")
                        .end("x"));
        pages.put("/untold", request -> request.response().end("<title>x</title>"));
        pages.put("/gone", request -> request.response().setStatusCode(404).end("<title>x</title>"));
        pages.put("/breaks", request -> request.connection().close());
        for (var path : List.of("/image", "/packed", "/untold", "/gone", "/breaks")) {
            assertThat(text(path)).as(path).isEmpty();
        }
    }

    @Test
    void only_the_webs_ports_are_asked_in_service() {
        var inService = new Fetcher(vertx, Config.defaults().previews());
        assertThat(await(inService.page("http://site.org:" + port + "/"))).isEmpty();
        assertThat(await(inService.page("http://127.0.0.1/"))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_site_is_not_asked_too_often() {
        var reading = new ArrayList<Future<Optional<Page>>>();
        for (int i = 0; i < 40; i++) {
            reading.add(fetcher.page("http://name" + i + ".org:" + port + "/"));
        }
        await(Future.join(reading));
        assertThat(asked).as("whatever names it goes by").hasSizeBetween(10, 20);
    }

    private Fetcher fetcher(Predicate<byte[]> allowed, Map<String, String> settings) {
        Resolver resolver = host -> {
            var known = names.get(host);
            var own = host.equals("own.org");
            return Future.succeededFuture(known != null && !known.isEmpty() ? known.poll() : List.of(own ? OWN : SITE));
        };
        return new Fetcher(
                vertx,
                Config.of(settings).previews(),
                resolver,
                allowed,
                allowedPort -> allowedPort == port,
                new HttpClientOptions(),
                System::nanoTime);
    }

    private Optional<Page> page(String path) {
        return await(fetcher.page("http://site.org:" + port + path));
    }

    private Optional<String> text(String path) {
        return page(path).map(page -> page.html().toString());
    }

    private static void pour(io.vertx.core.http.HttpServerResponse response, int left) {
        if (left > 0 && !response.closed()) {
            response.write(Buffer.buffer("y".repeat(10_000))).onSuccess(next -> pour(response, left - 10_000));
        }
    }

    private static void html(HttpServerRequest request, String html) {
        request.response().putHeader("Content-Type", "text/html; charset=utf-8").end(html);
    }

    private static void moved(HttpServerRequest request, String to) {
        request.response().setStatusCode(302).putHeader("Location", to).end();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
