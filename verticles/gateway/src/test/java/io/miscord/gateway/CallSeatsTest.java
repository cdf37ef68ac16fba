package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.UserId;
import io.miscord.contract.VoicePlace;
import io.miscord.platform.ids.UuidV7;
import org.junit.jupiter.api.Test;

class CallSeatsTest {
    private final CallSeats seats = new CallSeats();
    private final ChannelId here = new ChannelId(UuidV7.next());
    private final ChannelId there = new ChannelId(UuidV7.next());

    private static CallSeat seat(ChannelId call, ParticipantId participant) {
        var place = new VoicePlace(call, participant, "session");
        return new CallSeat(place, Actor.NODE, new UserId(UuidV7.next()), null, null, null, 0);
    }

    private CallSeat taken(ChannelId call) {
        var seat = seat(call, new ParticipantId(UuidV7.next()));
        seats.put(seat);
        return seat;
    }

    @Test
    void only_the_seats_of_a_call_are_walked_when_something_happens_in_it() {
        var alice = taken(here);
        var bob = taken(here);
        var carol = taken(there);
        assertThat(seats.in(here)).containsExactlyInAnyOrder(alice, bob);
        assertThat(seats.in(there)).containsExactly(carol);
        assertThat(seats.in(new ChannelId(UuidV7.next()))).isEmpty();
        assertThat(seats.all()).containsExactlyInAnyOrder(alice, bob, carol);
    }

    @Test
    void who_walks_a_call_may_end_its_seats() {
        taken(here);
        taken(here);
        seats.in(here).forEach(seats::remove);
        assertThat(seats.in(here)).isEmpty();
        assertThat(seats.all()).isEmpty();
    }

    @Test
    void a_participant_has_one_seat_and_what_ends_a_former_one_leaves_the_next_alone() {
        var former = taken(here);
        var next = seat(here, former.place.participant());
        seats.put(next);
        assertThat(seats.in(here)).containsExactly(next);
        seats.remove(former);
        assertThat(seats.in(here)).containsExactly(next);
        assertThat(seats.get(former.place.participant())).isSameAs(next);
        seats.remove(next);
        assertThat(seats.in(here)).isEmpty();
    }
}
