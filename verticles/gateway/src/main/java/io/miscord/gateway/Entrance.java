package io.miscord.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.miscord.contract.Account;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Conversation;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamId;
import io.miscord.contract.Welcome;
import io.miscord.platform.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets one person in: says {@code authenticated}, subscribes the socket to every stream they may see, each from the
 * position that the client has, and so starts the replay of what a resuming client missed.
 */
final class Entrance {
    private final Hub hub;
    private final Socket socket;
    private final Welcome welcome;
    private final ClientFrame.@Nullable Resume resume;

    Entrance(Hub hub, Socket socket, Welcome welcome, ClientFrame.@Nullable Resume resume) {
        this.hub = hub;
        this.socket = socket;
        this.welcome = welcome;
        this.resume = resume;
    }

    void enter(long expires) {
        welcome.channels()
                .forEach((server, channels) -> socket.visible.put(
                        server, channels.stream().map(StreamId::of).collect(Collectors.toCollection(HashSet::new))));
        var known = resume == null || !resume.epoch().equals(welcome.epoch())
                ? Map.<StreamId, Long>of()
                : resume.positions();
        socket.greet(Json.frame("authenticated", authenticated()));
        hub.entered(socket, welcome);
        subscribe(known);
        if (resume != null) {
            hub.scope().meters().resumed();
            replay(resume, known);
        }
        socket.welcomed(expires);
    }

    private void subscribe(Map<StreamId, Long> known) {
        welcome.positions().forEach((stream, head) -> {
            long position = known.getOrDefault(stream, head);
            hub.subscribe(socket, stream, position > head ? head : position, head);
        });
    }

    private void replay(ClientFrame.Resume from, Map<StreamId, Long> known) {
        var behind = new HashSet<StreamId>();
        long missed = 0;
        for (var position : known.entrySet()) {
            var head = welcome.positions().get(position.getKey());
            if (head != null && position.getValue() < head) {
                behind.add(position.getKey());
                missed += head - position.getValue();
            }
        }
        var diverged = diverged(from, known);
        if (!diverged.isEmpty()) {
            socket.write(Json.frame(
                    "resync",
                    new Resync(diverged, known.isEmpty() && !from.positions().isEmpty() ? "epoch" : "diverged")));
        }
        socket.catchingUp(behind, missed);
    }

    /** Streams of which the client has what this database never had: another epoch, or a seq past the head. */
    private List<StreamId> diverged(ClientFrame.Resume from, Map<StreamId, Long> known) {
        var diverged = new ArrayList<StreamId>();
        from.positions().forEach((stream, seq) -> {
            var head = welcome.positions().get(stream);
            if (head != null && (!known.containsKey(stream) || seq > head)) {
                diverged.add(stream);
            }
        });
        return diverged;
    }

    private Authenticated authenticated() {
        var positions = welcome.positions();
        if (resume != null) {
            positions = new HashMap<>(positions);
            positions.keySet().removeAll(resume.positions().keySet());
        }
        var scope = hub.scope();
        var reconnect = GatewayScope.reconnect(scope.herd());
        socket.told(reconnect);
        return new Authenticated(
                welcome.user(),
                resume == null ? welcome.servers() : null,
                resume == null ? welcome.dms() : null,
                positions,
                welcome.epoch(),
                resume == null ? welcome.heads() : null,
                welcome.reads(),
                scope.settings().heartbeatInterval().toMillis(),
                reconnect,
                scope.bus().node());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Authenticated(
            Account user,
            @Nullable List<ServerDetail> servers,
            @Nullable List<Conversation> dms,
            Map<StreamId, Long> positions,
            String epoch,
            @Nullable Map<StreamId, Long> heads,
            Map<StreamId, Long> reads,
            long heartbeatInterval,
            Reconnect reconnect,
            String node) {}

    private record Resync(List<StreamId> streams, String reason) {}

    /** How a client comes back: first wait, longest wait, and over how long to spread after the node is lost. */
    record Reconnect(long baseMs, long capMs, long spreadMs) {}
}
