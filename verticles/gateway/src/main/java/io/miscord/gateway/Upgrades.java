package io.miscord.gateway;

import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.gateway.wire.MainWire;
import io.miscord.gateway.wire.Wire;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.Client;
import io.miscord.platform.http.RequestRules;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes sockets of requests, and what must hold before: room, origin, the protocol. Used on its hub's loop. */
final class Upgrades {
    private static final int LEAVING_RETRY_SECONDS = 1;
    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String VERSION = "13";
    private static final int UPGRADE_REQUIRED = 426;
    private static final int KEY_BYTES = 16;

    private final GatewayScope scope;
    private final Hub hub;
    private boolean ended;

    Upgrades(GatewayScope scope, Hub hub) {
        this.scope = scope;
        this.hub = hub;
    }

    /** From now on nobody comes in. */
    void end() {
        ended = true;
    }

    /** Makes a WebSocket with this wire of the request, or answers why not. */
    void take(RoutingContext http, Wire wire, ConnectionLimits limits) {
        var client = scope.clients().of(http.request());
        if (!isWebSocket(http)) {
            return;
        }
        Door.Place place;
        try {
            requireWelcome(http.request(), client);
            place = scope.door().enter(client);
        } catch (ProblemException refused) {
            http.fail(counted(refused));
            return;
        }
        open(http.request(), client, place, wire, limits);
    }

    /** Why this request may not begin a session that takes a place only later; empty when it may. */
    Optional<Problem> refusal(HttpServerRequest request) {
        var client = scope.clients().of(request);
        try {
            requireWelcome(request, client);
            scope.door().announce(client);
            return Optional.empty();
        } catch (ProblemException refused) {
            return Optional.of(counted(refused).problem());
        }
    }

    private ProblemException counted(ProblemException refused) {
        if (refused.problem().kind() != Problem.Kind.FORBIDDEN) {
            scope.meters().connectionRefused();
        }
        return refused;
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the request asks for a WebSocket as RFC 6455 wants it; else it is answered. */
    private static boolean isWebSocket(RoutingContext http) {
        var request = http.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            http.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            http.fail(ProblemException.of(Refusal.WEBSOCKET_ONLY));
            return false;
        }
        if (!VERSION.equals(request.getHeader(VERSION_HEADER))) {
            http.response()
                    .setStatusCode(UPGRADE_REQUIRED)
                    .putHeader(VERSION_HEADER, VERSION)
                    .end();
            return false;
        }
        if (!isKey(request.getHeader("Sec-WebSocket-Key"))) {
            http.fail(ProblemException.of(Refusal.WEBSOCKET_KEY));
            return false;
        }
        // Vert.x would gather it first, and tell nobody when it never comes or is too large.
        if (RequestRules.announcesBody(request)) {
            http.response().putHeader(HttpHeaders.CONNECTION, "close");
            http.fail(ProblemException.of(Refusal.WEBSOCKET_BODY));
            return false;
        }
        return true;
    }

    /** {@link ProblemException} when the page that asks may not open sockets here, or nobody may any more. */
    private void requireWelcome(HttpServerRequest request, Client client) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !scope.clients().welcomes(client, origin)) {
            scope.security().happened(SecurityLog.Event.ORIGIN_REJECTED, "origin", origin, "address", client.address());
            throw ProblemException.of(Refusal.FOREIGN_SITE);
        }
        if (ended) {
            throw ProblemException.later(LEAVING_RETRY_SECONDS, Refusal.NODE_LEAVING);
        }
    }

    /** With a token, or with none yet; those who watch may have none at all. */
    private void begin(Socket socket, HttpServerRequest request) {
        var token = request.getParam("token");
        socket.open(token);
        if (token == null && Watchers.isFor(socket) && request.getParam("user_id") != null) {
            if (scope.settings().unnamedMayWatch()) {
                hub.watchers().unnamed(socket);
            } else {
                socket.end(Disconnect.UNAUTHENTICATED);
            }
        }
    }

    private void open(HttpServerRequest request, Client client, Door.Place place, Wire wire, ConnectionLimits limits) {
        boolean batches = wire.equals(MainWire.WIRE) && !"false".equals(request.getParam("batch"));
        // The router's own socket is a wrapper that hides the channel; the connection below it does not.
        var channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        // Whatever becomes of the upgrade: a socket whose connection is gone has no place.
        channel.closeFuture().addListener(gone -> place.leave());
        request.toWebSocket()
                .onSuccess(socket -> {
                    var transport = new WebSocketTransport(
                            socket, channel, scope.settings().outflow());
                    var connection = new Connection(limits, wire, hub.now());
                    var opened = new Socket(hub, transport, connection, place, client.address(), batches);
                    if (!channel.isActive()) {
                        return; // it went meanwhile, and its place with it
                    }
                    new FrameGate(limits, hub::now, () -> opened.end(Disconnect.FLOODING)).guard(channel);
                    hub.opened(opened);
                    begin(opened, request);
                })
                .onFailure(failure -> {
                    place.leave();
                    scope.meters().connectionError();
                });
    }
}
