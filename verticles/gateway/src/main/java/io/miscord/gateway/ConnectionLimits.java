package io.miscord.gateway;

import java.time.Duration;

/**
 * The bounds of a connection.
 *
 * @param heartbeatInterval silence after which the client is asked for a sign of life
 * @param patience silence after which the socket is ended
 * @param maxFrame characters of a frame, {@code authenticate} excepted
 */
record ConnectionLimits(
        Duration authenticateTimeout,
        Duration heartbeatInterval,
        Duration patience,
        int maxFrame,
        int framesPerSecond,
        int frameBurst) {
    /** How many times the time for authenticating somebody may wait to be let in. */
    private static final int ADMISSION_TIMEOUTS = 3;

    /** Those of a socket for a call alone: whoever comes to seven others has much to say at once. */
    ConnectionLimits ofCall() {
        int burst = 3 * frameBurst;
        return new ConnectionLimits(
                authenticateTimeout, heartbeatInterval, patience, maxFrame, 2 * framesPerSecond, burst);
    }

    /** How long somebody whose token is good may wait to be let in. */
    long admissionMs() {
        return authenticateTimeout.toMillis() * ADMISSION_TIMEOUTS;
    }
}
