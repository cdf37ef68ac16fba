package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event without a {@code seq}: it may be lost, and the next one of its kind makes up for it. */
public sealed interface EphemeralEvent extends Event, Hint {
    /** Someone is writing in a channel. */
    @JsonTypeName("typing")
    record Typing(ChannelId channelId, UserId userId) implements EphemeralEvent {}

    /**
     * Someone came, went, or changed their status; told to those who share a server with them.
     *
     * @param servers where they are a member: who is told, not part of what is told
     * @param was how those who are told saw them before, for sockets that tell coming and going alone; not part of what
     *     is told on {@code /ws/main}; null when that is not known
     */
    @JsonTypeName("presence:user")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PresenceChanged(
            UserId userId,
            PresenceStatus status,
            @Nullable String text,
            Set<ServerId> servers,
            @Nullable PresenceStatus was)
            implements EphemeralEvent {
        public PresenceChanged {
            servers = Set.copyOf(servers);
        }
    }

    /**
     * Who is in a channel's call now, all of them; told to those who have the channel. Who speaks is no news here, nor
     * how good a line is.
     */
    @JsonTypeName("voice:presence")
    record VoicePresence(ChannelId channelId, List<VoiceParticipant> participants) implements EphemeralEvent {
        public VoicePresence {
            participants = List.copyOf(participants);
        }
    }

    /** A person read a channel up to {@code seq}; told to their own devices. */
    @JsonTypeName("read:updated")
    record ReadUpdated(UserId userId, ChannelId channelId, long seq) implements EphemeralEvent {}

    /** Sign-ins that have ended: their sockets are closed. */
    @JsonTypeName("session:revoked")
    record SessionsRevoked(List<SessionId> sessions) implements EphemeralEvent {
        public SessionsRevoked {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * A task moved on: told at most twice a second for each, and at its end. Its owner ({@link Task#createdBy()}) and
     * operators may see it, nobody else.
     */
    @JsonTypeName("task:updated")
    record TaskUpdated(Task task) implements EphemeralEvent {}

    /** What the operator tells everybody at the moment, all of it: told when that changes, but not when one ends. */
    @JsonTypeName("announcements:updated")
    record AnnouncementsUpdated(List<Announcement> announcements) implements EphemeralEvent {
        public AnnouncementsUpdated {
            announcements = List.copyOf(announcements);
        }
    }
}
