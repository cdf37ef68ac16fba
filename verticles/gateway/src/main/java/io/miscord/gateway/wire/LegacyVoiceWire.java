package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.platform.ProblemException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ws/legacy/voice/{channelId}}: who may see the channel comes in, and is told that there is no voice yet
 * whenever they signal.
 */
public record LegacyVoiceWire(ChannelId channel, InstantSource clock) implements Wire {
    private static final Set<String> SIGNALS = Set.of("offer", "answer", "ice", "join", "leave", "mute");
    private static final Problem NOT_HERE =
            Problem.of(Problem.Kind.UNAVAILABLE, "Voice is not here yet: this server carries no calls.");

    @Override
    public Reach reach() {
        return new Reach.OneChannel(channel);
    }

    @Override
    public Said read(String text) throws Unreadable {
        return FlatText.read(text, this::own);
    }

    private Optional<ClientFrame> own(String type, JsonNode frame) {
        if (SIGNALS.contains(type)) {
            throw new ProblemException(NOT_HERE);
        }
        return Optional.empty();
    }

    @Override
    public @Nullable JsonNode idOf(String text) {
        return null;
    }

    @Override
    public Optional<Frame> frame(StreamEvent event) {
        return Optional.empty();
    }

    @Override
    public Optional<Frame> frame(EphemeralEvent event) {
        return Optional.empty();
    }

    @Override
    public Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said) {
        return FlatText.frame(said, clock);
    }
}
