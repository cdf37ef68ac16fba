package io.miscord.gateway;

import io.miscord.platform.config.Config;
import java.time.Duration;

/**
 * The gateway's bounds.
 *
 * @param maxConnections sockets of this node; above it, 503 with {@code Retry-After} before the upgrade
 * @param connection bounds of one connection
 * @param heartbeatInterval silence after which a socket is pinged
 * @param maxOutboundBytes bytes that wait to be read by a client; above it the socket is ended as too slow
 * @param maxFetches questions to PostgreSQL at a time, from this node, for what the bus lost or a client missed
 * @param sweepInterval how often positions are compared with PostgreSQL
 * @param linger how long somebody stays online after their last socket here is gone, for a page being reloaded
 * @param acceptsPerSecond sockets a node of this kind takes in, for the spread of those who lost theirs
 */
record GatewaySettings(
        int maxConnections,
        Connection.Limits connection,
        Duration heartbeatInterval,
        long maxOutboundBytes,
        int maxFetches,
        Duration sweepInterval,
        Duration linger,
        int acceptsPerSecond) {
    private static final long MAX_OUTBOUND_BYTES = 1024L * 1024;
    private static final int MAX_FETCHES = 16;
    private static final int ACCEPTS_PER_SECOND = 500;
    /** What the bus lost without anything after it is found out within this time. */
    private static final Duration SWEEP = Duration.ofSeconds(20);
    /** A page takes less than this to be loaded again. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** What the configuration says; what is no setting stands here. */
    static GatewaySettings of(Config.Gateway config) {
        return new GatewaySettings(
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
                SWEEP,
                LINGER,
                ACCEPTS_PER_SECOND);
    }

    /** The same, but positions and sessions are compared with the owners' this often. */
    GatewaySettings sweeping(Duration often) {
        return new GatewaySettings(
                maxConnections,
                connection,
                heartbeatInterval,
                maxOutboundBytes,
                maxFetches,
                often,
                linger,
                acceptsPerSecond);
    }
}
