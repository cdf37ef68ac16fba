package io.miscord.gateway.socketio;

import java.time.Duration;

/**
 * Timings and bounds of Engine.IO sessions.
 *
 * @param pingInterval from one ping of the server to the next
 * @param pingTimeout how long a ping may stay unanswered before the session ends
 * @param upgradeTimeout how long a WebSocket beside a polling session may take to become its transport
 * @param closeTimeout how long the last packets of a session that the server ended wait for a poll
 * @param sweep how often time is looked at for all sessions; pings and ends may be late by as much
 * @param maxPayload bytes of a message, and of the body of a POST; more ends the session
 * @param maxPackets packets in the body of a POST; more ends the session
 * @param posts what a session may say by POST
 * @param full bytes that may wait to be read before the session has no room
 * @param drained bytes that may still wait when it has room again
 * @param capacity how many sessions a node has
 */
public record EngineSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration closeTimeout,
        Duration sweep,
        int maxPayload,
        int maxPackets,
        Posts posts,
        int full,
        int drained,
        Capacity capacity) {

    /**
     * The pace of what one session says by POST, counted in packets and started {@value #PIECE} bytes of a body; more
     * ends the session.
     *
     * @param burst at once
     * @param perSecond each second in the long run
     */
    public record Posts(int burst, int perSecond) {
        /** Bytes of a body that count as much as a packet. */
        static final int PIECE = 8 * 1024;
    }

    /**
     * How many sessions a node has, those included whose last packets wait; more are refused. Whoever is new takes no
     * place of those who are {@linkplain EngineLink#prove() proven}.
     *
     * @param proven proven sessions
     * @param unproven sessions beside them whose client is nobody yet
     * @param unprovenByAddress those of one address
     * @param unprovenBytes bytes that may wait for the polls of one of them, with what they cost; more ends it. Whoever
     *     speaks over a proven session looks after that
     */
    public record Capacity(int proven, int unproven, int unprovenByAddress, int unprovenBytes) {}
}
