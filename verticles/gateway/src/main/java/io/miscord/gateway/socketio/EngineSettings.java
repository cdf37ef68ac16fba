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
 * @param full bytes that may wait to be read before the session has no room
 * @param drained bytes that may still wait when it has room again
 * @param maxSessions sessions of a node, those included whose last packets wait; more are refused
 * @param maxNewByAddress sessions of one address that are not {@linkplain EngineLink#prove() proven}; more are refused
 */
public record EngineSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration closeTimeout,
        Duration sweep,
        int maxPayload,
        int maxPackets,
        int full,
        int drained,
        int maxSessions,
        int maxNewByAddress) {}
