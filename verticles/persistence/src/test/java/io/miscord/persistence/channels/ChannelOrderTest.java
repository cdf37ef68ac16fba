package io.miscord.persistence.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.ServerId;
import io.miscord.testkit.Seed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelOrderTest {
    private static final ServerId SERVER = new ServerId(new UUID(7, 0));
    private static final ChannelId NOWHERE = new ChannelId(new UUID(0, 0));
    /** Two categories, and none. */
    private static final List<@Nullable ChannelId> PARENTS =
            Arrays.asList(null, new ChannelId(new UUID(7, 900)), new ChannelId(new UUID(7, 901)));

    private static final Comparator<Channel> IN_ORDER = Comparator.comparingInt(Channel::position)
            .thenComparing(channel -> channel.id().value());

    @Test
    void it_takes_the_place_of_whoever_has_the_position_and_those_in_between_make_room() {
        var all = texts(0, 1, 2, 3);
        var down = new ChannelOrder(all);
        down.move(all.get(0), null, 2);
        assertThat(names(down)).containsExactly("c2@0", "c3@1", "c1@2");
        var up = new ChannelOrder(all);
        up.move(all.get(3), null, 1);
        assertThat(names(up)).containsExactly("c4@1", "c2@2", "c3@3");
        var end = new ChannelOrder(all);
        end.move(all.get(1), null, 100_000);
        assertThat(names(end)).containsExactly("c3@1", "c4@2", "c2@3");
    }

    @Test
    void gaps_stay_and_are_made_use_of() {
        var all = texts(0, 2, 5, 9);
        var order = new ChannelOrder(all);
        order.move(all.get(3), null, 2);
        assertThat(names(order)).containsExactly("c4@2", "c2@5", "c3@9");
        assertThat(new ChannelOrder(all).enter(ChannelType.TEXT, null, 5)).isEqualTo(5);
        var entered = new ChannelOrder(all);
        assertThat(entered.enter(ChannelType.TEXT, null, 1)).isEqualTo(2);
        assertThat(names(entered)).containsExactly("c2@3");
        assertThat(new ChannelOrder(all).enter(ChannelType.VOICE, null, null)).isEqualTo(10);
    }

    @Test
    void whoever_stays_where_they_are_moves_nobody() {
        var all = texts(0, 1, 2);
        var order = new ChannelOrder(all);
        order.move(all.get(1), null, 1);
        order.move(all.get(2), null, null);
        order.move(all.get(2), null, 7);
        assertThat(order.moved()).isEmpty();
    }

    @Test
    void where_several_are_at_one_position_all_are_numbered_anew() {
        var all = texts(0, 0, 0);
        var order = new ChannelOrder(all);
        order.move(all.get(2), null, 0);
        assertThat(names(order)).containsExactly("c1@1", "c2@2");
    }

    @Test
    void categories_the_channels_of_each_and_those_outside_are_siblings_among_themselves() {
        var first = channel(10, ChannelType.CATEGORY, 0, null);
        var second = channel(11, ChannelType.CATEGORY, 1, null);
        var in = channel(12, ChannelType.TEXT, 0, first.id());
        var out = channel(13, ChannelType.VOICE, 0, null);
        var order = new ChannelOrder(List.of(first, in, out, second));
        order.move(second, null, 0);
        order.move(out, first.id(), 0);
        order.move(order.find(in.id()).orElseThrow(), second.id(), null);
        assertThat(names(order)).containsExactlyInAnyOrder("c11@0", "c10@1", "c13@0", "c12@0");
        assertThat(order.inside(first.id())).extracting(Channel::name).containsExactly("c13");
        assertThat(order.inside(second.id())).extracting(Channel::parentId).containsExactly(second.id());
    }

    /** Beside it plain lists, in which whatever is said to go somewhere goes there. */
    @Test
    void many_moves_end_in_the_order_that_plain_lists_have() {
        var seed = Seed.announced();
        var chance = seed.random();
        for (int run = 0; run < 300; run++) {
            var all = some(chance);
            var lists = new HashMap<ChannelId, List<ChannelId>>();
            PARENTS.forEach(parent -> lists.put(key(parent), new ArrayList<>()));
            all.forEach(channel -> lists.get(key(channel.parentId())).add(channel.id()));
            var order = new ChannelOrder(all);
            for (int move = 0; move < 20; move++) {
                var channel = order.find(all.get(chance.nextInt(12)).id()).orElseThrow();
                var parent = PARENTS.get(chance.nextInt(3));
                var siblings = inside(order, all, parent);
                int place = chance.nextInt(siblings.size() + 1);
                int position = place == siblings.size()
                        ? 1_000_000
                        : siblings.get(place).position();
                // Of several at one position the first is meant.
                while (place > 0 && siblings.get(place - 1).position() >= position) {
                    place--;
                }
                order.move(channel, parent, position);
                lists.get(key(channel.parentId())).remove(channel.id());
                var list = lists.get(key(parent));
                list.add(Math.min(place, list.size()), channel.id());
                for (var one : PARENTS) {
                    assertThat(inside(order, all, one))
                            .extracting(Channel::id)
                            .as("%s, run %d, move %d", seed, run, move)
                            .isEqualTo(lists.get(key(one)));
                }
            }
        }
    }

    private static List<Channel> some(RandomGenerator chance) {
        return IntStream.range(0, 12)
                .mapToObj(i -> channel(i, ChannelType.TEXT, chance.nextInt(10), PARENTS.get(chance.nextInt(3))))
                .sorted(IN_ORDER)
                .toList();
    }

    /** Those of a category, or outside of any, by where they say that they are. */
    private static List<Channel> inside(ChannelOrder order, List<Channel> all, @Nullable ChannelId parent) {
        return all.stream()
                .map(channel -> order.find(channel.id()).orElseThrow())
                .filter(channel -> Objects.equals(channel.parentId(), parent))
                .sorted(IN_ORDER)
                .toList();
    }

    private static ChannelId key(@Nullable ChannelId parent) {
        return parent == null ? NOWHERE : parent;
    }

    private static List<String> names(ChannelOrder order) {
        return order.moved().stream()
                .map(channel -> channel.name() + "@" + channel.position())
                .toList();
    }

    private static List<Channel> texts(int... positions) {
        return IntStream.range(0, positions.length)
                .mapToObj(i -> channel(i + 1, ChannelType.TEXT, positions[i], null))
                .toList();
    }

    private static Channel channel(int n, ChannelType type, int position, @Nullable ChannelId parent) {
        var id = new ChannelId(new UUID(7, n));
        return new Channel(id, SERVER, "c" + n, type, position, null, parent, 0, List.of(), Instant.EPOCH);
    }
}
