package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;

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

    /** The person is no longer in a server. */
    @JsonTypeName("server:left")
    record ServerLeft(ServerId serverId, LeaveReason reason) implements PersonEvent {}

    /** The person takes part in a new conversation. */
    @JsonTypeName("dm:created")
    record DmCreated(Conversation conversation) implements PersonEvent {}
}
