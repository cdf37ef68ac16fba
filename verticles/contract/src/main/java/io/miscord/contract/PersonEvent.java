package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of a person's own stream, for all of their devices. */
public sealed interface PersonEvent extends DurableEvent {
    /** The person is now in a server; {@code positions} are of its streams that they may see. */
    @JsonTypeName("server:joined")
    record ServerJoined(Server server, List<Channel> channels, Map<StreamId, Long> positions) implements PersonEvent {
        public ServerJoined {
            channels = List.copyOf(channels);
            positions = Map.copyOf(positions);
        }
    }

    /**
     * The person is no longer in a server.
     *
     * @param detail why, in the words of whoever kicked or banned them; left out where they gave none
     */
    @JsonTypeName("server:left")
    record ServerLeft(
            ServerId serverId,
            LeaveReason reason,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String detail) implements PersonEvent {}

    /** The person has marked a server as read: its channels that were not, and up to where they are now. */
    @JsonTypeName("server:read")
    record ServerRead(ServerId serverId, Map<StreamId, Long> reads) implements PersonEvent {
        public ServerRead {
            reads = Map.copyOf(reads);
        }
    }

    /**
     * The person takes part in a conversation that is new to them.
     *
     * @param position the seq of its stream's last event before they did: 0 where it was just made, as in an event
     *     that the release before stored
     */
    @JsonTypeName("dm:created")
    record DmCreated(Conversation conversation, long position) implements PersonEvent {}

    /** The person takes part in a conversation no longer. */
    @JsonTypeName("conversation:left")
    record ConversationLeft(ChannelId conversationId) implements PersonEvent {}

    /** What somebody is to the person has changed; {@code kind} is left out when they are nothing to them any more. */
    @JsonTypeName("relationship:updated")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RelationshipUpdated(UserId userId, @Nullable RelationshipKind kind) implements PersonEvent {}

    /** The person's settings are these now. */
    @JsonTypeName("settings:updated")
    record SettingsUpdated(Settings settings) implements PersonEvent {}

    /** What the person wants to be told of something is this now; without anything in it nothing. */
    @JsonTypeName("levels:updated")
    record LevelsUpdated(Level level) implements PersonEvent {}

    /** The person is told of something. */
    @JsonTypeName("notification")
    record Notified(Notification notification) implements PersonEvent {}

    /** These were not read before, and are now. */
    @JsonTypeName("notifications:read")
    record NotificationsRead(List<NotificationId> ids) implements PersonEvent {
        public NotificationsRead {
            ids = List.copyOf(ids);
        }
    }
}
