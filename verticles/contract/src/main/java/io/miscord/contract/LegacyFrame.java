package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node says on {@code /ws/legacy/…}, the previous generation's sockets: flat, the {@code type} among the data,
 * each with a {@code timestamp}. What is null is left out.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface LegacyFrame {
    /** When what is told happened. */
    Instant timestamp();

    /**
     * Someone wrote; for the writer, too, whom nothing else tells that it is stored.
     *
     * @param userId null when the account is deleted, and for an imported message whose author has none
     * @param nonce the sender's own, if they chose one
     * @param imported true when it comes from a file that says who wrote it, and when; else null
     */
    @JsonTypeName("message")
    record Message(
            @JsonProperty("channel_id") ChannelId channelId,
            @JsonProperty("message_id") MessageId messageId,
            @JsonProperty("user_id") @Nullable UserId userId,
            @Nullable String username,
            @JsonProperty("display_name") @Nullable String displayName,
            String content,
            @JsonProperty("reply_to") @Nullable MessageId replyTo,
            @Nullable Nonce nonce,
            @Nullable Boolean imported,
            Instant timestamp)
            implements LegacyFrame {}

    /** A message's text changed. */
    @JsonTypeName("message_edited")
    record MessageEdited(
            @JsonProperty("channel_id") ChannelId channelId,
            @JsonProperty("message_id") MessageId messageId,
            String content,
            Instant timestamp)
            implements LegacyFrame {}

    /**
     * Messages are gone.
     *
     * @param messageId the one that is; left out when there are several
     * @param messageIds all that are
     * @param userId who did it, where that is told
     */
    @JsonTypeName("message_deleted")
    record MessageDeleted(
            @JsonProperty("channel_id") ChannelId channelId,
            @JsonProperty("message_id") @Nullable MessageId messageId,
            @JsonProperty("message_ids") List<MessageId> messageIds,
            @JsonProperty("user_id") @Nullable UserId userId,
            Instant timestamp)
            implements LegacyFrame {}

    /**
     * Someone reacted, or took it back.
     *
     * @param action {@code added} or {@code removed}
     * @param count how many have with this emoji now
     */
    @JsonTypeName("reaction")
    record Reaction(
            @JsonProperty("channel_id") ChannelId channelId,
            @JsonProperty("message_id") MessageId messageId,
            @JsonProperty("user_id") UserId userId,
            String emoji,
            String action,
            int count,
            Instant timestamp)
            implements LegacyFrame {}

    /** Someone is writing. */
    @JsonTypeName("typing")
    record Typing(
            @JsonProperty("channel_id") ChannelId channelId,
            @JsonProperty("user_id") UserId userId,
            Instant timestamp) implements LegacyFrame {}

    /** A member of the channel's server came online. */
    @JsonTypeName("user_joined")
    record UserJoined(
            @JsonProperty("channel_id") ChannelId channelId,
            @JsonProperty("user_id") UserId userId,
            Instant timestamp) implements LegacyFrame {}

    /** A member of the channel's server went offline. */
    @JsonTypeName("user_left")
    record UserLeft(
            @JsonProperty("channel_id") ChannelId channelId,
            @JsonProperty("user_id") UserId userId,
            Instant timestamp) implements LegacyFrame {}

    /**
     * Something happened to this person.
     *
     * @param event what, by the name it has on {@code /ws/main}
     * @param data as there
     */
    @JsonTypeName("notification")
    record Notification(String event, Map<String, Object> data, Instant timestamp) implements LegacyFrame {}

    /** A peer offers a connection. */
    @JsonTypeName("offer")
    record Offer(ParticipantId from, Map<String, Object> data, Instant timestamp) implements LegacyFrame {}

    /** A peer answers an offer. */
    @JsonTypeName("answer")
    record Answer(ParticipantId from, Map<String, Object> data, Instant timestamp) implements LegacyFrame {}

    /** Where a peer may be reached; with empty data there are no more. */
    @JsonTypeName("ice")
    record Ice(ParticipantId from, Map<String, Object> data, Instant timestamp) implements LegacyFrame {}

    /** Somebody came to the call; with {@code self} among the data it is oneself, who offers to all told of before. */
    @JsonTypeName("join")
    record Join(ParticipantId from, Map<String, Object> data, Instant timestamp) implements LegacyFrame {}

    /** Somebody is no longer in the call. */
    @JsonTypeName("leave")
    record Leave(ParticipantId from, Map<String, Object> data, Instant timestamp) implements LegacyFrame {}

    /** Whether somebody can be heard. */
    @JsonTypeName("mute")
    record Mute(ParticipantId from, Map<String, Object> data, Instant timestamp) implements LegacyFrame {}

    /** The answer to a ping. */
    @JsonTypeName("pong")
    record Pong(Instant timestamp) implements LegacyFrame {}

    /**
     * A frame of the client was refused; it never ends the socket.
     *
     * @param code one of the codes of {@link Problem.Kind}
     * @param message one sentence for a person
     * @param retryAfter seconds after which trying again may help
     */
    @JsonTypeName("error")
    record Refused(
            String code,
            String message,
            @JsonProperty("retry_after") @Nullable Integer retryAfter,
            Instant timestamp) implements LegacyFrame {}
}
