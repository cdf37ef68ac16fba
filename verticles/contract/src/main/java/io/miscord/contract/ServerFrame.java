package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node itself says on {@code /ws/main}, besides {@link Event}s: the event's name stands on its record, its data
 * are the components. None of them has a {@code seq}; what is null is left out.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ServerFrame {
    /** The wire name, such as {@code authenticated}. */
    default String event() {
        return nameOf(getClass());
    }

    /** The wire name of frames of this kind. */
    static String nameOf(Class<? extends ServerFrame> type) {
        return type.getAnnotation(JsonTypeName.class).value();
    }

    /**
     * The greeting of a client that is let in.
     *
     * @param servers each with what the person may see of it; left out when resuming
     * @param dms conversations; left out when resuming
     * @param positions the last seq of every stream that the person may see and the client did not name
     * @param epoch changes when the database is restored from a backup
     * @param heads per channel with messages the seq of the last one; left out when resuming
     * @param reads per channel the seq up to which the person has read it; when resuming, of the 1,000 channels in
     *     which that moved last
     * @param mentions per channel the seqs of unread messages of others that call the person, one of their roles or
     *     everybody, the newest first; 100 a channel and 2,000 in all at most
     * @param heartbeatInterval milliseconds between the pings to a silent socket
     * @param node the name of the node that the socket is at
     */
    @JsonTypeName("authenticated")
    record Authenticated(
            Account user,
            @Nullable List<ServerDetail> servers,
            @Nullable List<Conversation> dms,
            Map<StreamId, Long> positions,
            String epoch,
            @Nullable Map<StreamId, Long> heads,
            Map<StreamId, Long> reads,
            Map<StreamId, List<Long>> mentions,
            long heartbeatInterval,
            ReconnectPolicy reconnect,
            String node)
            implements ServerFrame {}

    /**
     * What the client asked for is done.
     *
     * @param messageId the message that was stored
     * @param seq the seq that the event took; left out where nothing changed
     * @param duplicate true when the nonce was known already, and the rest tells of the first time
     */
    @JsonTypeName("ack")
    record Ack(
            @Nullable MessageId messageId,
            @Nullable Long seq,
            @Nullable Boolean duplicate) implements ServerFrame {
        /** Nothing to say but that it is done. */
        public static final Ack DONE = new Ack(null, null, null);
    }

    /**
     * One frame of the client was refused; it never ends the socket.
     *
     * @param code one of the codes of {@link Problem.Kind}
     * @param message one sentence for a person
     * @param retryAfter seconds after which trying again may help
     * @param fields which fields were wrong
     * @param reason why, by name; left out only where a node of a later release has a new one
     * @param params what the sentence of the reason is filled with
     */
    @JsonTypeName("error")
    record Refused(
            String code,
            String message,
            @Nullable Integer retryAfter,
            @Nullable List<Problem.FieldError> fields,
            @Nullable Refusal reason,
            @Nullable Map<String, String> params)
            implements ServerFrame {
        /** The frame of a problem. */
        public static Refused of(Problem problem) {
            var fields = problem.errors().isEmpty() ? null : problem.errors();
            return new Refused(
                    problem.kind().code(),
                    problem.detail(),
                    problem.retryAfter(),
                    fields,
                    problem.reason(),
                    problem.params());
        }
    }

    /** The answer to a ping: its {@code t} as it was, and the node's clock in milliseconds since the epoch. */
    @JsonTypeName("pong")
    record Pong(@Nullable Double t, long serverTime) implements ServerFrame {}

    /** All that a resuming client missed was sent: so many events. */
    @JsonTypeName("resumed")
    record Resumed(long replayed) implements ServerFrame {}

    /** What the client has of these streams cannot be continued: it reads their state anew. */
    @JsonTypeName("resync")
    record Resync(List<StreamId> streams, ResyncReason reason) implements ServerFrame {}

    /** The node leaves: the client comes back, to any, after so many milliseconds. */
    @JsonTypeName("reconnect")
    record Reconnect(long afterMs) implements ServerFrame {}

    /** How a client comes back, in milliseconds: first wait, longest wait, and the spread after the loss of a node. */
    @JsonTypeName("reconnect:policy")
    record ReconnectPolicy(long baseMs, long capMs, long spreadMs) implements ServerFrame {}

    /** The sign-in that the socket came with has ended, and the socket ends with it. */
    @JsonTypeName("session:revoked")
    record SessionRevoked() implements ServerFrame {}

    /** The person may see a further channel of a server, whose stream goes on from this position. */
    @JsonTypeName("channel:created")
    record ChannelCreated(Channel channel, long position) implements ServerFrame {}

    /** The person may no longer see a channel of a server, or it is gone. */
    @JsonTypeName("channel:removed")
    record ChannelRemoved(ServerId serverId, ChannelId channelId) implements ServerFrame {}

    /** What is said of the call that the socket's person is in. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    sealed interface OfVoice extends ServerFrame {}

    /**
     * The person is in the call, or still in it.
     *
     * @param self which of the participants they are
     * @param sessionId what to come back with; nobody else knows it
     * @param resumed true when it goes on where it was: nobody was told that they were away
     * @param n the number of the last signal that the person is taken to have; those after it follow
     * @param participants all of them, the person too
     * @param iceServers what finds the others
     * @param iceExpiresAt when those have to be asked for again
     * @param resumeWindowMs how long the seat is kept when the socket is lost
     * @param capacity how many may be in this call
     * @param may what they may do here: of SPEAK, SHARE_SCREEN, MUTE_MEMBERS and MOVE_MEMBERS
     */
    @JsonTypeName("voice:ready")
    record VoiceReady(
            ChannelId channelId,
            ParticipantId self,
            String sessionId,
            boolean resumed,
            long n,
            List<VoiceParticipant> participants,
            List<IceServer> iceServers,
            Instant iceExpiresAt,
            VoiceQuality quality,
            long resumeWindowMs,
            int capacity,
            List<Permission> may)
            implements OfVoice {}

    /** A peer's offer; {@code n} counts the signals to this person. */
    @JsonTypeName("voice:offer")
    record VoiceOffered(ParticipantId from, long n, String sdp, String pc) implements OfVoice {}

    /** A peer's answer. */
    @JsonTypeName("voice:answer")
    record VoiceAnswered(ParticipantId from, long n, String sdp, String pc) implements OfVoice {}

    /** Where a peer may be reached; without a candidate there are no more. */
    @JsonTypeName("voice:ice")
    record VoiceIceFound(
            ParticipantId from, long n, @Nullable IceCandidate candidate, String pc) implements OfVoice {}

    /** Somebody came to the call. */
    @JsonTypeName("voice:joined")
    record VoiceJoined(ChannelId channelId, VoiceParticipant participant) implements OfVoice {}

    /**
     * Somebody is no longer in the call; the person themselves when it is their own seat.
     *
     * @param message one sentence, for the person themselves alone
     * @param to where a moderator wants the person, who joins there by themselves
     */
    @JsonTypeName("voice:left")
    record VoiceLeft(
            ChannelId channelId,
            ParticipantId participantId,
            UserId userId,
            VoiceEnd reason,
            @Nullable String message,
            @Nullable ChannelId to)
            implements OfVoice {}

    /** How these participants are now. */
    @JsonTypeName("voice:states")
    record VoiceStates(ChannelId channelId, List<VoiceParticipant> participants) implements OfVoice {}

    /** How the person is to encode sound from now on. */
    @JsonTypeName("voice:quality")
    record VoiceQualityChanged(int audioKbps, VoiceQuality.Reason reason) implements OfVoice {}

    /** Several frames of events as one, in their order: its data are these frames. */
    @JsonTypeName("batch")
    record Batch(List<Frame> frames) implements ServerFrame {}
}
