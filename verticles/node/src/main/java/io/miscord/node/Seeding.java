package io.miscord.node;

import io.miscord.persistence.Persistence;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.bus.BusSettings;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.miscord.platform.storage.DiskStorage;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Persistence without a node around it, for as long as a seeding takes; a node may run on the same stores. */
final class Seeding {
    /** Long enough for a load test of a day. */
    private static final Duration TOKEN_LIFE = Duration.ofDays(1);

    private static final long CLOSE_SECONDS = 5;

    private Seeding() {}

    static String run(Config config, Seed seed) {
        try (var foundation = Foundation.lay(config)) {
            var vertx = Vertx.vertx();
            try {
                return fill(vertx, foundation, config, seed);
            } finally {
                close(vertx);
            }
        }
    }

    private static String fill(Vertx vertx, Foundation foundation, Config config, Seed seed) {
        var clock = Clock.systemUTC();
        var meters = new Meters(System::nanoTime);
        var redis = foundation.redis(vertx);
        var persistence = new Persistence(
                vertx,
                Bus.on(vertx, "seed", BusSettings.DEFAULT),
                config,
                foundation.postgres(),
                new PresenceStore(redis, "seed"),
                new RateLimiter(vertx, redis),
                new DiskStorage(vertx, foundation.files()),
                meters,
                new SecurityLog(meters, System::nanoTime),
                Optional.empty(),
                clock);
        persistence.start();
        var tokens = new AccessTokens(vertx, foundation.authSecret(), TOKEN_LIFE, clock);
        return seed.fill(persistence.seeder(), tokens, clock.instant());
    }

    private static void close(Vertx vertx) {
        try {
            vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // the process ends with the seeding
        }
    }
}
