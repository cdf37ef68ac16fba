package io.miscord.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.LineQuality;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceRenewed;
import io.miscord.contract.VoiceSignal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.data.Redis;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rooms as several nodes have them in one real Redis. */
@ExtendWith(RealServers.class)
final class RedisRoomsIT {
    private static final Breaker.Settings GUARD =
            new Breaker.Settings(10, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(5), 200);

    private final Vertx vertx = Vertx.vertx();
    private final ChannelId channel = new ChannelId(UuidV7.next());
    private Redis redis;
    private Rooms rooms;

    @BeforeEach
    void open(Stores stores) {
        var at = stores.redis();
        var prefix = "test-" + UUID.randomUUID() + ":";
        redis = new Redis(
                vertx,
                stores.redisUrl(),
                at.user(),
                at.password(),
                Config.defaults().redis(),
                GUARD,
                prefix);
        rooms = new RedisRooms(redis);
    }

    @AfterEach
    void close() {
        redis.close();
        vertx.close().await();
    }

    private static UserId someone() {
        return new UserId(UuidV7.next());
    }

    private Rooms.NewSeat seat(ChannelId where, UserId user, String node) {
        var place = new VoicePlace(
                where, new ParticipantId(UuidV7.next()), UUID.randomUUID().toString());
        return new Rooms.NewSeat(place, user, node, Instant.ofEpochMilli(7), Flags.of(false, false, true), 0);
    }

    private Rooms.NewSeat joined(ChannelId where, UserId user, String node) {
        var seat = seat(where, user, node);
        assertThat(rooms.join(seat, 8, List.of())).isPresent();
        return seat;
    }

    private static VoiceAsk.Outgoing offer(Rooms.NewSeat from, Rooms.NewSeat to, String sdp) {
        var signal = new VoiceSignal(from.place().participant(), 0, VoiceSignal.Kind.OFFER, "1", sdp, null);
        return new VoiceAsk.Outgoing(to.place().participant(), signal, null);
    }

    private void expire(Rooms.NewSeat seat) {
        var place = seat.place().channel() + " " + seat.place().participant();
        redis.send(Request.cmd(Command.ZADD)
                        .arg(redis.key("voice", "leases"))
                        .arg(1)
                        .arg(place))
                .await();
    }

    @Test
    void a_room_is_full_for_others_but_never_for_who_sits_there() {
        var people = new ArrayList<Rooms.NewSeat>();
        for (int i = 0; i < 3; i++) {
            people.add(joined(channel, someone(), "a"));
        }
        assertThat(rooms.join(seat(channel, someone(), "b"), 3, List.of())).isEmpty();
        var first = people.getFirst();
        var again = seat(channel, first.user(), "b");
        var taken = rooms.join(again, 3, List.of()).orElseThrow();
        assertThat(taken.former())
                .isEqualTo(new Rooms.Former(channel, first.place().participant()));
        rooms.leave(channel, first.place().participant(), null);
        expire(people.getLast());
        assertThat(rooms.join(seat(channel, someone(), "b"), 3, List.of()))
                .as("a lease that is over holds no seat")
                .isPresent();
    }

    @Test
    void of_nine_who_come_at_once_eight_have_a_seat() {
        var coming = IntStream.range(0, 9)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> rooms.join(seat(channel, someone(), "node" + i % 2), 8, List.of())))
                .toList();
        assertThat(coming.stream().map(CompletableFuture::join).filter(Optional::isPresent))
                .hasSize(8);
        assertThat(rooms.room(channel, 8).seats()).hasSize(8);
    }

    @Test
    void every_change_goes_on_from_the_state_before_it() {
        var one = rooms.join(seat(channel, someone(), "a"), 8, List.of())
                .orElseThrow()
                .step();
        assertThat(one.since()).isZero();
        var bob = seat(channel, someone(), "b");
        var two = rooms.join(bob, 8, List.of()).orElseThrow().step();
        assertThat(two.since()).isEqualTo(one.rev());
        rooms.flag(channel, bob.place().participant(), null, Flags.line(LineQuality.GOOD));
        var three = rooms.flush(channel).orElseThrow();
        assertThat(three.step().since()).isEqualTo(two.rev());
        assertThat(three.seats()).singleElement().satisfies(seat -> {
            assertThat(seat.node()).isEqualTo("b");
            assertThat(seat.participant().quality()).isEqualTo(LineQuality.GOOD);
        });
        var four = rooms.leave(channel, bob.place().participant(), null).orElseThrow();
        assertThat(four.step().since()).isEqualTo(three.step().rev());
        assertThat(rooms.room(channel, 8).rev()).isEqualTo(four.step().rev());
        assertThat(rooms.overview().revs()).containsEntry(channel, four.step().rev());
        assertThat(rooms.overview().seats()).isEqualTo(1);
    }

    @Test
    void signals_are_numbered_for_their_target_and_kept_for_who_comes_back_at_another_node() {
        var alice = joined(channel, someone(), "a");
        var bob = joined(channel, someone(), "b");
        var carol = joined(channel, someone(), "b");
        rooms.signal(alice.place(), offer(alice, bob, "one"));
        rooms.signal(alice.place(), offer(alice, carol, "other"));
        assertThat(rooms.signal(carol.place(), offer(carol, bob, "two"))).contains(new Rooms.Delivery(2, "b"));
        var back =
                rooms.resume(channel, bob.user(), bob.place().session(), "c", 1).orElseThrow();
        assertThat(back.participant()).isEqualTo(bob.place().participant());
        assertThat(back.n()).isEqualTo(2);
        assertThat(back.missed()).extracting(VoiceSignal::sdp).containsExactly("two");
        assertThat(rooms.signal(alice.place(), offer(alice, bob, "three"))).contains(new Rooms.Delivery(3, "c"));
        assertThat(rooms.resume(channel, someone(), bob.place().session(), "c", 0))
                .isEmpty();
        assertThat(rooms.resume(channel, bob.user(), "guess", "c", 0)).isEmpty();
    }

    @Test
    void who_was_taken_out_while_away_does_not_come_back_by_their_session() {
        var bob = joined(channel, someone(), "b");
        assertThat(rooms.leave(channel, bob.place().participant(), null)).isPresent();
        assertThatThrownBy(() -> rooms.resume(channel, bob.user(), bob.place().session(), "b", 0))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("over for you");
    }

    @Test
    void signals_reach_nobody_outside_the_room_and_come_from_nobody_without_a_seat() {
        var alice = joined(channel, someone(), "a");
        var elsewhere = joined(new ChannelId(UuidV7.next()), someone(), "a");
        var nowhere = new Rooms.Delivery(0, null);
        assertThat(rooms.signal(alice.place(), offer(alice, elsewhere, "x"))).contains(nowhere);
        assertThat(rooms.signal(alice.place(), offer(alice, alice, "y"))).contains(nowhere);
        var forged = new VoicePlace(channel, alice.place().participant(), "guess");
        assertThat(rooms.signal(forged, offer(alice, alice, "x"))).isEmpty();
    }

    @Test
    void of_many_signals_the_last_200_are_kept() {
        var alice = joined(channel, someone(), "a");
        var bob = joined(channel, someone(), "b");
        for (int i = 1; i <= 250; i++) {
            rooms.signal(alice.place(), offer(alice, bob, "s" + i));
        }
        var missed = rooms.resume(channel, bob.user(), bob.place().session(), "b", 0)
                .orElseThrow()
                .missed();
        assertThat(missed).hasSize(200);
        assertThat(missed.getFirst().n()).isEqualTo(51);
    }

    @Test
    void of_large_signals_no_more_is_kept_than_somebody_s_socket_has_room_for() {
        var alice = joined(channel, someone(), "a");
        var bob = joined(channel, someone(), "b");
        var large = "x".repeat(16 * 1024);
        for (int i = 1; i <= 60; i++) {
            rooms.signal(alice.place(), offer(alice, bob, large));
        }
        var missed = rooms.resume(channel, bob.user(), bob.place().session(), "b", 0)
                .orElseThrow()
                .missed();
        assertThat(missed).hasSizeBetween(20, 32);
        assertThat(missed.getLast().n()).isEqualTo(60);
    }

    @Test
    void a_lease_is_renewed_by_the_node_that_has_the_socket_alone_and_tells_what_was_missed() {
        var alice = joined(channel, someone(), "a");
        var bob = joined(channel, someone(), "b");
        rooms.signal(alice.place(), offer(alice, bob, "lost"));
        expire(bob);
        var kept = renewed("b", bob, 0);
        assertThat(kept.fate()).isEqualTo(VoiceRenewed.Fate.KEPT);
        assertThat(kept.missed()).extracting(VoiceSignal::sdp).containsExactly("lost");
        assertThat(kept.rev()).isEqualTo(rooms.room(channel, 8).rev());
        assertThat(rooms.over()).isEmpty();
        assertThat(renewed("b", bob, 1).missed()).isEmpty();
        assertThat(renewed("a", bob, 1).fate()).isEqualTo(VoiceRenewed.Fate.TAKEN);
        joined(new ChannelId(UuidV7.next()), bob.user(), "b");
        assertThat(renewed("b", bob, 1).fate()).isEqualTo(VoiceRenewed.Fate.TAKEN);
        rooms.leave(channel, alice.place().participant(), null);
        assertThat(renewed("a", alice, 0).fate()).isEqualTo(VoiceRenewed.Fate.ENDED);
    }

    private VoiceRenewed.Kept renewed(String node, Rooms.NewSeat seat, long n) {
        return rooms.renew(node, List.of(new VoiceAsk.Renewal(seat.place(), seat.user(), n)))
                .getFirst();
    }

    @Test
    void a_seat_whose_lease_is_over_is_ended_once_and_one_that_was_renewed_is_not() {
        var alice = joined(channel, someone(), "a");
        var bob = joined(channel, someone(), "b");
        expire(alice);
        expire(bob);
        assertThat(rooms.over()).hasSize(2);
        renewed("b", bob, 0);
        assertThat(rooms.sweep(channel, bob.place().participant())).isEmpty();
        assertThat(rooms.sweep(channel, alice.place().participant())).isPresent();
        assertThat(rooms.sweep(channel, alice.place().participant())).isEmpty();
        assertThat(rooms.over()).isEmpty();
    }

    @Test
    void of_all_who_change_something_within_an_interval_one_is_to_tell() {
        var alice = joined(channel, someone(), "a");
        var bob = joined(channel, someone(), "b");
        var deaf = Flags.change(new ClientFrame.VoiceState(null, true, null, null, null));
        assertThat(flag(alice, deaf).flushes()).isTrue();
        assertThat(flag(bob, deaf).flushes()).isFalse();
        assertThat(flag(bob, deaf).before())
                .as("nothing new")
                .isEqualTo(flag(bob, deaf).after());
        assertThat(rooms.flush(channel).orElseThrow().seats()).hasSize(2);
        assertThat(rooms.flush(channel)).isEmpty();
        assertThat(flag(bob, Flags.line(LineQuality.POOR)).flushes()).isTrue();
        assertThat(rooms.flag(channel, bob.place().participant(), "guess", deaf))
                .isEmpty();
    }

    private Rooms.Flagged flag(Rooms.NewSeat seat, Flags.Change change) {
        return rooms.flag(channel, seat.place().participant(), seat.place().session(), change)
                .orElseThrow();
    }

    @Test
    void what_is_known_of_a_line_is_kept_by_who_knew_what_was_kept() {
        var alice = joined(channel, someone(), "a");
        var who = alice.place().participant();
        assertThat(rooms.lines(channel, List.of(who))).containsExactly("");
        assertThat(rooms.keepLine(channel, who, "", "one")).isTrue();
        assertThat(rooms.keepLine(channel, who, "", "two")).isFalse();
        assertThat(rooms.lines(channel, List.of(who))).containsExactly("one");
        rooms.leave(channel, who, null);
        assertThat(rooms.keepLine(channel, who, "one", "two")).isFalse();
        assertThat(rooms.room(channel, 8).rev()).as("nothing is left of it").isZero();
    }

    @Test
    void a_seat_that_was_ended_is_not_taken_for_one_that_redis_lost() {
        var alice = joined(channel, someone(), "a");
        var frozen = joined(channel, someone(), "b");
        rooms.leave(channel, alice.place().participant(), null);
        assertThat(renewed("a", alice, 0).fate()).isEqualTo(VoiceRenewed.Fate.ENDED);
        expire(frozen);
        rooms.sweep(channel, frozen.place().participant());
        assertThat(renewed("b", frozen, 0).fate())
                .as("its node was away, and may have it again")
                .isEqualTo(VoiceRenewed.Fate.FORGOTTEN);
    }

    @Test
    void of_two_places_of_a_person_the_later_one_is_theirs_though_redis_knows_the_earlier_alone() {
        var bob = someone();
        joined(channel, bob, "a");
        var later = seat(new ChannelId(UuidV7.next()), bob, "a"); // while Redis was away
        assertThat(renewed("a", later, 0).fate()).isEqualTo(VoiceRenewed.Fate.FORGOTTEN);
    }

    @Test
    void signals_that_were_given_numbers_while_nobody_counted_are_counted_with_the_next_renewal() {
        var alice = joined(channel, someone(), "a");
        var bob = joined(channel, someone(), "b");
        rooms.signal(alice.place(), offer(alice, bob, "one"));
        renewed("b", bob, 5);
        assertThat(rooms.signal(alice.place(), offer(alice, bob, "two"))).contains(new Rooms.Delivery(6, "b"));
    }

    @Test
    void whom_a_moderator_has_silenced_is_silent_after_coming_back_too_until_the_call_is_over() {
        var alice = joined(channel, someone(), "a");
        var bob = joined(channel, someone(), "a");
        flag(bob, new Flags.Change(Flags.SILENCED, ""));
        rooms.leave(channel, bob.place().participant(), null);
        var again = joined(channel, bob.user(), "b");
        assertThat(isSuppressed(again)).isTrue();
        flag(again, new Flags.Change("", Flags.SILENCED));
        rooms.leave(channel, again.place().participant(), null);
        var third = joined(channel, bob.user(), "b");
        assertThat(isSuppressed(third)).isFalse();
        flag(third, new Flags.Change(Flags.SILENCED, ""));
        rooms.leave(channel, third.place().participant(), null);
        rooms.leave(channel, alice.place().participant(), null);
        assertThat(rooms.room(channel, 8).rev()).as("nothing is left of it").isZero();
        assertThat(isSuppressed(joined(channel, bob.user(), "b"))).isFalse();
    }

    @Test
    void states_are_told_without_redis_though_another_node_told_of_them_last() {
        var here = new SteadyRooms(rooms, () -> Instant.EPOCH);
        var alice = seat(channel, someone(), "a");
        here.join(alice, 8, List.of());
        var bob = joined(channel, someone(), "b");
        assertThat(flag(bob, Flags.line(LineQuality.GOOD)).flushes())
                .as("another node is to tell")
                .isTrue();
        var who = alice.place().participant();
        assertThat(here.flag(channel, who, null, Flags.line(LineQuality.GOOD))
                        .orElseThrow()
                        .flushes())
                .isFalse();
        redis.close();
        assertThat(here.flag(channel, who, null, Flags.line(LineQuality.POOR))
                        .orElseThrow()
                        .flushes())
                .isTrue();
    }

    private boolean isSuppressed(Rooms.NewSeat who) {
        return rooms.room(channel, 8).seats().stream()
                .filter(seat ->
                        seat.participant().participantId().equals(who.place().participant()))
                .findFirst()
                .orElseThrow()
                .participant()
                .suppressed();
    }
}
