package io.miscord.gateway;

import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.gateway.socketio.EngineSessions;
import io.miscord.gateway.wire.MonitorWire;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.http.Clients;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What all hubs of a node share. Safe on any thread. */
final class GatewayScope {
    private static final long BACKOFF_BASE_MS = 1_000;
    private static final long BACKOFF_CAP_MS = 30_000;

    private final InstantSource clock = () -> Instant.ofEpochMilli(System.currentTimeMillis());
    private final Vertx vertx;
    private final Bus bus;
    private final AccessTokens tokens;
    private final Clients clients;
    private final GatewaySettings settings;
    private final PersonLimits limits;
    private final SecurityLog security;
    private final Meters meters;
    private final Door door;
    private final LoadFrames load;
    private final EngineSessions engineSessions = new EngineSessions();
    private final AtomicInteger lagging = new AtomicInteger();

    GatewayScope(
            Vertx vertx,
            Bus bus,
            AccessTokens tokens,
            Clients clients,
            GatewaySettings settings,
            PersonLimits limits,
            SecurityLog security,
            Meters meters) {
        this.vertx = vertx;
        this.bus = bus;
        this.tokens = tokens;
        this.clients = clients;
        this.settings = settings;
        this.door = new Door(settings, security, meters);
        this.limits = limits;
        this.load = new LoadFrames(bus, new MonitorWire(clock));
        this.security = security;
        this.meters = meters;
        meters.gauge("miscord.sockets.lagging", "Sockets that read more slowly than is written", lagging::get);
    }

    Vertx vertx() {
        return vertx;
    }

    Bus bus() {
        return bus;
    }

    AccessTokens tokens() {
        return tokens;
    }

    Clients clients() {
        return clients;
    }

    GatewaySettings settings() {
        return settings;
    }

    PersonLimits limits() {
        return limits;
    }

    SecurityLog security() {
        return security;
    }

    Meters meters() {
        return meters;
    }

    /** The time of day. */
    InstantSource clock() {
        return clock;
    }

    /** What watchers are told each second. */
    LoadFrames load() {
        return load;
    }

    /** The node's sessions of Engine.IO. */
    EngineSessions engineSessions() {
        return engineSessions;
    }

    int connections() {
        return door.connections();
    }

    /** The way in for sockets. */
    Door door() {
        return door;
    }

    /** So many sockets more, or less, have more waiting to be read than they take. */
    void lagging(int change) {
        lagging.addAndGet(change);
    }

    /** These events, just come, were written to sockets of one hub; so many writes in all. */
    void delivered(List<StreamEvent> events, int writes) {
        if (writes == 0) {
            return;
        }
        meters.messagesSent(writes);
        if (events.size() > 1) {
            meters.batch();
        }
        long now = System.currentTimeMillis();
        for (var event : events) {
            if (event.acceptedAt() > 0) {
                meters.sendLatency(Duration.ofMillis(Math.max(0, now - event.acceptedAt())));
            }
        }
    }

    /** This node's sockets, should it go. */
    Herd herd() {
        var survivors = bus.nodes().stream()
                .filter(node -> !node.node().equals(bus.node()) && !node.leaving())
                .filter(node -> node.verticles().contains("gateway"))
                .count();
        return new Herd(door.connections(), Math.toIntExact(survivors), settings.acceptsPerSecond());
    }

    /** How clients are to come back; the spread keeps those who lose this node from meeting at one moment elsewhere. */
    static ServerFrame.ReconnectPolicy reconnect(Herd herd) {
        return new ServerFrame.ReconnectPolicy(BACKOFF_BASE_MS, BACKOFF_CAP_MS, herd.spreadMs());
    }
}
