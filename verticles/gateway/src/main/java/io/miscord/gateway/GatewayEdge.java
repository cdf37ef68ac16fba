package io.miscord.gateway;

import io.miscord.gateway.wire.MainWire;
import io.miscord.platform.http.Edge;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.concurrent.ThreadLocalRandom;

/** The sockets of one event loop, and where they are opened. */
final class GatewayEdge implements Edge {
    private static final long TICK_MS = 1_000;

    private final GatewayScope scope;
    private final GatewayVerticle verticle;
    private Hub hub;
    private long ticker;
    private Upgrades upgrades;

    @SuppressWarnings("NullAway.Init") // they belong to the event loop that open() is called on
    GatewayEdge(GatewayScope scope, GatewayVerticle verticle) {
        this.scope = scope;
        this.verticle = verticle;
    }

    @Override
    public Future<Void> open(Router router) {
        hub = new Hub(scope, verticle.feed(), verticle.presence(), scope.vertx().getOrCreateContext());
        verticle.add(hub);
        ticker = scope.vertx().setPeriodic(TICK_MS, tick -> hub.tick());
        upgrades = new Upgrades(scope, hub);
        router.get("/ws/main").handler(http -> upgrades.take(http, MainWire.WIRE));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        upgrades.end();
        var herd = scope.herd();
        long overMs = herd.drainMs(scope.settings().drainTime().toMillis());
        return new Drain(scope.vertx(), hub, overMs, herd.spreadMs(), ThreadLocalRandom.current())
                .run()
                .onComplete(drained -> {
                    scope.vertx().cancelTimer(ticker);
                    hub.endAll(Disconnect.GOING_AWAY);
                });
    }
}
