package io.miscord.gateway;

import io.miscord.gateway.socketio.EngineDoor;
import io.miscord.gateway.socketio.EngineError;
import io.miscord.gateway.socketio.EngineLink;
import io.miscord.gateway.socketio.EngineListener;
import io.miscord.gateway.socketio.EngineSessions;
import io.miscord.gateway.socketio.EngineSettings;
import io.miscord.gateway.socketio.SocketIoLink;
import io.miscord.gateway.socketio.SocketIoSettings;
import io.miscord.platform.security.SecurityLog;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code /socket.io/} of one event loop: who may open a session, and their sockets on its hub. */
final class SocketIoDoor implements EngineDoor {
    /** Bytes of a message; of the request that brings back a large {@code pid}, too. */
    private static final int MAX_PAYLOAD = 1_000_000;

    private static final int MAX_PACKETS = 1_000;
    private static final int MAX_ATTACHMENTS = 10;
    private static final int MAX_NEW_BY_ADDRESS = 256;
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final GatewayScope scope;
    private final Hub hub;
    private final Upgrades upgrades;
    private final EngineSessions sessions;
    private final SocketIoSettings settings;

    SocketIoDoor(GatewayScope scope, Hub hub, Upgrades upgrades, EngineSessions sessions) {
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
        var sweep = heartbeat.compareTo(SWEEP.multipliedBy(10)) < 0 ? heartbeat.dividedBy(10) : SWEEP;
        return new EngineSettings(
                heartbeat,
                heartbeat.multipliedBy(3).dividedBy(2),
                UPGRADE_TIMEOUT,
                CLOSE_TIMEOUT,
                sweep,
                MAX_PAYLOAD,
                MAX_PACKETS,
                settings.outflow().full(),
                settings.outflow().drained(),
                settings.maxConnections(),
                MAX_NEW_BY_ADDRESS);
    }

    @Override
    public String address(HttpServerRequest request) {
        return scope.clients().of(request).counted();
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
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var client = scope.clients().of(request);
        if (origin != null && !scope.clients().welcomes(client, origin)) {
            scope.security().happened(SecurityLog.Event.ORIGIN_REJECTED, "origin", origin, "address", client.address());
            return Optional.of(new Refusal(EngineError.FORBIDDEN, 0));
        }
        int retryAfter = upgrades.retryAfter();
        if (retryAfter > 0) {
            scope.meters().connectionRefused();
            return Optional.of(new Refusal(EngineError.NO_ROOM, retryAfter));
        }
        return Optional.empty();
    }

    @Override
    public void guard(Channel channel, Runnable flooded) {
        new FrameGate(scope.settings().connection(), hub::now, flooded).guard(channel);
    }

    @Override
    public EngineListener opened(EngineLink link, HttpServerRequest request) {
        var from = scope.clients().of(request);
        return new SocketIoLink(
                link, settings, MAX_PAYLOAD, hub::now, client -> new SocketIoClient(hub, client, from, sessions));
    }
}
