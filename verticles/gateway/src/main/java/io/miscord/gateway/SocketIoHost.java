package io.miscord.gateway;

import io.miscord.contract.Problem;
import io.miscord.gateway.socketio.EngineError;
import io.miscord.gateway.socketio.EngineHost;
import io.miscord.gateway.socketio.EngineLink;
import io.miscord.gateway.socketio.EngineListener;
import io.miscord.gateway.socketio.EngineSessions;
import io.miscord.gateway.socketio.EngineSettings;
import io.miscord.gateway.socketio.SocketIoLink;
import io.miscord.gateway.socketio.SocketIoSettings;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code /socket.io/} of one event loop: who may open a session, and their sockets on its hub. */
final class SocketIoHost implements EngineHost {
    /** Bytes of a message; of the request that brings back a large {@code pid}, too. */
    private static final int MAX_PAYLOAD = 1_000_000;

    private static final int MAX_PACKETS = 1_000;
    private static final int MAX_ATTACHMENTS = 10;
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final GatewayScope scope;
    private final Hub hub;
    private final Upgrades upgrades;
    private final EngineSessions sessions;
    private final SocketIoSettings settings;

    SocketIoHost(GatewayScope scope, Hub hub, Upgrades upgrades, EngineSessions sessions) {
        this.scope = scope;
        this.hub = hub;
        this.upgrades = upgrades;
        this.sessions = sessions;
        this.settings = new SocketIoSettings(
                Set.of(SocketIoTransport.NAMESPACE),
                scope.settings().connection().authenticateTimeout(),
                MAX_ATTACHMENTS);
    }

    /** What sessions may take and how long: a ping each {@code heartbeatInterval}, two and a half without life. */
    static EngineSettings engine(GatewaySettings settings) {
        var heartbeat = settings.heartbeatInterval();
        var bounds = settings.outflow();
        var sweep = heartbeat.compareTo(SWEEP.multipliedBy(10)) < 0 ? heartbeat.dividedBy(10) : SWEEP;
        var limits = settings.connection();
        int most = settings.maxConnections();
        var pace = new EngineSettings.Posts(
                FrameGate.PIECES * limits.frameBurst(), FrameGate.PIECES * limits.framesPerSecond());
        var capacity = new EngineSettings.Capacity(
                most, most, settings.perAddress().unauthenticated(), Math.toIntExact(bounds.most()));
        return new EngineSettings(
                heartbeat,
                heartbeat.multipliedBy(3).dividedBy(2),
                UPGRADE_TIMEOUT,
                CLOSE_TIMEOUT,
                sweep,
                MAX_PAYLOAD,
                MAX_PACKETS,
                pace,
                bounds.full(),
                bounds.drained(),
                capacity);
    }

    @Override
    public Optional<String> address(HttpServerRequest request) {
        var client = scope.clients().of(request);
        return Door.isCounted(client) ? Optional.of(client.counted()) : Optional.empty();
    }

    @Override
    public Optional<String> allowedOrigin(HttpServerRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && scope.clients().welcomes(scope.clients().of(request), origin)
                ? Optional.of(origin)
                : Optional.empty();
    }

    @Override
    public Optional<Refusal> refusal(HttpServerRequest request) {
        return upgrades.refusal(request).map(SocketIoHost::refusal);
    }

    private static Refusal refusal(Problem why) {
        var retryAfter = why.retryAfter();
        var error = switch (why.kind()) {
            case FORBIDDEN -> EngineError.FORBIDDEN;
            case RATE_LIMITED -> EngineError.TOO_MANY;
            default -> EngineError.NO_ROOM;
        };
        return new Refusal(error, retryAfter == null ? 0 : retryAfter);
    }

    @Override
    public void guard(Channel channel, Runnable flooded) {
        new FrameGate(scope.settings().connection(), hub::now, flooded).guard(channel);
    }

    @Override
    public EngineListener opened(EngineLink link, HttpServerRequest request) {
        var from = scope.clients().of(request);
        return new SocketIoLink(
                link, settings, MAX_PAYLOAD, hub::now, client -> new MainNamespace(hub, client, from, sessions));
    }
}
