package io.miscord.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceSeat;
import io.miscord.contract.VoiceSignal;
import io.miscord.platform.ids.UuidV7;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalRoomsTest {
    private final LocalRooms rooms = new LocalRooms();
    private final UserId bob = new UserId(UuidV7.next());

    private Rooms.NewSeat seat(ChannelId where) {
        var place = new VoicePlace(where, new ParticipantId(UuidV7.next()), "session");
        return new Rooms.NewSeat(place, bob, "a", Instant.EPOCH, Flags.of(false, false, true), 0);
    }

    @Test
    void a_person_sits_in_one_call_without_redis_too() {
        var here = seat(new ChannelId(UuidV7.next()));
        var there = seat(new ChannelId(UuidV7.next()));
        rooms.put(here, 0);
        var taken = rooms.join(there, 8, List.of(), 0).orElseThrow();
        assertThat(taken.former())
                .isEqualTo(new Rooms.Former(here.place().channel(), here.place().participant()));
    }

    @Test
    void who_came_back_to_a_seat_that_another_node_gave_is_heard_without_redis() {
        var place = seat(new ChannelId(UuidV7.next())).place();
        var ice = new VoiceSignal(place.participant(), 0, VoiceSignal.Kind.ICE, "1", null, null);
        var outgoing = new VoiceAsk.Outgoing(new ParticipantId(UuidV7.next()), ice, "b");
        assertThat(rooms.signal(place, outgoing)).isEmpty();
        var seen = Flags.of(false, false, true).seen(place.participant(), bob, Instant.EPOCH);
        rooms.returned(place, List.of(new VoiceSeat(seen, "a")), 0);
        assertThat(rooms.signal(place, outgoing)).contains(new Rooms.Delivery(0, "b"));
    }
}
