package io.miscord.platform.bus;

/**
 * How many hints to other nodes are lost and swapped on purpose, so that a trial can show what heals them. Never in
 * service: {@link #NONE} is what a node has unless its configuration says otherwise.
 *
 * @param dropPercent of 100 hints to one other node, how many never leave
 * @param reorderPercent of 100 hints, how many leave after some that came later
 * @param seed where the chance comes from; the same seed and the same hints have the same fate
 */
public record HintFaults(int dropPercent, int reorderPercent, long seed) {
    /** All hints leave, in their order. */
    public static final HintFaults NONE = new HintFaults(0, 0, 0);

    /** Whether anything is done to hints at all. */
    public boolean none() {
        return dropPercent == 0 && reorderPercent == 0;
    }
}
