package io.miscord.gateway.wire;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said over a socket that is for one call, and ends with it. */
public sealed interface CallWire extends Wire permits VoiceWire, LegacyVoiceWire {
    /** Whose call it is. */
    ChannelId channel();

    /** Where its person was in the call; null when they come anew. */
    ClientFrame.@Nullable VoiceResume resume();

    /** Whether coming in is joining. */
    boolean joinsAtOnce();

    /** What is said, in as many frames as this wire needs for it. */
    default List<ServerFrame> parts(ServerFrame said) {
        return List.of(said);
    }

    /** Nothing but the call goes over it. */
    @Override
    default Optional<Frame> frame(StreamEvent event) {
        return Optional.empty();
    }

    @Override
    default Optional<Frame> frame(EphemeralEvent event) {
        return Optional.empty();
    }

    @Override
    default Reach reach() {
        return new Reach.OneChannel(channel());
    }
}
