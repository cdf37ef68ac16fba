package io.miscord.gateway;

import io.miscord.contract.ClientFrame;
import io.miscord.contract.ResyncReason;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.Welcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * Lets them in until their token expires.
     *
     * @param servers all that the person is in, be the socket for them or not
     */
    void enter(Set<ServerId> servers, long expires) {
        welcome.channels()
                .forEach((server, channels) -> socket.visible.put(
                        server, channels.stream().map(StreamId::of).collect(Collectors.toCollection(HashSet::new))));
        var known = resume == null || !resume.epoch().equals(welcome.epoch())
                ? Map.<StreamId, Long>of()
                : resume.positions();
        socket.greet(authenticated());
        hub.entered(socket, welcome, servers);
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
            boolean restored = known.isEmpty() && !from.positions().isEmpty();
            var reason = restored ? ResyncReason.EPOCH : ResyncReason.DIVERGED;
            socket.write(new ServerFrame.Resync(diverged, reason));
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

    private ServerFrame.Authenticated authenticated() {
        var positions = welcome.positions();
        if (resume != null) {
            positions = new HashMap<>(positions);
            positions.keySet().removeAll(resume.positions().keySet());
        }
        var scope = hub.scope();
        var reconnect = GatewayScope.reconnect(scope.herd());
        socket.told(reconnect);
        return new ServerFrame.Authenticated(
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
}
