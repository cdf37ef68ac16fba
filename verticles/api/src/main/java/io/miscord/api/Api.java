package io.miscord.api;

import io.miscord.api.assets.Assets;
import io.miscord.api.docs.DocsRoutes;
import io.miscord.api.request.OpenApi;
import io.miscord.api.request.RateLimits;
import io.miscord.api.request.Sessions;
import io.miscord.api.tasks.TaskFiles;
import io.miscord.api.web.WebrootRoutes;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.http.Clients;
import io.miscord.platform.http.Edge;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The HTTP API and the web client of a node: what all event loops share, and the edge for each of them. Immutable.
 *
 * @param bus the way to the owners
 * @param tokens makes and checks access tokens
 * @param config the node's settings
 * @param clock the time
 * @param sessions which sessions were alive a moment ago
 * @param log what concerns security
 * @param limits how often who may do what
 * @param files where the files of tasks are
 * @param clients who is at the other end of a request
 * @param contract the operations
 * @param docs the contract's pages
 * @param webroot the web client
 */
public record Api(
        Bus bus,
        AccessTokens tokens,
        Config config,
        InstantSource clock,
        Sessions sessions,
        SecurityLog log,
        RateLimits limits,
        TaskFiles files,
        Clients clients,
        OpenApi contract,
        DocsRoutes docs,
        WebrootRoutes webroot) {
    private static final int SESSIONS = 20_000;
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    /** Reads the contract and all files that are served, on a worker thread; some 200 ms. */
    public static Future<Api> load(
            Vertx vertx,
            Bus bus,
            Config config,
            AccessTokens tokens,
            RateLimiter limiter,
            TaskFiles files,
            Clients clients,
            SecurityLog log,
            InstantSource clock) {
        return vertx.executeBlocking(
                        () -> {
                            var contract = OpenApi.read();
                            return new Api(
                                    bus,
                                    tokens,
                                    config,
                                    clock,
                                    new Sessions(SESSIONS, BELIEVED.toMillis()),
                                    log,
                                    new RateLimits(limiter, config, log, clock),
                                    files,
                                    clients,
                                    contract,
                                    DocsRoutes.load(contract),
                                    new WebrootRoutes(Assets.beside(WebrootRoutes.INDEX), clients, contract.version()));
                        },
                        false)
                .map(Objects::requireNonNull);
    }

    /** Makes the edge of an event loop, a new one for each. */
    public Supplier<Edge> edges() {
        return () -> new ApiEdge(this);
    }
}
