package io.miscord.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client of Socket.IO on {@code /socket.io/}, over a WebSocket from the start. What it is told is kept as the frames
 * that {@code /ws/main} would have been sent. Methods block, 20 s at most; to be used by one thread at a time.
 */
public final class PacketSocket implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/socket.io/?EIO=4&transport=websocket";

    /** How messages of Engine.IO begin, by what a client does about them. */
    private static final String OPEN = "0";

    private static final String PING = "2";
    private static final String EVENT = "42";
    private static final String ACK = "43";

    private final FrameLog log = new FrameLog();
    private final Map<Long, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final String token;
    private final WebSocket socket;

    private PacketSocket(String node, String token) {
        this.token = token;
        this.socket = Http.CLIENT
                .newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create(node.replaceFirst("^http", "ws") + PATH), new Listener())
                .join();
    }

    /** Opens a socket of this person, and waits until it is let in. */
    public static PacketSocket open(String node, Person person) {
        var socket = new PacketSocket(node, person.accessToken());
        socket.log.await("authenticated", person::username, data -> true);
        return socket;
    }

    /** What came, as frames. */
    public FrameLog frames() {
        return log;
    }

    /** Emits an event and does not wait; the acknowledgement's argument will be answered. */
    public CompletableFuture<JsonNode> asks(String event, Object data) {
        long id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        socket.sendText(EVENT + id + Http.text(List.of(event, data)), true).join();
        return answer;
    }

    /** Emits an event and waits for its acknowledgement; fails if that tells of an error. */
    public JsonNode ack(String event, Object data) {
        try {
            var answer = asks(event, data).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.has("error")) {
                throw new AssertionError("%s %s was answered with %s".formatted(event, data, answer));
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (Exception e) { // whatever kept the answer from coming
            throw new AssertionError("no acknowledgement of " + event + "; it has got " + log, e);
        }
    }

    /** Goes without a goodbye. Every event that came has to be one of the contract. */
    @Override
    public void close() {
        socket.abort();
        log.all().forEach(frame -> AsyncApi.CONTRACT.check("sendOnSocketIo", frame));
    }

    private void heard(WebSocket from, String packet) {
        if (packet.startsWith(OPEN)) {
            from.sendText("40" + Http.text(Map.of("token", token)), true);
        } else if (packet.equals(PING)) {
            from.sendText("3", true);
        } else if (packet.startsWith(EVENT)) {
            log.add(frame(Http.tree(packet.substring(EVENT.length()))));
        } else if (packet.startsWith(ACK)) {
            int end = packet.indexOf('[');
            var answer = answers.remove(Long.valueOf(packet.substring(ACK.length(), end)));
            if (answer != null) {
                answer.complete(Http.tree(packet.substring(end)).path(0));
            }
        }
    }

    /** {@code [event, data, {stream, seq} or null, offset]} as the frame that has the same. */
    private static JsonNode frame(JsonNode arguments) {
        var frame = Http.JSON.createObjectNode();
        frame.set("event", arguments.path(0));
        arguments.path(2).properties().forEach(place -> frame.set(place.getKey(), place.getValue()));
        frame.set("data", arguments.path(1));
        return frame;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard(from, text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
