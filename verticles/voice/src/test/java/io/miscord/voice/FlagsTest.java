package io.miscord.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ClientFrame;
import io.miscord.contract.LineQuality;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceParticipant;
import io.miscord.platform.ids.UuidV7;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlagsTest {
    private static VoiceParticipant seen(Flags flags) {
        return flags.seen(new ParticipantId(UuidV7.next()), new UserId(UuidV7.next()), Instant.EPOCH);
    }

    private static Flags.Change says(Boolean muted, Boolean speaking, Boolean screen) {
        return Flags.change(new ClientFrame.VoiceState(muted, null, speaking, screen, null));
    }

    @Test
    void who_is_muted_silenced_or_may_not_speak_is_never_seen_speaking() {
        var speaking = Flags.of(false, false, true).with(says(null, true, null));
        assertThat(seen(speaking).speaking()).isTrue();
        assertThat(seen(speaking.with(says(true, null, null))).speaking()).isFalse();
        var silenced = speaking.with(new Flags.Change(Flags.SILENCED, ""));
        assertThat(seen(silenced).speaking()).isFalse();
        assertThat(seen(silenced).suppressed()).isTrue();
        assertThat(seen(Flags.of(false, false, false).with(says(null, true, null)))
                        .speaking())
                .isFalse();
    }

    @Test
    void what_is_left_out_stays_and_what_is_said_twice_holds_once() {
        var shared = Flags.of(true, true, true).with(says(null, null, true));
        assertThat(shared.with(says(null, null, true)).letters()).hasSameSizeAs(shared.letters());
        assertThat(seen(shared.with(says(false, null, null))).deafened()).isTrue();
        assertThat(Flags.change(new ClientFrame.VoiceState(null, null, null, null, null))
                        .isNothing())
                .isTrue();
    }

    @Test
    void a_line_has_one_quality_at_a_time() {
        var good = Flags.of(false, false, true).with(Flags.line(LineQuality.GOOD));
        assertThat(seen(good).quality()).isEqualTo(LineQuality.GOOD);
        assertThat(seen(good.with(Flags.line(LineQuality.POOR))).quality()).isEqualTo(LineQuality.POOR);
    }
}
