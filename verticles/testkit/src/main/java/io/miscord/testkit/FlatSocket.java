package io.miscord.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A socket whose frames name themselves by a {@code type}: those of the previous generation, and of monitoring. Methods
 * block, 20 s at most; to be used by one thread at a time.
 */
public final class FlatSocket implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int GOODBYE = 1000;
    private static final int LOST = 1006;

    private final ConcurrentLinkedQueue<JsonNode> frames = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Connection.Closed> closed = new CompletableFuture<>();
    private final String operation;
    private final WebSocket socket;

    private FlatSocket(URI uri) {
        this.operation = operation(uri.getPath());
        this.socket = Http.CLIENT
                .newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(uri, new Listener())
                .join();
    }

    /**
     * Opens a socket.
     *
     * @param node the node's URL
     * @param path path and query, as {@code /ws?token=…}
     */
    public static FlatSocket open(String node, String path) {
        return new FlatSocket(URI.create(node.replaceFirst("^http", "ws") + path));
    }

    /** What the contract calls what a node says there. */
    private static String operation(String path) {
        if (path.startsWith("/ws/legacy/chat/")) {
            return "sendOnLegacyChat";
        }
        if (path.startsWith("/ws/legacy/voice/")) {
            return "sendOnLegacyVoice";
        }
        return path.equals("/ws") ? "sendOnMonitor" : "sendOnLegacyNotifications";
    }

    /** Says a frame of this type. */
    public void says(String type, Map<String, ?> more) {
        var frame = new LinkedHashMap<String, Object>(Map.of("type", type));
        frame.putAll(more);
        sendText(Http.text(frame));
    }

    /** Says a frame that is its type alone. */
    public void says(String type) {
        says(type, Map.of());
    }

    /** Sends this very text. */
    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends a binary frame. */
    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Every frame so far. */
    public List<JsonNode> all() {
        return List.copyOf(frames);
    }

    /** The frames of this type so far. */
    public List<JsonNode> of(String type) {
        return frames.stream()
                .filter(frame -> frame.path("type").asText().equals(type))
                .toList();
    }

    /** The first frame of this type that fits, once it has come. */
    public JsonNode await(String type, Predicate<JsonNode> fits) {
        return Eventually.get(
                () -> "no %s has come, but %s".formatted(type, frames),
                () -> of(type).stream().filter(fits).findFirst());
    }

    /** The first frame of this type, once it has come. */
    public JsonNode await(String type) {
        return await(type, frame -> true);
    }

    /** Waits until the socket is closed, and says how. */
    public Connection.Closed closed() {
        try {
            return closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (Exception e) { // whatever kept it from being known
            throw new AssertionError("not closed; it has got " + frames, e);
        }
    }

    /** Whether the socket is open, as far as one can know. */
    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Says goodbye, if the socket is still there. Every frame that came has to be one of the contract. */
    @Override
    public void close() {
        if (isOpen()) {
            socket.sendClose(GOODBYE, "").exceptionally(gone -> socket).join();
        }
        socket.abort();
        frames.forEach(frame -> AsyncApi.CONTRACT.check(operation, frame));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(Http.tree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(new Connection.Closed(code, reason));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable why) {
            closed.complete(new Connection.Closed(LOST, String.valueOf(why)));
        }
    }
}
