package io.miscord.platform.config;

import java.time.Duration;

/**
 * What may wait to be read by one client.
 *
 * @param soft above it, the client gets no typing and no presence
 * @param full above it, its streams stop; they are caught up once a quarter is left
 * @param most above it, its socket is ended with 4009; the greeting does not count
 * @param patience how long it may take to drain before its socket is ended with 4009; longer with a large greeting
 */
public record Outbound(
        @Setting(value = "128KB", min = "4KB", max = "64MB") DataSize soft,

        @Setting(value = "256KB", min = "16KB", max = "64MB")
        DataSize full,

        @Setting(value = "1MB", min = "64KB", max = "256MB") DataSize most,

        @Setting(value = "30s", min = "1s", max = "10m") Duration patience) {}
