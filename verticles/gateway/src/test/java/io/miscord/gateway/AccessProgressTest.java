package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.UserId;
import io.miscord.testkit.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AccessProgressTest {
    private static final UserId ALICE = new UserId(UUID.randomUUID());
    private static final UserId BOB = new UserId(UUID.randomUUID());

    private final AccessProgress progress = new AccessProgress(3);

    @Test
    void an_event_of_a_newer_version_waits_until_everybody_was_looked_at_anew() {
        progress.needs(5);
        assertThat(progress.allows(5)).isFalse();
        var round = progress.next().orElseThrow();
        assertThat(round.everyone()).isTrue();
        assertThat(progress.next()).as("one round at a time").isEmpty();
        assertThat(progress.allows(5)).isFalse();
        progress.done(round, 5);
        assertThat(progress.allows(5)).isTrue();
        assertThat(progress.next()).isEmpty();
    }

    @Test
    void who_was_let_in_under_older_permissions_than_were_heard_of_has_to_ask_again() {
        progress.changed(4, List.of(ALICE));
        assertThat(progress.mayEnter(3)).isFalse();
        assertThat(progress.mayEnter(4)).isTrue();
    }

    @Test
    void a_change_heard_of_during_a_round_is_waited_for_too() {
        progress.changed(4, null);
        var first = progress.next().orElseThrow();
        progress.changed(5, null);
        progress.done(first, 4);
        assertThat(progress.allows(4)).isTrue();
        assertThat(progress.allows(5)).isFalse();
        progress.done(progress.next().orElseThrow(), 5);
        assertThat(progress.allows(5)).isTrue();
    }

    @Test
    void what_a_round_finds_does_not_hold_for_those_who_came_during_it() {
        progress.changed(4, null);
        var round = progress.next().orElseThrow();
        progress.entered(4);
        progress.done(round, 6);
        assertThat(progress.allows(5)).as("the newcomer's view is of 4").isFalse();
        assertThat(progress.allows(4)).isTrue();
    }

    @Test
    void a_change_for_some_looks_at_those_alone() {
        progress.changed(4, List.of(ALICE));
        progress.changed(5, List.of(BOB));
        var round = progress.next().orElseThrow();
        assertThat(round.everyone()).isFalse();
        assertThat(round.people()).containsExactlyInAnyOrder(ALICE, BOB);
        progress.done(round, 9);
        assertThat(progress.allows(5)).isTrue();
        assertThat(progress.allows(6)).as("nobody else was looked at").isFalse();
    }

    @Test
    void a_change_that_leaves_one_out_looks_at_everybody() {
        progress.changed(5, List.of(ALICE));
        assertThat(progress.next().orElseThrow().everyone()).isTrue();
    }

    @Test
    void a_round_that_failed_or_found_too_little_is_made_up_for_by_one_for_everybody() {
        progress.changed(4, List.of(ALICE));
        progress.done(progress.next().orElseThrow(), 3);
        assertThat(progress.allows(4)).isFalse();
        var second = progress.next().orElseThrow();
        assertThat(second.everyone()).isTrue();
        progress.failed();
        assertThat(progress.next().orElseThrow().everyone()).isTrue();
    }

    /** Changes, newcomers, answers and events in every order: nobody is given what they may no longer see. */
    @Test
    void nothing_is_given_under_permissions_older_than_its_own() {
        var seed = Seed.announced();
        var random = seed.random();
        for (int run = 0; run < 300; run++) {
            var world = new World(seed, random);
            for (int step = 0; step < 400; step++) {
                world.step();
            }
            world.settles();
        }
    }

    /** A server whose members' view changes, and one hub with sockets of some of them. */
    private static final class World {
        final Seed seed;
        final RandomGenerator random;
        final List<UserId> people = new ArrayList<>();
        /** When somebody's own view changed last, by person; the server's version is the newest of all. */
        final Map<UserId, List<Long>> changes = new HashMap<>();

        final Map<UserId, Long> sockets = new HashMap<>();
        final List<Change> unheard = new ArrayList<>();
        final AccessProgress progress = new AccessProgress(0);
        long version;
        AccessProgress.@Nullable Round round;
        final Map<UserId, Long> asked = new HashMap<>();
        long answer = -1;

        private record Change(long to, @Nullable Set<UserId> people) {}

        World(Seed seed, RandomGenerator random) {
            this.seed = seed;
            this.random = random;
            for (int i = 0; i < 5; i++) {
                var person = new UserId(new UUID(random.nextLong(), i));
                people.add(person);
                changes.put(person, new ArrayList<>());
            }
        }

        void step() {
            switch (random.nextInt(7)) {
                case 0 -> change();
                case 1 -> hear();
                case 2 -> enter(version - random.nextInt(3));
                case 3 -> sockets.remove(people.get(random.nextInt(people.size())));
                case 4 -> begin();
                case 5 -> answer();
                default -> event(version - random.nextInt(3));
            }
        }

        private void change() {
            version++;
            boolean some = random.nextBoolean();
            var moved = new HashSet<UserId>();
            for (var person : people) {
                if (!some || random.nextInt(people.size()) == 0) {
                    changes.get(person).add(version);
                    moved.add(person);
                }
            }
            unheard.add(new Change(version, some ? moved : null));
        }

        private void hear() {
            if (!unheard.isEmpty()) {
                var change = unheard.remove(random.nextInt(unheard.size()));
                if (random.nextInt(4) > 0) { // some are lost
                    progress.changed(change.to, change.people);
                }
            }
        }

        private void enter(long seen) {
            if (seen >= 0 && progress.mayEnter(seen)) {
                sockets.put(people.get(random.nextInt(people.size())), seen);
                progress.entered(seen);
            }
        }

        private void begin() {
            if (round == null) {
                progress.next().ifPresent(next -> {
                    round = next;
                    asked.clear();
                    sockets.forEach((person, seen) -> {
                        if (next.everyone() || next.people().contains(person)) {
                            asked.put(person, seen);
                        }
                    });
                    answer = version;
                });
            }
        }

        private void answer() {
            if (round == null) {
                return;
            }
            if (random.nextInt(5) == 0) {
                progress.failed();
            } else {
                // Whoever came anew meanwhile, and was looked at as well, has the older of the two views.
                asked.keySet().forEach(person -> sockets.computeIfPresent(person, (who, seen) -> answer));
                progress.done(round, asked.isEmpty() ? round.target() : answer);
            }
            round = null;
        }

        private void event(long committedUnder) {
            if (!progress.allows(committedUnder)) {
                return;
            }
            sockets.forEach((person, seen) -> assertThat(changes.get(person))
                    .as("%s: changes of one whose view is of %d, given an event of %d", seed, seen, committedUnder)
                    .noneMatch(change -> change > seen && change <= committedUnder));
        }

        void settles() {
            progress.needs(version);
            for (int turn = 0; turn < 50; turn++) {
                begin();
                answer();
            }
            assertThat(progress.allows(version)).isTrue();
            event(version);
        }
    }
}
