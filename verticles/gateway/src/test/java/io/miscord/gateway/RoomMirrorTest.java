package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.RoomState;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoiceHint;
import io.miscord.contract.VoiceParticipant;
import io.miscord.contract.VoiceSeat;
import io.miscord.platform.ids.UuidV7;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomMirrorTest {
    private final ChannelId channel = new ChannelId(UuidV7.next());
    private final RoomMirror mirror = new RoomMirror();
    private final VoiceSeat alice = seat(false, false);
    private final VoiceSeat bob = seat(false, false);

    private static VoiceSeat seat(boolean muted, boolean speaking) {
        return as(new ParticipantId(UuidV7.next()), new UserId(UuidV7.next()), muted, speaking);
    }

    private static VoiceSeat as(ParticipantId participant, UserId user, boolean muted, boolean speaking) {
        return new VoiceSeat(
                new VoiceParticipant(
                        participant, user, muted, false, speaking, false, false, false, null, Instant.EPOCH),
                "node");
    }

    private static VoiceSeat changed(VoiceSeat seat, boolean muted, boolean speaking) {
        return as(seat.participant().participantId(), seat.participant().userId(), muted, speaking);
    }

    private RoomMirror.Taken put(long since, long rev, VoiceSeat... seats) {
        return mirror.take(new VoiceHint.Changed(channel, since, rev, List.of(seats), List.of()));
    }

    private RoomMirror.Taken gone(long since, long rev, VoiceSeat seat) {
        var who = new VoiceHint.Gone(
                seat.participant().participantId(), seat.participant().userId(), VoiceEnd.LEFT, null);
        return mirror.take(new VoiceHint.Changed(channel, since, rev, List.of(), List.of(who)));
    }

    private RoomMirror.News read(long rev, long now, VoiceSeat... seats) {
        return mirror.become(new RoomState(channel, rev, 8, List.of(seats)), mirror.rev(channel), now);
    }

    @Test
    void who_left_before_their_coming_was_heard_of_is_not_there() {
        gone(10, 11, alice);
        assertThat(put(0, 10, alice).news().isNothing()).isTrue();
        assertThat(mirror.seats(channel)).isEmpty();
        assertThat(put(12, 13, alice).news().came()).as("they have come back").hasSize(1);
    }

    @Test
    void what_comes_in_order_is_told_once() {
        assertThat(put(0, 10, alice).news().came()).containsExactly(alice.participant());
        assertThat(put(0, 10, alice).news().isNothing()).isTrue();
        var second = put(10, 11, bob);
        assertThat(second.isGap()).isFalse();
        assertThat(gone(11, 12, alice).news().gone()).hasSize(1);
        assertThat(gone(11, 12, alice).news().isNothing()).isTrue();
        assertThat(mirror.seats(channel)).containsExactly(bob);
        gone(12, 13, bob);
        assertThat(mirror.channels()).isEmpty();
    }

    @Test
    void who_goes_is_gone_also_where_a_later_change_overtook_the_word_of_it() {
        put(0, 10, alice);
        put(11, 12, bob);
        assertThat(gone(10, 11, alice).news().gone()).hasSize(1);
        put(13, 14, changed(bob, true, false));
        assertThat(gone(12, 13, bob).news().isNothing()).as("heard of since").isTrue();
        assertThat(mirror.seats(channel)).hasSize(1);
    }

    @Test
    void a_change_that_was_lost_is_noticed_and_found_by_reading() {
        put(0, 10, alice);
        assertThat(gone(11, 12, alice).isGap()).isTrue();
        assertThat(read(12, 0, bob).came()).containsExactly(bob.participant());
        assertThat(read(11, 0, alice).isNothing())
                .as("older than what is known")
                .isTrue();
    }

    @Test
    void who_is_missing_once_may_be_on_the_way_back_and_is_gone_the_second_time() {
        put(0, 10, alice, bob);
        assertThat(read(0, 1_000).isNothing()).as("Redis has lost everything").isTrue();
        assertThat(mirror.doubtful()).containsExactly(channel);
        assertThat(read(20, 5_000, alice).isNothing()).isTrue();
        var later = read(20, 9_000, alice);
        assertThat(later.gone())
                .extracting(VoiceHint.Gone::participant)
                .containsExactly(bob.participant().participantId());
        assertThat(mirror.doubtful()).isEmpty();
    }

    @Test
    void while_nobody_counts_changes_are_told_and_the_count_stays() {
        put(0, 10, alice);
        assertThat(put(-1, 0, bob).news().came()).containsExactly(bob.participant());
        assertThat(mirror.rev(channel)).isEqualTo(10);
        assertThat(read(-1, 0, alice).isNothing()).isTrue();
        assertThat(mirror.seats(channel)).hasSize(2);
    }

    @Test
    void who_speaks_is_told_in_the_call_and_not_in_the_channel_list() {
        put(0, 10, alice);
        var speaks = put(10, 11, changed(alice, false, true)).news();
        assertThat(speaks.changed()).hasSize(1);
        assertThat(speaks.isShown()).isFalse();
        assertThat(put(11, 12, changed(alice, true, false)).news().isShown()).isTrue();
    }
}
