package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
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
     */
    @JsonTypeName("error")
    record Refusal(
            String code,
            String message,
            @Nullable Integer retryAfter,
            @Nullable List<Problem.FieldError> fields) implements ServerFrame {
        /** The frame of a problem. */
        public static Refusal of(Problem problem) {
            var fields = problem.errors().isEmpty() ? null : problem.errors();
            return new Refusal(problem.kind().code(), problem.detail(), problem.retryAfter(), fields);
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

    /** Several frames of events as one, in their order: its data are these frames. */
    @JsonTypeName("batch")
    record Batch(List<Frame> frames) implements ServerFrame {}
}
