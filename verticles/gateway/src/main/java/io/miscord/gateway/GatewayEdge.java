package io.miscord.gateway;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.Client;
import io.miscord.platform.http.Edge;
import io.miscord.platform.http.RequestRules;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The sockets of one event loop: {@code /ws/main} and what must hold before a request becomes a socket. */
final class GatewayEdge implements Edge {
    private static final long TICK_MS = 1_000;
    private static final int LEAVING_RETRY_SECONDS = 1;
    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String VERSION = "13";
    private static final int UPGRADE_REQUIRED = 426;
    private static final int KEY_BYTES = 16;

    private final GatewayScope scope;
    private final GatewayVerticle verticle;
    private Hub hub;
    private long ticker;
    private boolean leaving;

    @SuppressWarnings("NullAway.Init") // the hub belongs to the event loop that open() is called on
    GatewayEdge(GatewayScope scope, GatewayVerticle verticle) {
        this.scope = scope;
        this.verticle = verticle;
    }

    @Override
    public Future<Void> open(Router router) {
        hub = new Hub(scope, verticle.feed(), verticle.presence(), scope.vertx().getOrCreateContext());
        verticle.add(hub);
        ticker = scope.vertx().setPeriodic(TICK_MS, tick -> hub.tick());
        router.get("/ws/main").handler(this::upgrade);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        leaving = true;
        var herd = scope.herd();
        long overMs = herd.drainMs(scope.settings().drainTime().toMillis());
        long answersMs = scope.settings().answerTime().toMillis();
        return new Drain(scope.vertx(), hub, overMs, herd.spreadMs(), answersMs, ThreadLocalRandom.current())
                .run()
                .onComplete(drained -> {
                    scope.vertx().cancelTimer(ticker);
                    hub.endAll(Disconnect.GOING_AWAY);
                });
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void upgrade(RoutingContext http) {
        var client = scope.clients().of(http.request());
        if (isWebSocket(http) && isWelcome(http, client)) {
            place(http, client).ifPresent(place -> open(http.request(), client, place));
        }
    }

    /** Whether the request asks for a WebSocket as RFC 6455 wants it; else it is answered. */
    private static boolean isWebSocket(RoutingContext http) {
        var request = http.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            http.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            http.fail(ProblemException.of(Problem.Kind.INVALID, "This address is for WebSockets only."));
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
            http.fail(ProblemException.of(Problem.Kind.INVALID, "Sec-WebSocket-Key: 16 bytes in Base64."));
            return false;
        }
        // Vert.x would gather it first, and tell nobody when it never comes or is too large.
        if (RequestRules.announcesBody(request)) {
            http.response().putHeader(HttpHeaders.CONNECTION, "close");
            http.fail(ProblemException.of(Problem.Kind.INVALID, "A request for a WebSocket has no body."));
            return false;
        }
        return true;
    }

    /** Whether the page that asks may; else it is answered. */
    private boolean isWelcome(RoutingContext http, Client client) {
        var origin = http.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || scope.clients().welcomes(client, origin)) {
            return true;
        }
        scope.security().happened(SecurityLog.Event.ORIGIN_REJECTED, "origin", origin, "address", client.address());
        http.fail(ProblemException.of(Problem.Kind.FORBIDDEN, "Pages of that site may not open sockets here."));
        return false;
    }

    /** Takes a place for a socket, if one may come now; else the request is answered. */
    private Optional<Door.Place> place(RoutingContext http, Client client) {
        try {
            if (leaving) {
                throw new ProblemException(Problem.unavailable("This node is leaving.", LEAVING_RETRY_SECONDS));
            }
            return Optional.of(scope.door().enter(client));
        } catch (ProblemException refused) {
            scope.meters().connectionRefused();
            http.fail(refused);
            return Optional.empty();
        }
    }

    private void open(HttpServerRequest request, Client client, Door.Place place) {
        boolean batches = !"false".equals(request.getParam("batch"));
        // The router's own socket is a wrapper that hides the channel; the connection below it does not.
        var channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        // Whatever becomes of the upgrade, whose connection is gone has no place.
        channel.closeFuture().addListener(gone -> place.leave());
        request.toWebSocket()
                .onSuccess(socket -> {
                    var limits = scope.settings().connection();
                    var connection = new Connection(limits, hub.now());
                    var opened = new Socket(hub, socket, channel, connection, place, client.address(), batches);
                    if (!channel.isActive()) {
                        return; // it went meanwhile, and its place with it
                    }
                    new FrameGate(limits, hub::now, () -> opened.end(Disconnect.FLOODING)).guard(channel);
                    hub.opened(opened);
                    opened.open(request.getParam("token"));
                })
                .onFailure(failure -> {
                    place.leave();
                    scope.meters().connectionError();
                });
    }
}
