package io.miscord.contract;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node measures of itself and tells the others with each {@link NodeStatus}.
 *
 * @param uptimeSeconds since its start
 * @param watchers monitoring sockets it holds
 * @param messages messages that it has stored since its start; repeated ones are not counted
 * @param messagesPerSecond the same in each of the last seconds
 * @param deliveries events that it has written to sockets since its start
 * @param deliveriesPerSecond the same in each of the last seconds
 * @param latencyP50 seconds from a message's receipt to the writes to its sockets, median of the last minutes
 * @param latencyP99 the same, 99th percentile
 * @param eventLoopLagMs how late its event loops were, at worst, in the last seconds
 * @param cpu share of the machine's processors, 0 to 1
 * @param memoryBytes memory that it has in RAM
 * @param breakers {@code closed}, {@code half_open} or {@code open}, by dependency
 */
public record NodeFigures(
        long uptimeSeconds,
        int watchers,
        long messages,
        double messagesPerSecond,
        long deliveries,
        double deliveriesPerSecond,
        double latencyP50,
        double latencyP99,
        double eventLoopLagMs,
        double cpu,
        long memoryBytes,
        Map<String, String> breakers) {
    /** Breakers are listed by name. */
    public NodeFigures {
        breakers = Collections.unmodifiableMap(new TreeMap<>(breakers));
    }
}
