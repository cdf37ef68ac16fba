package io.miscord.gateway;

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
        int acceptsPerSecond) {}
