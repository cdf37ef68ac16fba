package io.miscord.contract;

import java.util.Collection;

/**
 * How high somebody stands in a server: whom they may act on, and which roles they may touch. The owner is above all.
 *
 * @param owner whether it is the owner's
 * @param position the highest position of the person's roles; 0 with everybody's role alone
 */
public record Rank(boolean owner, int position) {
    /** Whoever has no role but everybody's. */
    public static final Rank LOWEST = new Rank(false, 0);

    /** That of somebody with roles at these positions. */
    public static Rank of(boolean owner, Collection<Integer> positions) {
        return new Rank(
                owner, positions.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    /** Whether they may change, give and take a role at this position: one that is below their own highest. */
    public boolean mayEdit(int rolePosition) {
        return owner || position > rolePosition;
    }

    /** Whether they may act on somebody of this rank: below themselves, hence never on themselves or the owner. */
    public boolean mayActOn(Rank theirs) {
        return !theirs.owner && mayEdit(theirs.position);
    }
}
