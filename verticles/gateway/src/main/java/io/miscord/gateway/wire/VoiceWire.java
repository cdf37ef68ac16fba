package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Frame;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerFrame;
import io.miscord.platform.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ws/voice/{channelId}}: one call, in the frames of {@code /ws/main}. Whoever is let in joins it.
 *
 * @param resume where they were in the call; null when they come anew
 */
public record VoiceWire(ChannelId channel, ClientFrame.@Nullable VoiceResume resume) implements CallWire {
    /** Where somebody was, of the address' {@code session:n}; null for none, or what is no such thing. */
    public static ClientFrame.@Nullable VoiceResume resume(@Nullable String text) {
        int colon = text == null ? -1 : text.lastIndexOf(':');
        if (text == null || colon < 1) {
            return null;
        }
        try {
            long n = Long.parseLong(text.substring(colon + 1));
            return n < 0 ? null : new ClientFrame.VoiceResume(text.substring(0, colon), n);
        } catch (NumberFormatException e) {
            return null; // they come anew, as whoever comes too late does
        }
    }

    @Override
    public boolean joinsAtOnce() {
        return true;
    }

    @Override
    public Said read(String text) throws Unreadable {
        var said = MainWire.WIRE.read(text);
        return switch (said.frame()) {
            case ClientFrame.Authenticate _, ClientFrame.Ping _ -> said;
            case ClientFrame.VoiceJoin _ -> throw unknown(said);
            case ClientFrame.OfVoice _ -> said;
            default -> throw unknown(said);
        };
    }

    private static Unreadable unknown(Said said) {
        return new Unreadable(said.id(), Problem.invalid("event", Refusal.UNKNOWN_EVENT));
    }

    @Override
    public @Nullable JsonNode idOf(String text) {
        return MainWire.WIRE.idOf(text);
    }

    @Override
    public Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said) {
        return switch (said) {
            case ServerFrame.Ack _ -> id == null ? Optional.empty() : Optional.of(Json.frame(id, said));
            case ServerFrame.OfVoice _,
                    ServerFrame.Refused _,
                    ServerFrame.Pong _,
                    ServerFrame.Reconnect _,
                    ServerFrame.ReconnectPolicy _,
                    ServerFrame.SessionRevoked _ -> Optional.of(Json.frame(id, said));
            default -> Optional.empty();
        };
    }
}
