package io.miscord.api;

import io.miscord.api.tasks.TaskFiles;
import io.miscord.contract.SessionId;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.bus.BusSettings;
import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.data.Redis;
import io.miscord.platform.http.Clients;
import io.miscord.platform.http.ProblemHandler;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.miscord.platform.security.SignedLinks;
import io.miscord.platform.storage.DiskStorage;
import io.miscord.platform.storage.Storage;
import io.miscord.testkit.Folders;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The API on a port of its own, with owners that a test speaks for; every answer is held against the contract. */
final class ApiServer implements AutoCloseable {
    private static final Secret SECRET = Secret.of("a secret that is only for tests, and long enough");

    final Owners owners = new Owners();
    final Api api;
    final OpenAPIContract contract;
    final Meters meters = new Meters(System::nanoTime);
    volatile Instant now = Instant.parse("2026-11-21T04:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    final Path folder = Folders.temporary("api");
    final Storage storage = new DiskStorage(vertx, folder);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AccessTokens tokens;
    private final Schemas schemas;
    private int port;

    ApiServer(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("limits.requestsPerSecond", "100000"));
        all.putAll(settings);
        var config = Config.of(all);
        InstantSource clock = () -> now;
        var bus = Bus.on(vertx, "test", BusSettings.DEFAULT);
        tokens = new AccessTokens(vertx, SECRET, Duration.ofMinutes(15), clock);
        var log = new SecurityLog(meters, System::nanoTime);
        var files = new TaskFiles(storage, new SignedLinks(SECRET, Duration.ofMinutes(15), clock));
        await(owners.start(bus));
        api = await(
                Api.load(vertx, bus, config, tokens, limiter(config), files, new Clients(config.http()), log, clock));
        contract = await(api.contract().contract(vertx));
        schemas = new Schemas(contract);
        await(vertx.deployVerticle(new Front()));
    }

    /** Redis is not there: each node counts for itself then, which is enough to see that it counts. */
    private RateLimiter limiter(Config config) {
        var guard = Breaker.Settings.of(config.breaker(), Duration.ofMillis(200), 100);
        var nowhere = "redis://127.0.0.1:1";
        return new RateLimiter(
                vertx, new Redis(vertx, nowhere, "", Secret.of(""), config.redis(), guard, Redis.PREFIX));
    }

    private final class Front extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            var router = Router.router(vertx);
            ProblemHandler.on(router);
            var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
            api.edges()
                    .get()
                    .open(router)
                    .compose(open -> vertx.createHttpServer(options)
                            .requestHandler(router)
                            .listen())
                    .onSuccess(server -> port = server.actualPort())
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** What comes back to these very bytes. */
    String raw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The access token of a new session of Alice's. */
    String token() {
        return token(new SessionId(UuidV7.next()));
    }

    String token(SessionId session) {
        return tokens.issue(Samples.ALICE, session, now);
    }

    /** A request as Alice. */
    Request as(String method, String path) {
        return new Request(method, path).header("Authorization", "Bearer " + token());
    }

    /** A request of someone who has not signed in. */
    Request anonymous(String method, String path) {
        return new Request(method, path);
    }

    @Override
    public void close() {
        http.close();
        await(vertx.close());
        meters.close();
        Folders.delete(folder);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One request, to be sent. */
    final class Request {
        private final String method;
        private final String path;
        private final HttpRequest.Builder builder;

        private Request(String method, String path) {
            this.method = method;
            this.path = path;
            this.builder = HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(30));
        }

        Request header(String name, String value) {
            builder.setHeader(name, value);
            return this;
        }

        Response send() {
            return send(HttpRequest.BodyPublishers.noBody());
        }

        Response json(String body) {
            builder.setHeader("Content-Type", "application/json");
            return send(HttpRequest.BodyPublishers.ofString(body));
        }

        Response text(String body, @Nullable String contentType) {
            if (contentType != null) {
                builder.setHeader("Content-Type", contentType);
            }
            return send(HttpRequest.BodyPublishers.ofString(body));
        }

        private Response send(HttpRequest.BodyPublisher body) {
            try {
                var response = http.send(builder.method(method, body).build(), HttpResponse.BodyHandlers.ofByteArray());
                schemas.check(method, path, response);
                return new Response(response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One answer. */
    record Response(HttpResponse<byte[]> raw) {
        int status() {
            return raw.statusCode();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        byte[] bytes() {
            return raw.body();
        }

        String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        JsonObject json() {
            return new JsonObject(text());
        }

        Object any() {
            return Json.decodeValue(text());
        }
    }
}
