package io.miscord.gateway;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Refusal;
import io.miscord.gateway.socketio.EngineServer;
import io.miscord.gateway.wire.LegacyChatWire;
import io.miscord.gateway.wire.LegacyNotificationsWire;
import io.miscord.gateway.wire.LegacyVoiceWire;
import io.miscord.gateway.wire.MainWire;
import io.miscord.gateway.wire.MonitorWire;
import io.miscord.gateway.wire.VoiceWire;
import io.miscord.gateway.wire.Wire;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.Edge;
import io.miscord.platform.http.RequestRules;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** The sockets of one event loop, and where they are opened. */
final class GatewayEdge implements Edge {
    private static final long TICK_MS = 1_000;

    private final GatewayScope scope;
    private final GatewayVerticle verticle;
    private Hub hub;
    private long ticker;
    private Upgrades upgrades;
    private EngineServer engine;

    @SuppressWarnings("NullAway.Init") // they belong to the event loop that open() is called on
    GatewayEdge(GatewayScope scope, GatewayVerticle verticle) {
        this.scope = scope;
        this.verticle = verticle;
    }

    @Override
    public Future<Void> open(Router router) {
        hub = new Hub(
                scope,
                verticle.feed(),
                verticle.presence(),
                verticle.calls(),
                scope.vertx().getOrCreateContext());
        verticle.add(hub);
        ticker = scope.vertx().setPeriodic(TICK_MS, tick -> hub.tick());
        upgrades = new Upgrades(scope, hub);
        var settings = scope.settings();
        var clock = scope.clock();
        router.route("/ws/*").handler(RequestRules::exact);
        var today = settings.connection();
        take(router, "/ws", today, http -> new MonitorWire(clock));
        take(router, "/ws/main", today, http -> MainWire.WIRE);
        take(router, "/ws/voice/:channelId", today.ofCall(), http -> {
            var resume = VoiceWire.resume(http.request().getParam("resume"));
            return new VoiceWire(channel(http), resume);
        });
        var legacy = settings.legacy();
        take(router, "/ws/legacy/notifications", legacy, http -> new LegacyNotificationsWire(clock));
        take(router, "/ws/legacy/chat/:channelId", legacy, http -> new LegacyChatWire(channel(http), clock));
        take(router, "/ws/legacy/voice/:channelId", legacy.ofCall(), http -> new LegacyVoiceWire(channel(http), clock));
        engine = new EngineServer(
                scope.vertx(),
                SocketIoHost.engine(settings),
                scope.engineSessions(),
                new SocketIoHost(scope, hub, upgrades, scope.engineSessions()));
        engine.open(router, "/socket.io/");
        return Future.succeededFuture();
    }

    private void take(Router router, String path, ConnectionLimits limits, Function<RoutingContext, Wire> wire) {
        router.get(path).handler(http -> upgrades.take(http, wire.apply(http), limits));
    }

    private static ChannelId channel(RoutingContext http) {
        try {
            return ChannelId.of(String.valueOf(http.pathParam("channelId")));
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(Refusal.NO_SUCH_CHANNEL);
        }
    }

    @Override
    public Future<Void> close() {
        upgrades.end();
        var herd = scope.herd();
        long overMs = herd.drainMs(scope.settings().drainTime().toMillis());
        long answersMs = scope.settings().answerTime().toMillis();
        return new Drain(scope.vertx(), hub, overMs, herd.spreadMs(), answersMs, ThreadLocalRandom.current())
                .run()
                .onComplete(drained -> {
                    scope.vertx().cancelTimer(ticker);
                    hub.endAll(Disconnect.GOING_AWAY);
                    engine.close();
                });
    }
}
