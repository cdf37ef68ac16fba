package io.miscord.voice;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoiceHint;
import io.miscord.contract.VoiceSeat;
import io.miscord.platform.bus.Bus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the gateways what became of rooms. Safe on any thread. */
final class Announcer {
    private final Bus bus;

    Announcer(Bus bus) {
        this.bus = bus;
    }

    /** Somebody came, or has a socket at another node now. */
    void put(ChannelId channel, Rooms.Step step, VoiceSeat seat) {
        changed(channel, step, List.of(seat), List.of());
    }

    /** These are otherwise than before. */
    void put(ChannelId channel, Rooms.Flushed flushed) {
        changed(channel, flushed.step(), flushed.seats(), List.of());
    }

    /** Somebody is gone; where to, if a moderator moved them. */
    void gone(
            ChannelId channel, ParticipantId participant, Rooms.Ended ended, VoiceEnd reason, @Nullable ChannelId to) {
        var who = new VoiceHint.Gone(participant, ended.user(), reason, to);
        changed(channel, ended.step(), List.of(), List.of(who));
    }

    /** To one node alone, at once. */
    void tell(String node, VoiceHint hint) {
        bus.tell(node, List.of(hint));
    }

    private void changed(ChannelId channel, Rooms.Step step, List<VoiceSeat> put, List<VoiceHint.Gone> gone) {
        bus.announce(List.of(new VoiceHint.Changed(channel, step.since(), step.rev(), put, gone)));
    }
}
