package io.miscord.platform.config;

/**
 * How many sockets a node takes in; beyond it 503 with {@code Retry-After}, before the upgrade.
 *
 * @param perSecond each second in the long run; what clients are told to spread over depends on it
 * @param burst at once
 * @param perAddress what of it one network address may have
 */
public record Accepts(
        @Setting(value = "200", min = "1", max = "100000") int perSecond,

        @Setting(value = "200", min = "1", max = "100000") int burst,

        PerAddress perAddress) {}
