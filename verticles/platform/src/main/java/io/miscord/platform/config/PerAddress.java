package io.miscord.platform.config;

/**
 * What one network address may have of a node's {@link Accepts}; beyond it 429 with {@code Retry-After}. The machine's
 * own addresses are not counted.
 *
 * @param perSecond sockets it may open each second in the long run
 * @param burst sockets it may open at once
 * @param unauthenticated its sockets that have not said yet who they are
 */
public record PerAddress(
        @Setting(value = "50", min = "1", max = "100000") int perSecond,

        @Setting(value = "100", min = "1", max = "100000") int burst,

        @Setting(value = "100", min = "1", max = "100000") int unauthenticated) {}
