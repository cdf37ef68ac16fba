package io.miscord.platform.data;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.miscord.platform.embedded.EmbeddedServers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A real Redis of one test class, and clients of it, each as a node's. */
public final class RedisServer implements AutoCloseable {
    private static final Breaker.Settings GUARD =
            new Breaker.Settings(10, Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofMillis(500), 200);
    private static final Config.Redis SETTINGS =
            Config.of(Map.of("redis.poolSize", "4", "redis.queueSize", "200")).redis();

    private final Vertx vertx = Vertx.vertx();
    private final Path data;
    private final EmbeddedServers servers;

    /** Starts the server; blocks. */
    public RedisServer() {
        try {
            data = Files.createTempDirectory("miscord-redis-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        servers = EmbeddedServers.open(data, Config.defaults().embedded(), Set.of(EmbeddedServers.Kind.REDIS));
    }

    /** Where it listens, on loopback. */
    public int port() {
        return servers.redis().port();
    }

    /** What the keys of one test begin with. */
    public static String prefix() {
        return "test-" + UUID.randomUUID() + ":";
    }

    /** A client whose keys all begin so. */
    public Redis client(String prefix) {
        return client(prefix, port());
    }

    Redis client(String prefix, int port) {
        return client(prefix, port, "", servers.redis().password());
    }

    Redis client(String prefix, int port, String user, Secret password) {
        return new Redis(vertx, "redis://127.0.0.1:" + port, user, password, SETTINGS, GUARD, prefix);
    }

    /** What the clients run on. */
    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() throws IOException {
        vertx.close().await();
        servers.close();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
