package io.miscord.platform.metrics;

/** Figures of a moment, of which the performance line and a node's pulse are made; counts are since the start. */
record Performance(
        int connections,
        int channels,
        long messages,
        long latencies,
        double latencyTotalMs,
        long stored,
        long memoryBytes,
        double cpu) {}
