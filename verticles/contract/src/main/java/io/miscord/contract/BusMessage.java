package io.miscord.contract;

/**
 * All that crosses the bus. On a node it travels by reference, so everything below is immutable; between nodes as
 * bytes.
 */
public sealed interface BusMessage permits Ask, Answer, Hints, Heads, NodeStatus {}
