package io.miscord.gateway;

import io.miscord.contract.SessionId;
import io.miscord.contract.UserId;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.bus.BusSettings;
import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.miscord.platform.data.Allowances;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.data.Redis;
import io.miscord.platform.http.Clients;
import io.miscord.platform.http.Edge;
import io.miscord.platform.http.ProblemHandler;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.miscord.testkit.Connection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** The gateway on a port of its own, with owners that a test speaks for, and without Redis. */
final class GatewayServer implements AutoCloseable {
    private static final Secret SECRET = Secret.of("a secret that is only for tests, and long enough");
    private static final int MAX_FRAME = 1024 * 1024;
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

    final Owners owners = new Owners();
    final Meters meters = new Meters(System::nanoTime);
    final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    final Bus bus = Bus.on(vertx, "test", BusSettings.DEFAULT);
    private final AccessTokens tokens = new AccessTokens(vertx, SECRET, TOKEN_LIFE, Instant::now);
    private final List<Connection> connections = new ArrayList<>();
    private final Front front;
    private final GatewayScope scope;
    private int port;

    /** A gateway with these settings, and others than usual where a test needs them. */
    GatewayServer(Map<String, String> keys, UnaryOperator<GatewaySettings> changed) {
        var config = Config.of(keys);
        var guard = Breaker.Settings.of(config.breaker(), Duration.ofMillis(200), 100);
        var redis = new Redis(vertx, "redis://127.0.0.1:1", "", Secret.of(""), config.redis(), guard, Redis.PREFIX);
        var security = new SecurityLog(meters, System::nanoTime);
        scope = new GatewayScope(
                vertx,
                bus,
                tokens,
                new Clients(config.http()),
                changed.apply(GatewaySettings.of(config)),
                new PersonLimits(
                        new Allowances(vertx, redis), security, config.limits().requestsPerSecond()),
                security,
                meters);
        var verticle = new GatewayVerticle(scope, new PresenceStore(redis, "test"));
        front = new Front(new GatewayEdge(scope, verticle));
        owners.start(bus).await();
        vertx.deployVerticle(verticle).await();
        vertx.deployVerticle(front).await();
    }

    private final class Front extends VerticleBase {
        private final Edge edge;
        private Context loop;

        Front(Edge edge) {
            this.edge = edge;
        }

        @Override
        public Future<?> start() {
            loop = vertx.getOrCreateContext();
            var router = Router.router(vertx);
            ProblemHandler.on(router);
            var options = new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setMaxWebSocketFrameSize(MAX_FRAME)
                    .setMaxWebSocketMessageSize(MAX_FRAME);
            return edge.open(router)
                    .compose(open -> vertx.createHttpServer(options)
                            .requestHandler(router)
                            .listen())
                    .onSuccess(server -> port = server.actualPort());
        }

        @Override
        public Future<?> stop() {
            return edge.close();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String token(UserId user, SessionId session) {
        return tokens.issue(user, session, Instant.now());
    }

    /** A socket of somebody's, who is let in. */
    Connection enters(UserId user, SessionId session) {
        return enters(user, session, Instant.now().plus(TOKEN_LIFE));
    }

    /** A socket of somebody's, who is let in until then. */
    Connection enters(UserId user, SessionId session, Instant until) {
        var connection = opens();
        connection.authenticate(Map.of("token", tokens.issue(user, session, until.minus(TOKEN_LIFE))));
        return connection;
    }

    /** How many are connected. */
    int connections() {
        return scope.connections();
    }

    /** The port it listens on. */
    int port() {
        return port;
    }

    /** The gateway stops taking people in, and sends those who are there away; does not wait. */
    void leaves() {
        vertx.undeploy(front.deploymentID());
    }

    /** From now on each turn of the sockets' loop takes this much longer. */
    void slowsDown(long ms) {
        front.loop.runOnContext(now -> vertx.setPeriodic(1, turn -> LockSupport.parkNanos(ms * 1_000_000)));
    }

    /** What the meter of this name says now. */
    double figure(String name) {
        return meters.scrape("text/plain")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** A socket that has not said anything. */
    Connection opens() {
        var connection = Connection.open(url(), "");
        connections.add(connection);
        return connection;
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
        vertx.close().await();
        meters.close();
    }
}
