package io.miscord.persistence.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Permissions;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.testkit.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoleOrderTest {
    @Test
    void what_moves_moves_alone_while_there_is_room() {
        var roles = roles(0, 1_000, 2_000, 3_000);
        var order = new RoleOrder(roles);
        order.move(roles.get(3), 1);
        assertThat(order.moved()).singleElement().satisfies(moved -> {
            assertThat(moved.id()).isEqualTo(roles.get(3).id());
            assertThat(moved.position()).isBetween(1, 999);
        });
    }

    @Test
    void without_room_all_are_numbered_anew_in_the_same_order() {
        var roles = roles(0, 1, 2, 3);
        var order = new RoleOrder(roles);
        order.move(roles.get(3), 1);
        assertThat(order.moved())
                .extracting(Role::id)
                .containsExactly(
                        roles.get(3).id(), roles.get(1).id(), roles.get(2).id());
        assertThat(order.moved())
                .extracting(Role::position)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void a_new_role_has_room_below_all_others_and_above_everybodys() {
        for (int lowest : List.of(1, 2, 3, 10, 1_000)) {
            var order = new RoleOrder(roles(0, lowest, lowest + 5));
            int position = order.below();
            assertThat(position).as("below %d", lowest).isPositive();
            var others = order.moved().isEmpty() ? List.of(lowest) : positions(order.moved());
            assertThat(others)
                    .as("below %d", lowest)
                    .allSatisfy(other -> assertThat(position).isLessThan(other));
        }
        assertThat(new RoleOrder(roles(0)).below()).isPositive();
    }

    @Test
    void where_a_role_is_already_it_stays() {
        var roles = roles(0, 5, 10, 15);
        var order = new RoleOrder(roles);
        order.move(roles.get(2), 2);
        order.move(roles.get(3), 99);
        assertThat(order.moved()).isEmpty();
    }

    @Test
    void any_moves_end_as_in_a_plain_list() {
        var seed = Seed.announced();
        var random = seed.random();
        for (int round = 0; round < 2_000; round++) {
            var roles = roles(IntStream.concat(
                            IntStream.of(0),
                            random.ints(random.nextInt(1, 9), 1, 30).sorted())
                    .toArray());
            var expected = new ArrayList<>(roles.subList(1, roles.size()));
            var order = new RoleOrder(roles);
            for (int i = random.nextInt(6); i > 0; i--) {
                var role = roles.get(random.nextInt(1, roles.size()));
                int place = random.nextInt(1, 12);
                order.move(role, place);
                expected.remove(role);
                expected.add(Math.min(place - 1, expected.size()), role);
            }
            var now = new HashMap<RoleId, Integer>();
            roles.forEach(role -> now.put(role.id(), role.position()));
            order.moved().forEach(role -> now.put(role.id(), role.position()));
            // Of roles at one position the older id is the lower, as a list of them is read.
            var shown = expected.stream()
                    .sorted(Comparator.comparing((Role role) -> now.get(role.id()))
                            .thenComparing(role -> role.id().value()))
                    .toList();
            assertThat(shown).as("%s", seed).isEqualTo(expected);
        }
    }

    private static List<Integer> positions(List<Role> roles) {
        return roles.stream().map(Role::position).toList();
    }

    private static List<Role> roles(int... positions) {
        return IntStream.range(0, positions.length)
                .mapToObj(i -> new Role(
                        new RoleId(new UUID(7, i)),
                        new ServerId(new UUID(7, 99)),
                        "role " + i,
                        0,
                        Permissions.NONE,
                        positions[i],
                        false,
                        false))
                .toList();
    }
}
