package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client may say: on {@code /ws/main} the event's name stands on its record, its data are the components. What
 * has no name there is said on other sockets.
 */
public sealed interface ClientFrame {
    /** The wire name, such as {@code message:send}. */
    default String event() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** The first frame of a socket that came without a token, or a fresh token for a live one. */
    @JsonTypeName("authenticate")
    record Authenticate(String token, @Nullable Resume resume) implements ClientFrame {}

    /** Where a client was when it lost its socket: the last seq it has of each stream. */
    record Resume(String epoch, Map<StreamId, Long> positions) {
        public Resume {
            positions = Map.copyOf(positions);
        }
    }

    /** Write a message. */
    @JsonTypeName("message:send")
    record Send(
            ChannelId channelId,
            String content,
            @Nullable Nonce nonce,
            @Nullable MessageId replyTo) implements ClientFrame {}

    /** Change one's own message. */
    @JsonTypeName("message:edit")
    record Edit(MessageId messageId, String content) implements ClientFrame {}

    /** Delete a message. */
    @JsonTypeName("message:delete")
    record Delete(MessageId messageId) implements ClientFrame {}

    /** React to a message. */
    @JsonTypeName("message:react")
    record React(MessageId messageId, String emoji) implements ClientFrame {}

    /** Take a reaction back. */
    @JsonTypeName("message:unreact")
    record Unreact(MessageId messageId, String emoji) implements ClientFrame {}

    /** Pin a message. */
    @JsonTypeName("message:pin")
    record Pin(MessageId messageId) implements ClientFrame {}

    /** Unpin a message. */
    @JsonTypeName("message:unpin")
    record Unpin(MessageId messageId) implements ClientFrame {}

    /** One is writing. */
    @JsonTypeName("typing:start")
    record TypingStart(ChannelId channelId) implements ClientFrame {}

    /** One's own status, for all to see. */
    @JsonTypeName("presence:update")
    record PresenceUpdate(PresenceStatus status, @Nullable String text) implements ClientFrame {}

    /** One has read a channel. */
    @JsonTypeName("channel:read")
    record ChannelRead(ChannelId channelId, long seq) implements ClientFrame {}

    /**
     * What one looks at. Every channel comes live in any case; of a server with many people online, presence comes of
     * those in the window alone.
     *
     * @param channels taken, and of no consequence yet
     * @param members the window from now on; the one before is closed. Left out, it stays
     */
    @JsonTypeName("subscribe")
    record Watch(
            @Nullable Set<ChannelId> channels, @Nullable MemberWindow members) implements ClientFrame {
        public Watch {
            channels = channels == null ? null : Set.copyOf(channels);
        }
    }

    /** Members of one server that somebody looks at; at most 300. */
    record MemberWindow(ServerId serverId, Set<UserId> userIds) {
        public MemberWindow {
            userIds = userIds == null ? Set.of() : Set.copyOf(userIds);
        }
    }

    /** What one missed of a stream. */
    @JsonTypeName("sync")
    record Sync(StreamId stream, long after) implements ClientFrame {}

    /** Is anybody there, and how late is it? {@code t} comes back as it was. */
    @JsonTypeName("ping")
    record Ping(@Nullable Double t) implements ClientFrame {}

    /** What is said of a call, over {@code /ws/voice} and {@code /ws/main} alike. */
    sealed interface OfVoice extends ClientFrame {}

    /**
     * One wants to be in a channel's call; on {@code /ws/voice} coming in says it.
     *
     * @param resume where one was, when a socket was lost
     */
    @JsonTypeName("voice:join")
    record VoiceJoin(
            ChannelId channelId,
            @Nullable Boolean muted,
            @Nullable Boolean deafened,
            @Nullable VoiceResume resume) implements OfVoice {}

    /** Where somebody was in a call: their session, and the number of the last signal that they have. */
    record VoiceResume(String sessionId, long n) {}

    /** What names somebody else in the call and is for them alone. */
    sealed interface Signal extends OfVoice {
        /** The one in the same call whom it is for. */
        ParticipantId target();

        /** Which incarnation of the peer connection it is about; the sender's own word, at most 64 characters. */
        String pc();
    }

    /** An offer to a peer. */
    @JsonTypeName("voice:offer")
    record VoiceOffer(ParticipantId target, String sdp, String pc) implements Signal {}

    /** An answer to a peer's offer. */
    @JsonTypeName("voice:answer")
    record VoiceAnswer(ParticipantId target, String sdp, String pc) implements Signal {}

    /** A way to be reached; without a candidate there are no more. */
    @JsonTypeName("voice:ice")
    record VoiceIce(ParticipantId target, @Nullable IceCandidate candidate, String pc) implements Signal {}

    /** How one is; what is left out stays as it is. */
    @JsonTypeName("voice:state")
    record VoiceState(
            @Nullable Boolean muted,
            @Nullable Boolean deafened,
            @Nullable Boolean speaking,
            @Nullable Boolean screen,
            @Nullable Boolean camera)
            implements OfVoice {}

    /** What one measures of the lines from the others; at most 50 of them. */
    @JsonTypeName("voice:stats")
    record VoiceStats(List<PeerStats> peers) implements OfVoice {
        public VoiceStats {
            peers = peers == null ? null : List.copyOf(peers);
        }
    }

    /**
     * What one measures of the line from somebody, since the last time; what cannot be measured is left out.
     *
     * @param rtt milliseconds there and back
     * @param jitter milliseconds
     * @param loss the share of packets that were lost, 0 to 1
     * @param bitrate kilobits a second that came
     */
    record PeerStats(
            ParticipantId participantId,
            @Nullable Double rtt,
            @Nullable Double jitter,
            @Nullable Double loss,
            @Nullable Double bitrate) {}

    /** One leaves the call. */
    @JsonTypeName("voice:leave")
    record VoiceLeave() implements OfVoice {}

    /** What only those who watch say, over {@code /ws}. */
    sealed interface OfMonitor extends ClientFrame {}

    /** From now on these events, and no others. */
    record Subscribe(Set<String> events) implements OfMonitor {
        public Subscribe {
            events = Set.copyOf(events);
        }
    }

    /** Which tasks are there? */
    record GetSyncStatus() implements OfMonitor {}
}
