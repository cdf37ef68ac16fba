package io.miscord.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Rank;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SightTest {
    private static final long SEED = Long.getLong("miscord.seed", 20_261_121L);
    private static final Permissions SEES = Permissions.of(Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES);
    private static final Permissions VIEW = Permissions.of(Permission.VIEW_CHANNEL);
    private static final Held EVERYBODY = new Held(new RoleId(new UUID(7, 0)), 0, SEES);
    private static final Held GUARDS = new Held(new RoleId(new UUID(7, 1)), 1_000, Permissions.NONE);
    private static final Held ADMINS =
            new Held(new RoleId(new UUID(7, 2)), 2_000, Permissions.of(Permission.ADMINISTRATOR));
    private static final Channel HALL = channel(1);
    private static final Channel VAULT = channel(2, Overwrite.of(EVERYBODY.id(), Permissions.NONE, VIEW));
    private static final Channel GATE = channel(
            3, Overwrite.of(EVERYBODY.id(), Permissions.NONE, VIEW), Overwrite.of(GUARDS.id(), VIEW, Permissions.NONE));

    @Test
    void a_person_sees_what_their_roles_and_the_overwrites_leave_them_in_the_order_of_the_channels() {
        var all = List.of(GATE, VAULT, HALL);
        assertThat(Sight.visible(person(1), all)).containsExactly(HALL);
        assertThat(Sight.visible(person(1, GUARDS), all)).containsExactly(GATE, HALL);
        assertThat(Sight.visible(person(1, ADMINS), all)).containsExactly(GATE, VAULT, HALL);
        assertThat(Sight.of(person(1, GUARDS), all).keySet()).containsExactly(GATE.id(), HALL.id());
        assertThat(Sight.of(person(1), all)).containsEntry(HALL.id(), SEES);
    }

    @Test
    void an_overwrite_of_ones_own_is_for_nobody_else_of_the_same_roles() {
        var den = channel(
                4, Overwrite.of(EVERYBODY.id(), Permissions.NONE, VIEW), Overwrite.of(user(1), VIEW, Permissions.NONE));
        var groups = Sight.groups(List.of(person(1), person(2)), List.of(den));
        assertThat(groups)
                .containsExactlyInAnyOrder(
                        new Visibility.Group(Set.of(user(1)), Set.of(den.id())),
                        new Visibility.Group(Set.of(user(2)), Set.of()));
    }

    @Test
    void the_muted_see_what_they_saw_and_may_nothing_more() {
        var muted = Membership.of(user(1), false, List.of(EVERYBODY), Instant.EPOCH);
        assertThat(Sight.of(muted, List.of(HALL, VAULT))).containsOnlyKeys(HALL.id());
        assertThat(muted.in(HALL)).isEqualTo(VIEW);
        assertThat(muted.permissions()).isEqualTo(VIEW);
        var administrator = Membership.of(user(1), false, List.of(EVERYBODY, ADMINS), Instant.EPOCH);
        assertThat(administrator.permissions())
                .isEqualTo(administrator.in(VAULT))
                .isEqualTo(Permissions.ALL);
    }

    @Test
    void a_persons_rank_is_that_of_their_highest_role() {
        assertThat(person(1).rank()).isEqualTo(Rank.LOWEST);
        assertThat(person(1, ADMINS, GUARDS).rank()).isEqualTo(new Rank(false, 2_000));
        assertThat(person(1, GUARDS).roles()).containsExactly(GUARDS.id());
        assertThatThrownBy(() -> Membership.of(user(1), false, List.of(GUARDS), null))
                .hasMessageContaining("everybody");
    }

    /** Whoever is calculated together sees what each would see alone. */
    @Test
    void groups_are_what_each_of_their_people_sees_and_nobody_is_in_two() {
        var chance = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            var channels = new ArrayList<Channel>();
            for (int i = 0; i < 8; i++) {
                channels.add(channel(i, overwrites(chance)));
            }
            var people = new ArrayList<Membership>();
            for (int i = 0; i < 20; i++) {
                var held = new ArrayList<Held>();
                held.add(EVERYBODY);
                if (chance.nextBoolean()) {
                    held.add(GUARDS);
                }
                if (chance.nextInt(8) == 0) {
                    held.add(ADMINS);
                }
                people.add(Membership.of(user(i), i == 0, held, null));
            }
            var groups = Sight.groups(people, channels);
            assertThat(groups).as("seed " + SEED).doesNotHaveDuplicates();
            assertThat(groups.stream().mapToInt(group -> group.users().size()).sum())
                    .isEqualTo(people.size());
            assertThat(groups.stream().map(Visibility.Group::channels)).doesNotHaveDuplicates();
            for (var person : people) {
                var seen = Sight.visible(person, channels).stream()
                        .map(Channel::id)
                        .collect(Collectors.toSet());
                assertThat(groups.stream().filter(group -> group.users().contains(person.user())))
                        .as("seed " + SEED + " round " + round)
                        .singleElement()
                        .extracting(Visibility.Group::channels)
                        .isEqualTo(seen);
            }
        }
    }

    private static Overwrite[] overwrites(Random chance) {
        var overwrites = new ArrayList<Overwrite>();
        for (var role : List.of(EVERYBODY, GUARDS)) {
            if (chance.nextBoolean()) {
                overwrites.add(Overwrite.of(role.id(), some(chance), some(chance)));
            }
        }
        for (int i = 0; i < 3; i++) {
            if (chance.nextBoolean()) {
                overwrites.add(Overwrite.of(user(i * 5), some(chance), some(chance)));
            }
        }
        return overwrites.toArray(Overwrite[]::new);
    }

    private static Permissions some(Random chance) {
        return chance.nextBoolean() ? VIEW : Permissions.NONE;
    }

    private static Membership person(int number, Held... roles) {
        var held = new ArrayList<>(List.of(roles));
        held.add(EVERYBODY);
        return Membership.of(user(number), false, held, null);
    }

    private static UserId user(int number) {
        return new UserId(new UUID(1, number));
    }

    private static Channel channel(int number, Overwrite... overwrites) {
        var id = new ChannelId(new UUID(2, number));
        var server = new ServerId(new UUID(3, 0));
        return new Channel(
                id, server, "c", ChannelType.TEXT, number, null, null, 0, List.of(overwrites), Instant.EPOCH);
    }
}
