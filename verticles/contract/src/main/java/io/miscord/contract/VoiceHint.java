package io.miscord.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateways are told of calls. What is lost is found by comparing revisions and numbers. */
public sealed interface VoiceHint extends Hint {
    /**
     * A room changed; to all gateways.
     *
     * @param since the state that it was in before; 0 when it was empty, -1 when nobody knows, because Redis is away
     * @param rev the state that it is in now
     * @param put people who came, or are otherwise than before
     * @param gone people who are no longer there
     */
    record Changed(ChannelId channel, long since, long rev, List<VoiceSeat> put, List<Gone> gone) implements VoiceHint {
        public Changed {
            put = List.copyOf(put);
            gone = List.copyOf(gone);
        }
    }

    /** Somebody who is no longer in a call; where a moderator sent them to, if one did. */
    record Gone(
            ParticipantId participant,
            UserId user,
            VoiceEnd reason,
            @Nullable ChannelId to) {}

    /** A signal to somebody; to the node that holds their socket alone. */
    record Signalled(ParticipantId to, VoiceSignal signal) implements VoiceHint {}

    /** How somebody is to encode sound; to the node that holds their socket alone. */
    record Encode(ParticipantId who, VoiceQuality quality) implements VoiceHint {}
}
