package io.miscord.gateway;

import io.miscord.contract.Event;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.platform.json.Json;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an event means for the gateway itself once sockets were given it: they have a further server or conversation, or
 * one less; a server's permissions changed. Each socket once, and not for what its greeting told already. Used on the
 * hub's loop.
 */
final class Consequences {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");

    private static final Set<String> FOLLOWED = Set.of(
            Event.nameOf(ServerEvent.AccessChanged.class),
            Event.nameOf(PersonEvent.ServerJoined.class),
            Event.nameOf(PersonEvent.ServerLeft.class),
            Event.nameOf(PersonEvent.DmCreated.class));

    private final Hub hub;
    private final AccessView access;

    Consequences(Hub hub, AccessView access) {
        this.hub = hub;
        this.access = access;
    }

    /** Whether anything follows from events of this kind. */
    static boolean follow(StreamEvent event) {
        return FOLLOWED.contains(event.name());
    }

    /** These were written to the topic's subscribers, as far as their positions say. */
    void told(List<StreamEvent> events) {
        for (var event : events) {
            if (follow(event)) {
                try {
                    heed(event);
                } catch (RuntimeException e) {
                    LOG.error("event not heeded stream={} seq={}", event.stream(), event.seq(), e);
                }
            }
        }
    }

    private void heed(StreamEvent event) {
        switch (Json.event(event.frame())) {
            case ServerEvent.AccessChanged change -> access.changed(change);
            case PersonEvent.ServerJoined joined -> each(event, socket -> access.joined(socket, joined));
            case PersonEvent.ServerLeft left -> each(event, socket -> access.left(socket, left.serverId()));
            case PersonEvent.DmCreated created ->
                each(
                        event,
                        socket -> opened(
                                socket, StreamId.of(created.conversation().id())));
            default -> {}
        }
    }

    private void opened(Socket socket, StreamId conversation) {
        if (socket.wire().reach().includes(conversation)) {
            hub.subscribe(socket, conversation, 0, 0);
        }
    }

    /** The person's sockets that have the event, and did not know. */
    private void each(StreamEvent personal, Consumer<Socket> heeds) {
        for (var socket : List.copyOf(hub.socketsOf(new UserId(personal.stream().value())))) {
            var cursor = socket.streams.get(personal.stream());
            if (cursor != null && cursor.heeded < personal.seq() && personal.seq() <= cursor.position) {
                cursor.heeded = personal.seq();
                heeds.accept(socket);
            }
        }
    }
}
