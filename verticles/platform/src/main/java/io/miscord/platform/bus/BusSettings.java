package io.miscord.platform.bus;

import java.time.Duration;

/**
 * The bus's bounds.
 *
 * @param askTimeout how long an ask waits for its answer before it is UNAVAILABLE
 * @param maxAsksPerOwner asks that one owner instance works on at a time; more are refused with {@code retryAfter}
 * @param relayHints hints queued for one other node before they are dropped and it repairs itself
 * @param relayBytes the same in bytes
 * @param ackTimeout how long another node may take to acknowledge a batch of hints
 * @param statusInterval how often a node tells the others of itself
 * @param silence after how long without a word a node is taken for gone
 */
public record BusSettings(
        Duration askTimeout,
        int maxAsksPerOwner,
        int relayHints,
        long relayBytes,
        Duration ackTimeout,
        Duration statusInterval,
        Duration silence) {
    /** What a node uses. */
    public static final BusSettings DEFAULT = new BusSettings(
            Duration.ofSeconds(8),
            512,
            20_000,
            8L * 1024 * 1024,
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
}
