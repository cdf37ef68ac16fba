package io.miscord.platform.config;

/**
 * Faults on purpose, for trials of what heals them; never in service, and warned about at the start.
 *
 * @param dropHints of 100 hints to another node, how many are lost
 * @param reorderHints of 100 hints to another node, how many are overtaken by later ones
 * @param seed where the chance comes from
 */
public record Chaos(
        @Setting(value = "0", min = "0", max = "100") int dropHints,
        @Setting(value = "0", min = "0", max = "100") int reorderHints,

        @Setting(value = "0", min = "0", max = "2147483647") int seed) {}
