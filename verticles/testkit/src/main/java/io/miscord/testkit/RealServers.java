package io.miscord.testkit;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.DataSize;
import io.miscord.platform.embedded.EmbeddedServers;
import io.miscord.platform.embedded.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real PostgreSQL and Redis for tests: one of each a JVM, started at the first need through the product's own
 * embedded servers and stopped at the end. A test class with {@code @ExtendWith(RealServers.class)} takes {@link
 * Stores} as a parameter, of its constructor, a test or {@code @BeforeAll}: its own empty ones.
 */
public final class RealServers implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RealServers.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stores.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var servers = context.getRoot()
                .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Running.class, key -> new Running(), Running.class);
        // The store of the class' own context: every method of the class gets the same ones.
        var owner = context;
        while (owner.getTestMethod().isPresent() && owner.getParent().isPresent()) {
            owner = owner.getParent().get();
        }
        return owner.getStore(NAMESPACE)
                .computeIfAbsent(context.getRequiredTestClass(), key -> servers.fresh(), Stores.class);
    }

    /** The servers of this JVM. */
    private static final class Running implements AutoCloseable {
        /** Redis has 16 numbered databases; test classes run one after another, so they may come round. */
        private static final int REDIS_DATABASES = 16;

        private final Path data = Folders.temporary("servers");
        private final EmbeddedServers servers = EmbeddedServers.open(data, settings());
        private final AtomicInteger made = new AtomicInteger();
        private final AtomicBoolean closed = new AtomicBoolean();

        Running() {
            // A run that is interrupted leaves nothing behind either.
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-real-servers"));
        }

        Stores fresh() {
            int number = made.incrementAndGet();
            var first = servers.postgres();
            var redis = servers.redis();
            String name = "test_" + number;
            new Stores(first, redis).execute("CREATE DATABASE " + name);
            return new Stores(named(first, name), named(redis, String.valueOf(number % REDIS_DATABASES)));
        }

        private static Endpoint named(Endpoint server, String database) {
            return new Endpoint(server.host(), server.port(), server.user(), server.password(), database);
        }

        private static Config.Embedded settings() {
            return new Config.Embedded(Path.of(""), DataSize.parse("64MB"), 200, DataSize.parse("64MB"), START_TIMEOUT);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                servers.close();
                Folders.delete(data);
            }
        }
    }
}
