package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Frame;
import io.miscord.contract.IceCandidate;
import io.miscord.contract.LegacyFrame;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.VoiceParticipant;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ws/legacy/voice/{channelId}}: a call as the previous generation has it, in the same rooms as everybody's.
 * Flat frames, without batches and without a way of coming back; a peer connection has no name there, so that all of a
 * pair is one incarnation.
 */
public record LegacyVoiceWire(ChannelId channel, InstantSource clock) implements CallWire {
    /** What old clients do not say: which peer connection a signal is about. */
    private static final String PC = "legacy";

    @Override
    public ClientFrame.@Nullable VoiceResume resume() {
        return null;
    }

    @Override
    public boolean joinsAtOnce() {
        return false; // its clients say when
    }

    @Override
    public Said read(String text) throws Unreadable {
        return FlatText.read(text, this::own);
    }

    private Optional<ClientFrame> own(String type, JsonNode frame) {
        ClientFrame.@Nullable OfVoice said = switch (type) {
            case "join" -> new ClientFrame.VoiceJoin(channel, null, null, null);
            case "leave" -> new ClientFrame.VoiceLeave();
            case "mute" -> new ClientFrame.VoiceState(muted(frame), null, null, null, null);
            case "offer" -> new ClientFrame.VoiceOffer(to(frame), sdp(frame), PC);
            case "answer" -> new ClientFrame.VoiceAnswer(to(frame), sdp(frame), PC);
            case "ice" -> new ClientFrame.VoiceIce(to(frame), candidate(frame), PC);
            default -> null;
        };
        if (said != null) {
            VoiceBounds.check(said);
        }
        return Optional.ofNullable(said);
    }

    private static ParticipantId to(JsonNode frame) {
        try {
            return ParticipantId.of(FlatText.text(frame, "to"));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("to", Refusal.WRONG_FORMAT, "uuid");
        }
    }

    /** The text itself, or the description that has it. */
    private static String sdp(JsonNode frame) {
        var data = frame.path("data");
        var sdp = data.isTextual() ? data : data.path("sdp");
        if (!sdp.isTextual()) {
            throw ProblemException.invalid("data", Refusal.WRONG_TYPE, "string");
        }
        return sdp.textValue();
    }

    private static @Nullable IceCandidate candidate(JsonNode frame) {
        var data = frame.path("data");
        if (data.isMissingNode() || data.isNull()) {
            return null;
        }
        var line = data.path("sdpMLineIndex");
        return new IceCandidate(
                FlatText.text(data, "candidate"),
                FlatText.optional(data, "sdpMid", String.class),
                line.isInt() ? line.intValue() : null,
                FlatText.optional(data, "usernameFragment", String.class));
    }

    private static boolean muted(JsonNode frame) {
        var data = frame.path("data");
        var muted = data.isBoolean() ? data : data.path("muted");
        return muted.asBoolean(true);
    }

    @Override
    public @Nullable JsonNode idOf(String text) {
        return null;
    }

    @Override
    public List<ServerFrame> parts(ServerFrame said) {
        return switch (said) {
            case ServerFrame.VoiceReady ready -> joined(ready);
            case ServerFrame.VoiceStates states ->
                states.participants().stream()
                        .<ServerFrame>map(one -> new ServerFrame.VoiceStates(channel, List.of(one)))
                        .toList();
            default -> List.of(said);
        };
    }

    /** Everybody who is there already, whom the client is to offer to, and then oneself. */
    private List<ServerFrame> joined(ServerFrame.VoiceReady ready) {
        var all = new ArrayList<ServerFrame>();
        ready.participants().stream()
                .filter(one -> !one.participantId().equals(ready.self()))
                .forEach(one -> all.add(new ServerFrame.VoiceJoined(channel, one)));
        all.add(ready);
        return all;
    }

    @Override
    public Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said) {
        return said instanceof ServerFrame.OfVoice call ? call(call).map(Json::frame) : FlatText.frame(said, clock);
    }

    private Optional<LegacyFrame> call(ServerFrame.OfVoice said) {
        var now = clock.instant();
        return Optional.ofNullable(
                switch (said) {
                    case ServerFrame.VoiceReady ready -> new LegacyFrame.Join(ready.self(), self(ready), now);
                    case ServerFrame.VoiceJoined joined ->
                        new LegacyFrame.Join(joined.participant().participantId(), data(joined.participant()), now);
                    case ServerFrame.VoiceLeft left -> new LegacyFrame.Leave(left.participantId(), data(left), now);
                    case ServerFrame.VoiceStates states -> {
                        var who = states.participants().getFirst();
                        yield new LegacyFrame.Mute(who.participantId(), data(who), now);
                    }
                    case ServerFrame.VoiceOffered offer ->
                        new LegacyFrame.Offer(offer.from(), sdp("offer", offer.sdp()), now);
                    case ServerFrame.VoiceAnswered answer ->
                        new LegacyFrame.Answer(answer.from(), sdp("answer", answer.sdp()), now);
                    case ServerFrame.VoiceIceFound ice -> new LegacyFrame.Ice(ice.from(), data(ice.candidate()), now);
                    case ServerFrame.VoiceQualityChanged _ -> null;
                });
    }

    private static Map<String, Object> sdp(String type, String sdp) {
        return Map.of("type", type, "sdp", sdp);
    }

    private static Map<String, Object> self(ServerFrame.VoiceReady ready) {
        var data = new HashMap<String, Object>();
        data.put("self", true);
        data.put("iceServers", ready.iceServers());
        return data;
    }

    private static Map<String, Object> data(VoiceParticipant who) {
        return Map.of("userId", who.userId(), "muted", who.muted() || who.suppressed());
    }

    private static Map<String, Object> data(ServerFrame.VoiceLeft left) {
        var data = new HashMap<String, Object>();
        data.put("userId", left.userId());
        data.put("reason", left.reason());
        if (left.message() != null) {
            data.put("message", left.message());
        }
        return data;
    }

    private static Map<String, Object> data(@Nullable IceCandidate candidate) {
        var data = new HashMap<String, Object>();
        if (candidate != null) {
            data.put("candidate", candidate.candidate());
            data.put("sdpMid", candidate.sdpMid());
            data.put("sdpMLineIndex", candidate.sdpMLineIndex());
        }
        return data;
    }
}
