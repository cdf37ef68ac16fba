package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.RoomState;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceParticipant;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceQuality;
import io.miscord.contract.VoiceSeat;
import io.miscord.contract.VoiceSeated;
import io.miscord.platform.ids.UuidV7;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallFramesTest {
    private final ChannelId channel = new ChannelId(UuidV7.next());
    private final VoiceSeat ada = seat();
    private final VoiceSeat bob = seat();

    private static VoiceSeat seat() {
        var user = new UserId(UuidV7.next());
        return new VoiceSeat(
                new VoiceParticipant(
                        new ParticipantId(UuidV7.next()),
                        user,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        null,
                        Instant.EPOCH),
                "node");
    }

    private List<VoiceParticipant> ready(List<VoiceSeat> there) {
        var seated = new VoiceSeated(
                new VoicePlace(channel, ada.participant().participantId(), "session"),
                null,
                false,
                0,
                List.of(),
                new RoomState(channel, 1, 8, List.of(bob, ada)),
                List.of(),
                Instant.EPOCH,
                new VoiceQuality(64, VoiceQuality.Reason.NORMAL),
                20_000,
                List.of());
        return ((ServerFrame.VoiceReady) CallFrames.ready(seated, there)).participants();
    }

    @Test
    void whoever_comes_in_is_there_once_whether_or_not_the_node_has_heard_of_it() {
        assertThat(ready(List.of(bob))).containsExactly(bob.participant(), ada.participant());
        assertThat(ready(List.of(ada, bob))).containsExactly(ada.participant(), bob.participant());
    }
}
