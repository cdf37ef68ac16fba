package io.miscord.persistence.roles;

import io.miscord.contract.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server's roles above everybody's, in their order. Positions have gaps, so that whatever moves mostly moves alone;
 * where there is no room left all are numbered anew, in the same order. Pure; for one change.
 */
final class RoleOrder {
    private static final int GAP = 1_000;
    /** How far below the lowest role a new one goes, while there is room. */
    private static final int STEP = 10;

    private static final int HIGHEST = 1_000_000_000;

    private final List<Role> order = new ArrayList<>();
    private final Set<Role> before;

    /** The order of these roles; everybody's is left out, for it never moves. */
    RoleOrder(List<Role> lowestFirst) {
        lowestFirst.stream().filter(role -> role.position() > 0).forEach(order::add);
        before = Set.copyOf(order);
    }

    /** The position of a new role below all of them; they may have to move up for it. */
    int below() {
        if (order.isEmpty()) {
            return GAP;
        }
        if (order.getFirst().position() < 2) {
            numberAnew();
        }
        int lowest = order.getFirst().position();
        return lowest - Math.min(STEP, lowest / 2);
    }

    /**
     * Puts a role at a place, counted from below: 1 is the lowest; what is too high is the top.
     *
     * @param role one of them, at whatever position
     */
    void move(Role role, int place) {
        int from = indexOf(role);
        int to = Math.min(place, order.size()) - 1;
        if (from == to) {
            return;
        }
        var moving = order.remove(from);
        int below = to == 0 ? 0 : order.get(to - 1).position();
        var position = between(below, to == order.size() ? null : order.get(to).position());
        if (position == null) {
            order.add(to, moving);
            numberAnew();
        } else {
            order.add(to, moving.at(position));
        }
    }

    /** Those whose position is another than at the beginning, the lowest first. */
    List<Role> moved() {
        return order.stream().filter(role -> !before.contains(role)).toList();
    }

    private int indexOf(Role role) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).id().equals(role.id())) {
                return i;
            }
        }
        throw new IllegalArgumentException("no role of this order");
    }

    /** A position between two, or above one; null where there is none. */
    private static @Nullable Integer between(int below, @Nullable Integer above) {
        if (above == null) {
            return below > HIGHEST ? null : Integer.valueOf(below + GAP);
        }
        return above - below < 2 ? null : Integer.valueOf(below + (above - below) / 2);
    }

    private void numberAnew() {
        for (int i = 0; i < order.size(); i++) {
            order.set(i, order.get(i).at((i + 1) * GAP));
        }
    }
}
