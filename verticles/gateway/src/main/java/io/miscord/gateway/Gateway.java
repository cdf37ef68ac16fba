package io.miscord.gateway;

import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.Allowances;
import io.miscord.platform.http.Clients;
import io.miscord.platform.http.Edge;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * The gateway of one node, as the node deploys it: one {@link GatewayVerticle}, which hears the bus, and one edge per
 * event loop, which holds sockets. Made once a node.
 */
public final class Gateway {
    private final GatewayVerticle verticle;
    private final GatewayScope scope;

    public Gateway(
            Vertx vertx,
            Bus bus,
            AccessTokens tokens,
            PresenceStore presence,
            Allowances allowances,
            SecurityLog security,
            Meters meters,
            Clients clients,
            Config config) {
        this.scope = new GatewayScope(
                vertx,
                bus,
                tokens,
                clients,
                GatewaySettings.of(config),
                new PersonLimits(allowances, security, config.limits().requestsPerSecond()),
                security,
                meters);
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

    /** Another node is gone: its people are told of, unless they come elsewhere. Safe on any thread. */
    public void gone(String node) {
        verticle.presence().gone(node);
    }
}
