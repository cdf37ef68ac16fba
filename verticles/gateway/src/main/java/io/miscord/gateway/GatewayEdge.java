package io.miscord.gateway;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.Edge;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The sockets of one event loop: {@code /ws/main} and what must hold before a request becomes a socket. */
final class GatewayEdge implements Edge {
    private static final long TICK_MS = 1_000;
    private static final String FULL_RETRY_SECONDS = "5";

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
        scope.vertx().cancelTimer(ticker);
        hub.endAll(Disconnect.GOING_AWAY);
        return Future.succeededFuture();
    }

    private void upgrade(RoutingContext http) {
        var request = http.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            http.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            http.fail(ProblemException.of(Problem.Kind.INVALID, "This address is for WebSockets only."));
            return;
        }
        var client = scope.clients().of(request);
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !scope.clients().welcomes(client, origin)) {
            scope.security().happened(SecurityLog.Event.ORIGIN_REJECTED, "origin", origin, "address", client.address());
            http.fail(ProblemException.of(Problem.Kind.FORBIDDEN, "Pages of that site may not open sockets here."));
            return;
        }
        if (leaving || !scope.admit()) {
            scope.meters().connectionRefused();
            http.response().putHeader(HttpHeaders.RETRY_AFTER, FULL_RETRY_SECONDS);
            http.fail(new ProblemException(Problem.unavailable(
                    "This node holds as many connections as it may.", Integer.parseInt(FULL_RETRY_SECONDS))));
            return;
        }
        boolean batches = !"false".equals(request.getParam("batch"));
        // The router's own socket is a wrapper that hides the channel; the connection below it does not.
        var channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        request.toWebSocket()
                .onSuccess(socket -> {
                    var limits = scope.settings().connection();
                    var connection = new Connection(limits, hub.now());
                    var opened = new Socket(hub, socket, channel, connection, client.address(), batches);
                    new FrameGate(limits, hub::now, () -> opened.end(Disconnect.FLOODING)).guard(channel);
                    hub.opened(opened);
                    opened.open(request.getParam("token"));
                })
                .onFailure(failure -> {
                    scope.release();
                    scope.meters().connectionError();
                });
    }
}
