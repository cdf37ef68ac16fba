package io.miscord.node;

import io.miscord.platform.config.Config;
import io.miscord.platform.http.BodyMemory;
import io.miscord.platform.http.Edge;
import io.miscord.platform.http.ProblemHandler;
import io.miscord.platform.http.RequestRules;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The node's one HTTP port, on one event loop: a router with the operations' routes and those of every edge that runs
 * here. One instance an event loop; Vert.x spreads connections over them.
 */
final class FrontVerticle extends VerticleBase {
    /** Bytes of a WebSocket frame that is read at all; {@code gateway.maxFrame} decides below this. */
    private static final int MAX_FRAME = 1024 * 1024;
    /** Silence that ends any connection; longer than balancers keep one, and sockets are pinged more often. */
    private static final int IDLE_SECONDS = 75;
    /** Connections that the kernel holds until they are accepted: those of another node that died come at once. */
    private static final int BACKLOG = 4_096;
    /** All instances share the one port that the system chose. */
    private static final int SHARED_RANDOM_PORT = -1;

    private final Config.Http config;
    private final BodyMemory memory;
    private final Consumer<Router> operations;
    private final List<Supplier<Edge>> kinds;
    private final AtomicInteger actualPort;
    private final List<Edge> edges = new ArrayList<>();
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // the server is made on the verticle's own event loop, in start()
    FrontVerticle(
            Config.Http config,
            BodyMemory memory,
            Consumer<Router> operations,
            List<Supplier<Edge>> kinds,
            AtomicInteger actualPort) {
        this.config = config;
        this.memory = memory;
        this.operations = operations;
        this.kinds = kinds;
        this.actualPort = actualPort;
    }

    /**
     * Says that the port is taken before anything is started or written: a second start of a node that runs must not
     * touch what the first one stands on. {@link StartException} if it is.
     */
    static void requireFree(Config.Http config) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (IOException e) {
            throw new StartException(
                    "http.host, http.port: cannot listen on " + config.host() + ":" + config.port(), e);
        }
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        ProblemHandler.on(router);
        RequestRules.on(router, config.bodyTimeout(), memory);
        operations.accept(router);
        Future<Void> opened = Future.succeededFuture();
        for (var kind : kinds) {
            var edge = kind.get();
            edges.add(edge);
            opened = opened.compose(before -> edge.open(router));
        }
        server = vertx.createHttpServer(options()).requestHandler(router);
        return opened.compose(all -> server.listen()).onSuccess(listening -> actualPort.set(listening.actualPort()));
    }

    @Override
    public Future<?> stop() {
        return Future.join(edges.stream().map(Edge::close).toList())
                .otherwiseEmpty()
                .eventually(() -> server.shutdown(1, TimeUnit.SECONDS));
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port() == 0 ? SHARED_RANDOM_PORT : config.port())
                .setAcceptBacklog(BACKLOG)
                .setMaxHeaderSize(config.headerLimit().toInt())
                .setMaxInitialLineLength(config.headerLimit().toInt())
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                // A context and a compression per socket; frames are compressed once for all, or not at all.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(MAX_FRAME)
                .setMaxWebSocketMessageSize(MAX_FRAME);
    }
}
