package io.miscord.gateway;

import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Config;
import io.miscord.platform.http.Clients;
import io.miscord.platform.http.Edge;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.platform.security.AccessTokens;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The gateway of one node, as the node deploys it: one {@link GatewayVerticle}, which hears the bus, and one edge per
 * event loop, which holds sockets. Made once a node.
 */
public final class Gateway {
    private static final long MAX_OUTBOUND_BYTES = 1024L * 1024;
    private static final int MAX_FETCHES = 16;
    private static final int ACCEPTS_PER_SECOND = 500;

    private final GatewayVerticle verticle;

    private final GatewayScope scope;

    public Gateway(
            Vertx vertx,
            Bus bus,
            AccessTokens tokens,
            PresenceStore presence,
            Meters meters,
            Clients clients,
            Config.Gateway config) {
        var settings = new GatewaySettings(
                config.maxConnections(),
                new Connection.Limits(
                        config.authenticateTimeout(),
                        config.heartbeatInterval(),
                        config.maxFrame().toInt(),
                        config.framesPerSecond(),
                        config.frameBurst()),
                config.heartbeatInterval(),
                MAX_OUTBOUND_BYTES,
                MAX_FETCHES,
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                ACCEPTS_PER_SECOND);
        this.scope = new GatewayScope(vertx, bus, tokens, clients, settings, meters);
        this.verticle = new GatewayVerticle(scope, presence);
    }

    /** To be deployed once, on an event loop, before any edge is opened. */
    public GatewayVerticle verticle() {
        return verticle;
    }

    /** A new edge for each event loop of the front. */
    public Supplier<Edge> edges() {
        return () -> new GatewayEdge(scope, verticle);
    }

    /** Sockets that this node holds now. */
    public int connections() {
        return scope.connections();
    }
}
