package io.miscord.persistence.channels;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a server in their places. Siblings are the channels of one category, those outside of any, and the
 * categories themselves. Positions may have gaps, so that whatever goes leaves all others alone; whoever names a
 * position means the place of the sibling that has it, or the next higher one. Pure; for one change.
 */
final class ChannelOrder {
    private final Map<Siblings, List<Channel>> lists = new HashMap<>();
    private final List<Siblings> order = new ArrayList<>();
    private final Set<Channel> before;

    private record Siblings(boolean categories, @Nullable ChannelId parent) {
        static Siblings of(ChannelType type, @Nullable ChannelId parent) {
            return type == ChannelType.CATEGORY ? new Siblings(true, null) : new Siblings(false, parent);
        }
    }

    /** The channels of a server, in order. */
    ChannelOrder(List<Channel> inOrder) {
        before = Set.copyOf(inOrder);
        inOrder.forEach(channel ->
                siblings(Siblings.of(channel.type(), channel.parentId())).add(channel));
    }

    /** One of them, where it is by now. */
    Optional<Channel> find(ChannelId id) {
        return lists.values().stream()
                .flatMap(List::stream)
                .filter(channel -> channel.id().equals(id))
                .findFirst();
    }

    /** Those in a category, in order. */
    List<Channel> inside(ChannelId category) {
        return List.copyOf(siblings(new Siblings(false, category)));
    }

    /**
     * Makes room for a new channel.
     *
     * @param position null for the end
     * @return its position
     */
    int enter(ChannelType type, @Nullable ChannelId parent, @Nullable Integer position) {
        var siblings = siblings(Siblings.of(type, parent));
        return makeRoom(siblings, position == null ? siblings.size() : place(siblings, position));
    }

    /**
     * Moves a channel.
     *
     * @param channel one of them, as it is by now
     * @param parent the category that it is in afterwards, or null for none; for a category it is null
     * @param position null for the end of another category, and to stay in its own
     */
    void move(Channel channel, @Nullable ChannelId parent, @Nullable Integer position) {
        var from = siblings(Siblings.of(channel.type(), channel.parentId()));
        var to = siblings(Siblings.of(channel.type(), parent));
        boolean stays = Siblings.of(channel.type(), channel.parentId()).equals(Siblings.of(channel.type(), parent));
        if (!stays) {
            from.remove(channel);
            int place = position == null ? to.size() : place(to, position);
            int at = makeRoom(to, place);
            to.add(place, channel.at(parent, at));
        } else if (position != null) {
            turn(from, from.indexOf(channel), Math.min(place(from, position), from.size() - 1));
        }
    }

    /** Those that are elsewhere than at the beginning. */
    List<Channel> moved() {
        return order.stream()
                .flatMap(siblings -> siblings(siblings).stream())
                .filter(channel -> !before.contains(channel))
                .toList();
    }

    private List<Channel> siblings(Siblings siblings) {
        return lists.computeIfAbsent(siblings, first -> {
            order.add(first);
            return new ArrayList<>();
        });
    }

    /** The place of the first one at this position or after it; that after the last where there is none. */
    private static int place(List<Channel> siblings, int position) {
        int place = 0;
        while (place < siblings.size() && siblings.get(place).position() < position) {
            place++;
        }
        return place;
    }

    /** Moves one among its siblings; those in between take each other's positions. */
    private static void turn(List<Channel> siblings, int from, int to) {
        straighten(siblings);
        var positions = siblings.stream().map(Channel::position).toList();
        siblings.add(to, siblings.remove(from));
        for (int i = Math.min(from, to); i <= Math.max(from, to); i++) {
            set(siblings, i, positions.get(i));
        }
    }

    /** Makes room before the one at this place, moving as few as it takes, and returns the position that is free. */
    private static int makeRoom(List<Channel> siblings, int place) {
        straighten(siblings);
        if (place == siblings.size()) {
            return siblings.isEmpty() ? 0 : siblings.getLast().position() + 1;
        }
        int free = siblings.get(place).position();
        int taken = free;
        for (int i = place; i < siblings.size() && siblings.get(i).position() <= taken; i++) {
            set(siblings, i, ++taken);
        }
        return free;
    }

    /** Where two are at one position all are numbered anew, in the same order. */
    private static void straighten(List<Channel> siblings) {
        for (int i = 1; i < siblings.size(); i++) {
            if (siblings.get(i).position() <= siblings.get(i - 1).position()) {
                for (int k = 0; k < siblings.size(); k++) {
                    set(siblings, k, k);
                }
                return;
            }
        }
    }

    private static void set(List<Channel> siblings, int place, int position) {
        var channel = siblings.get(place);
        siblings.set(place, channel.at(channel.parentId(), position));
    }
}
