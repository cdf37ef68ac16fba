package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miscord.contract.ClientFrame;
import io.miscord.gateway.socketio.EngineSessions;
import io.miscord.gateway.socketio.SocketIoHandler;
import io.miscord.gateway.socketio.SocketIoLink;
import io.miscord.gateway.wire.SocketIoWire;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.Client;
import io.miscord.platform.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client of {@code /socket.io/}: gives it a {@link Socket} each time it connects to the main namespace, and lets it
 * go on where it was if it brings back where that is. Used on its hub's loop.
 */
final class MainNamespace implements SocketIoHandler {
    /** How often a client may connect over one session: each time costs as much as a new one would. */
    private static final int MAX_CONNECTS = 10;

    private final Hub hub;
    private final SocketIoLink link;
    private final Client from;
    private final EngineSessions sessions;
    private @Nullable SocketIoTransport transport;
    private int connects;

    MainNamespace(Hub hub, SocketIoLink link, Client from, EngineSessions sessions) {
        this.hub = hub;
        this.link = link;
        this.from = from;
        this.sessions = sessions;
    }

    @Override
    public void connect(String namespace, ObjectNode auth) {
        connects++;
        if (connects > MAX_CONNECTS) {
            link.engine().close();
            return;
        }
        var pid = auth.path("pid").asText();
        var known = pid.isEmpty()
                ? Optional.<Offsets>empty()
                : Offsets.recover(pid, auth.path("offset").asText());
        begin(auth.path("token").asText(), known.orElse(null));
    }

    private void begin(String token, @Nullable Offsets known) {
        var scope = hub.scope();
        var bounds = scope.settings().outflow();
        var made = new SocketIoTransport(
                link,
                (int) (bounds.most() / 2),
                known,
                sessions::newSid,
                lost -> hub.run(() -> beginAfresh(lost, token)));
        transport = made;
        Door.Place place;
        try {
            place = scope.door().enter(from);
        } catch (ProblemException refused) {
            scope.meters().connectionRefused();
            made.close(Disconnect.OVERLOADED);
            return;
        }
        var connection = new Connection(scope.settings().connection(), SocketIoWire.WIRE, hub.now());
        var socket = new Socket(hub, made, connection, place, from.address(), false);
        hub.opened(socket);
        socket.open(known == null ? token : null);
        if (known != null) {
            // As a client of /ws/main does in its first frame.
            socket.received(
                    "[\"authenticate\"," + Json.text(new ClientFrame.Authenticate(token, known.resume())) + "]");
        }
    }

    private void beginAfresh(SocketIoTransport lost, String token) {
        if (transport == lost) { // and has not left meanwhile
            lost.gone();
            begin(token, null);
        }
    }

    @Override
    public void event(String namespace, ArrayNode arguments, @Nullable Long id) {
        if (transport != null) {
            // Stands in for an event with bytes: its unknown field makes it refused.
            var said =
                    hasBytes(arguments) ? "[%s,{\"bytes\":true}]".formatted(arguments.path(0)) : Json.text(arguments);
            transport.received((id == null ? "" : id.toString()) + said);
        }
    }

    /** No frame has bytes; as text they would be Base64, and taken for what somebody wrote. */
    private static boolean hasBytes(JsonNode node) {
        if (node.isBinary()) {
            return true;
        }
        for (var child : node) {
            if (hasBytes(child)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void left(String namespace) {
        var before = transport;
        transport = null;
        if (before != null) {
            before.gone();
        }
    }

    @Override
    public void room(boolean has) {
        if (transport != null) {
            transport.room(has);
        }
    }

    @Override
    public void tick() {
        if (transport != null) {
            transport.alive();
        }
    }
}
