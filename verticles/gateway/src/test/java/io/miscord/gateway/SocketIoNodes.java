package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.AccessDomain;
import io.miscord.contract.Account;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Frame;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Welcome;
import io.miscord.gateway.socketio.Frames;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Nodes with {@code /socket.io/} whose owners a test speaks for, and what a client says and hears, packet by packet.
 */
final class SocketIoNodes implements AutoCloseable {
    static final UserId ALICE = new UserId(UuidV7.next());
    static final UserId BOB = new UserId(UuidV7.next());
    static final ServerId SERVER = new ServerId(UuidV7.next());
    static final ChannelId HALL = new ChannelId(UuidV7.next());
    static final ChannelId YARD = new ChannelId(UuidV7.next());

    final SessionId session = new SessionId(UuidV7.next());
    private final Map<StreamId, List<StreamEvent>> log = new ConcurrentHashMap<>();
    private final List<GatewayServer> nodes = new ArrayList<>();
    volatile String epoch = "epoch";
    volatile boolean forgetful;

    @Override
    public void close() {
        nodes.forEach(GatewayServer::close);
    }

    GatewayServer node(String... settings) {
        var keys = new HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            keys.put(settings[i], settings[i + 1]);
        }
        var node = new GatewayServer(keys, same -> same);
        nodes.add(node);
        node.owners.answer(
                StreamAsk.Hello.class,
                ask -> Future.succeededFuture(welcome(ask.by().user())));
        node.owners.answer(StreamAsk.Since.class, ask -> Future.succeededFuture(since(ask)));
        return node;
    }

    private Welcome welcome(UserId user) {
        var positions = new HashMap<StreamId, Long>();
        for (var stream : List.of(StreamId.of(user), StreamId.of(SERVER), StreamId.of(HALL), StreamId.of(YARD))) {
            positions.put(stream, head(stream));
        }
        var account =
                new Account(user, "name", "Name", null, null, null, null, Instant.now(), "a@example.org", true, false);
        return new Welcome(
                account,
                List.of(),
                List.of(),
                positions,
                Map.of(SERVER, 1L),
                Map.of(SERVER, Set.of(HALL, YARD)),
                Map.of(),
                Map.of(),
                epoch);
    }

    Answer.Replay since(StreamAsk.Since ask) {
        var all = log.getOrDefault(ask.stream(), List.of());
        return forgetful
                ? new Answer.Replay(ask.stream(), List.of(), all.size(), true)
                : new Answer.Replay(
                        ask.stream(), all.subList(Math.toIntExact(ask.seq()), all.size()), all.size(), false);
    }

    private long head(StreamId stream) {
        return log.getOrDefault(stream, List.of()).size();
    }

    void says(ChannelId channel, String text) {
        var stream = StreamId.of(channel);
        long seq = head(stream) + 1;
        var frame = Frame.of("{\"event\":\"message:new\",\"stream\":\"%s\",\"seq\":%d,\"data\":{\"text\":\"%s\"}}"
                .formatted(stream, seq, text));
        var event = new StreamEvent(stream, seq, AccessDomain.of(SERVER), 1, "message:new", 0, false, frame);
        log.computeIfAbsent(stream, its -> new CopyOnWriteArrayList<>()).add(event);
        nodes.forEach(node -> node.bus.announce(List.of(event)));
    }

    static String address(GatewayServer node) {
        return node.url() + "/socket.io/";
    }

    /** A WebSocket that says this to be let in. */
    static Frames connects(GatewayServer node, Object auth) {
        var socket = new Frames(address(node) + "?EIO=4&transport=websocket");
        assertThat(socket.hears()).startsWith("0{");
        return socket.says("40" + Json.text(auth));
    }

    Frames enters(GatewayServer node, UserId user) {
        return connects(node, Map.of("token", node.token(user, session)));
    }

    static JsonNode connected(Frames socket) {
        var told = socket.hearsMore();
        assertThat(told).startsWith("40{");
        return Json.tree(told.substring(2));
    }

    static JsonNode event(String packet) {
        assertThat(packet).startsWith("42[");
        return Json.tree(packet.substring(2));
    }

    /** The next event of this name; its texts and seqs are read by the caller. */
    static JsonNode hears(Frames socket, String name) {
        while (true) {
            var packet = socket.hearsMore();
            if (packet.startsWith("42[\"" + name + "\"")) {
                return event(packet);
            }
            assertThat(packet).startsWith("42");
        }
    }

    /** The next acknowledgement. */
    static String answer(Frames socket) {
        var packet = socket.hearsMore();
        while (packet.startsWith("42")) {
            packet = socket.hearsMore();
        }
        return packet;
    }

    static String text(JsonNode event) {
        return event.path(1).path("text").asText();
    }
}
