package io.miscord.gateway;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.Outbound;
import io.miscord.platform.config.PerAddress;
import java.time.Duration;

/**
 * The gateway's bounds.
 *
 * @param maxConnections sockets of this node; above it, 503 with {@code Retry-After} before the upgrade
 * @param connection bounds of one connection
 * @param legacy the same for the previous generation's clients, who need not show signs of life as often
 * @param heartbeatInterval silence after which a socket is pinged
 * @param outflow what a socket may have waiting to be read
 * @param batching how events of a stream gather
 * @param maxFetches questions to PostgreSQL at a time, from this node, for what the bus lost or a client missed
 * @param sweepInterval how often positions are compared with PostgreSQL
 * @param linger how long somebody stays online after their last socket here is gone, for a page being reloaded
 * @param acceptsPerSecond sockets a node takes in each second in the long run
 * @param acceptBurst sockets it takes in at once; beyond it 503 with {@code Retry-After}
 * @param perAddress what of it one address may have
 * @param unnamedMayWatch whether anyone may see load and health without signing in
 * @param drainTime over how long a leaving node sends its sockets away at most
 * @param answerTime how long it waits then for what its sockets have asked; a client cut off asks again elsewhere
 */
record GatewaySettings(
        int maxConnections,
        ConnectionLimits connection,
        ConnectionLimits legacy,
        Duration heartbeatInterval,
        Outflow.Bounds outflow,
        Batching batching,
        int maxFetches,
        Duration sweepInterval,
        Duration linger,
        int acceptsPerSecond,
        int acceptBurst,
        AddressLimits.Bounds perAddress,
        boolean unnamedMayWatch,
        Duration drainTime,
        Duration answerTime) {
    private static final int MAX_BATCH_BYTES = 32 * 1024;
    private static final int MAX_FETCHES = 16;
    /** What was lost with the node that was to tell it is found out within this time. */
    private static final Duration SWEEP = Duration.ofSeconds(20);
    /** Most answers take less; a client that is cut off asks again elsewhere, by the same nonce. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(5);
    /** A page takes less than this to be loaded again. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** What the configuration says; what is no setting stands here. */
    static GatewaySettings of(Config all) {
        var config = all.gateway();
        return new GatewaySettings(
                config.maxConnections(),
                connection(config, config.heartbeatInterval().multipliedBy(5).dividedBy(2)),
                connection(config, config.idleTimeout()),
                config.heartbeatInterval(),
                outflow(config.outbound()),
                new Batching((int) config.flushInterval().toMillis(), config.batchSize(), MAX_BATCH_BYTES),
                MAX_FETCHES,
                SWEEP,
                LINGER,
                config.accepts().perSecond(),
                config.accepts().burst(),
                perAddress(config.accepts().perAddress()),
                all.monitoring().unnamed(),
                config.drainTime(),
                ANSWER_TIME);
    }

    /** The same, but positions and sessions are compared with the owners' this often. */
    GatewaySettings sweeping(Duration often) {
        return new GatewaySettings(
                maxConnections,
                connection,
                legacy,
                heartbeatInterval,
                outflow,
                batching,
                maxFetches,
                often,
                linger,
                acceptsPerSecond,
                acceptBurst,
                perAddress,
                unnamedMayWatch,
                drainTime,
                answerTime);
    }

    /** The same, but a leaving node waits so long for answers. */
    GatewaySettings answering(Duration within) {
        return new GatewaySettings(
                maxConnections,
                connection,
                legacy,
                heartbeatInterval,
                outflow,
                batching,
                maxFetches,
                sweepInterval,
                linger,
                acceptsPerSecond,
                acceptBurst,
                perAddress,
                unnamedMayWatch,
                drainTime,
                within);
    }

    private static AddressLimits.Bounds perAddress(PerAddress config) {
        return new AddressLimits.Bounds(config.perSecond(), config.burst(), config.unauthenticated());
    }

    private static ConnectionLimits connection(Config.Gateway config, Duration patience) {
        return new ConnectionLimits(
                config.authenticateTimeout(),
                config.heartbeatInterval(),
                patience,
                config.maxFrame().toInt(),
                config.framesPerSecond(),
                config.frameBurst());
    }

    private static Outflow.Bounds outflow(Outbound config) {
        int full = config.full().toInt();
        return new Outflow.Bounds(
                config.soft().toInt(),
                full,
                full / 4,
                config.most().toInt(),
                config.patience().toMillis());
    }
}
