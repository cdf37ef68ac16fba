package io.miscord.platform.metrics;

/**
 * Figures of a moment, of which the performance line and a node's pulse are made; counts are since the start.
 *
 * @param messages events written to sockets, each for each socket
 * @param latencies how many latencies were measured; {@code latencyTotalMs} is their sum
 * @param stored messages stored by this node, repeated ones not counted
 */
record Performance(
        int connections,
        int channels,
        long messages,
        long latencies,
        double latencyTotalMs,
        long stored,
        long memoryBytes,
        double cpu) {}
