package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Event;
import io.miscord.contract.Frame;
import io.miscord.contract.LegacyFrame;
import io.miscord.contract.Message;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Nonce;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.platform.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ws/legacy/chat/{channelId}}: one channel in flat frames. The message itself tells its writer that it is
 * stored. What the server itself tells has no text, and is told in later generations alone.
 */
public record LegacyChatWire(ChannelId channel, InstantSource clock) implements Wire {
    /** What it has words for; what a newer node may call otherwise is not even read. */
    private static final Set<String> NAMES = Set.of(
            Event.nameOf(ChannelEvent.MessageNew.class),
            Event.nameOf(ChannelEvent.MessageUpdated.class),
            Event.nameOf(ChannelEvent.MessageDeleted.class),
            Event.nameOf(ChannelEvent.MessagesDeleted.class),
            Event.nameOf(ChannelEvent.ReactionAdded.class),
            Event.nameOf(ChannelEvent.ReactionRemoved.class));

    @Override
    public Reach reach() {
        return new Reach.OneChannel(channel);
    }

    @Override
    public Said read(String text) throws Unreadable {
        return FlatText.read(text, this::own);
    }

    private Optional<ClientFrame> own(String type, JsonNode frame) {
        return switch (type) {
            case "message" ->
                Optional.of(new ClientFrame.Send(
                        channel,
                        FlatText.text(frame, "content"),
                        FlatText.optional(frame, "nonce", Nonce.class),
                        FlatText.optional(frame, "reply_to", MessageId.class)));
            case "typing" -> Optional.of(new ClientFrame.TypingStart(channel));
            default -> Optional.empty();
        };
    }

    @Override
    public @Nullable JsonNode idOf(String text) {
        return null;
    }

    @Override
    public Optional<Frame> frame(StreamEvent event) {
        if (!event.stream().equals(StreamId.of(channel)) || !NAMES.contains(event.name())) {
            return Optional.empty();
        }
        var at = event.acceptedAt() > 0 ? Instant.ofEpochMilli(event.acceptedAt()) : clock.instant();
        return Json.event(event.frame()) instanceof DurableEvent durable
                ? frame(durable, at).map(Json::frame)
                : Optional.empty();
    }

    @Override
    public Optional<Frame> frame(EphemeralEvent event) {
        return switch (event) {
            case EphemeralEvent.Typing typing
            when typing.channelId().equals(channel) ->
                Optional.of(Json.frame(new LegacyFrame.Typing(channel, typing.userId(), clock.instant())));
            case EphemeralEvent.PresenceChanged change -> presence(change).map(Json::frame);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said) {
        return FlatText.frame(said, clock);
    }

    private Optional<LegacyFrame> frame(DurableEvent event, Instant at) {
        return Optional.ofNullable(
                switch (event) {
                    case ChannelEvent.MessageNew written ->
                        written.message().type() == MessageType.SYSTEM ? null : message(written.message());
                    case ChannelEvent.MessageUpdated edit -> edited(edit);
                    case ChannelEvent.MessageDeleted gone ->
                        new LegacyFrame.MessageDeleted(
                                channel, gone.messageId(), List.of(gone.messageId()), gone.by(), at);
                    case ChannelEvent.MessagesDeleted gone ->
                        new LegacyFrame.MessageDeleted(channel, null, gone.messageIds(), null, at);
                    case ChannelEvent.ReactionAdded reaction ->
                        new LegacyFrame.Reaction(
                                channel,
                                reaction.messageId(),
                                reaction.userId(),
                                reaction.emoji(),
                                "added",
                                reaction.count(),
                                at);
                    case ChannelEvent.ReactionRemoved reaction ->
                        new LegacyFrame.Reaction(
                                channel,
                                reaction.messageId(),
                                reaction.userId(),
                                reaction.emoji(),
                                "removed",
                                reaction.count(),
                                at);
                    default -> null;
                });
    }

    /** These clients know of texts alone. */
    private @Nullable LegacyFrame edited(ChannelEvent.MessageUpdated edit) {
        var content = edit.content();
        var editedAt = edit.editedAt();
        return content == null || editedAt == null
                ? null
                : new LegacyFrame.MessageEdited(channel, edit.messageId(), content, editedAt);
    }

    private LegacyFrame message(Message message) {
        var author = message.author();
        return new LegacyFrame.Message(
                channel,
                message.id(),
                author == null ? null : author.id(),
                author == null ? null : author.username(),
                author == null ? message.importedAuthor() : author.displayName(),
                message.content(),
                message.replyTo(),
                message.nonce(),
                message.isImported() ? true : null,
                message.createdAt());
    }

    private Optional<LegacyFrame> presence(EphemeralEvent.PresenceChanged change) {
        if (change.status() == PresenceStatus.OFFLINE) {
            return Optional.of(new LegacyFrame.UserLeft(channel, change.userId(), clock.instant()));
        }
        return change.was() == PresenceStatus.OFFLINE
                ? Optional.of(new LegacyFrame.UserJoined(channel, change.userId(), clock.instant()))
                : Optional.empty();
    }
}
