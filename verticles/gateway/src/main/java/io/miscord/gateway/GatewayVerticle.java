package io.miscord.gateway;

import io.miscord.platform.presence.PresenceStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * The part of the gateway that is there once a node: it hears the events of the bus for all hubs, and keeps who is
 * online here.
 */
public final class GatewayVerticle extends VerticleBase {
    private final GatewayScope scope;
    private final PresenceStore store;
    private EventFeed feed;
    private NodePresence presence;
    private NodeCalls calls;
    private SessionSweep sessions;

    @SuppressWarnings("NullAway.Init") // its parts belong to the verticle's own context, which start() is called on
    GatewayVerticle(GatewayScope scope, PresenceStore store) {
        this.scope = scope;
        this.store = store;
    }

    @Override
    public Future<?> start() {
        feed = new EventFeed(
                vertx, scope.bus(), scope.meters(), scope.settings().maxFetches());
        feed.start(scope.settings().sweepInterval().toMillis());
        presence = new NodePresence(vertx, scope.bus(), store, scope.settings().linger());
        presence.start();
        calls = new NodeCalls(vertx, scope.bus(), scope.meters().voice());
        calls.start();
        feed.tellOfCalls(calls);
        sessions = new SessionSweep(vertx, scope.bus());
        sessions.start(scope.settings().sweepInterval().toMillis());
        scope.meters().repairs(feed::repairs);
        scope.meters()
                .gauge("miscord.stream.fetches", "Questions to PostgreSQL for events that were missed", feed::fetched);
        scope.meters().activeChannels(feed::streams);
        return Future.succeededFuture();
    }

    /** A hub of this node takes part. */
    void add(Hub hub) {
        feed.add(hub);
        calls.add(hub);
        sessions.add(hub);
    }

    EventFeed feed() {
        return feed;
    }

    NodeCalls calls() {
        return calls;
    }

    NodePresence presence() {
        return presence;
    }
}
