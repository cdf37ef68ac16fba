package io.miscord.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A socket on {@code /ws/main}, close to the wire: what is sent may be wrong. Its answers are found by their id.
 * Methods block, 20 s at most; to be used by one thread at a time.
 */
public final class Connection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int GOODBYE = 1000;
    private static final int LOST = 1006;

    private final FrameLog log;
    private final Semaphore taking = new Semaphore(1);
    private boolean dropped;
    private final Map<String, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final WebSocket socket;

    /** How a socket ended; code 1006 when it just broke. */
    public record Closed(int code, String reason) {}

    /** The node did not make a socket of the request. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String retryAfter;

        private Refused(WebSocketHandshakeException why) {
            super("the socket was refused with " + why.getResponse().statusCode(), why);
            this.status = why.getResponse().statusCode();
            this.retryAfter =
                    why.getResponse().headers().firstValue("Retry-After").orElse("");
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The header {@code Retry-After}; empty when there is none. */
        public String retryAfter() {
            return retryAfter;
        }
    }

    private Connection(URI uri, FrameLog log, String origin) {
        this.log = log;
        var builder = Http.CLIENT.newWebSocketBuilder().connectTimeout(PATIENCE);
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        try {
            this.socket = builder.buildAsync(uri, new Listener()).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof WebSocketHandshakeException refused ? new Refused(refused) : e;
        }
    }

    /**
     * Opens a socket and says nothing yet.
     *
     * @param node the node's URL
     * @param query what follows {@code /ws/main}, as {@code ?token=…}; empty for nothing
     * @throws Refused when the node answers something else than a socket
     */
    public static Connection open(String node, String query) {
        return open(node, query, new FrameLog(), "");
    }

    /** Opens a socket on a node in the place of an earlier one, whose log it goes on with. */
    public static Connection openAgain(String node, Connection before) {
        return open(node, "", before.log, "");
    }

    /** Opens a socket as a page of another site would. */
    public static Connection openFrom(String node, String origin) {
        return open(node, "", new FrameLog(), origin);
    }

    static Connection open(String node, String query, FrameLog log, String origin) {
        return new Connection(URI.create(node.replaceFirst("^http", "ws") + "/ws/main" + query), log, origin);
    }

    /** What came, over this and the device's earlier sockets. */
    public FrameLog frames() {
        return log;
    }

    /** Sends this very text. */
    public void sendText(String text) {
        wait(socket.sendText(text, true), "a frame to leave");
    }

    /** Sends this very text some times at most; the other side may close the socket at any of them. */
    public void sendUntilClosed(String text, int times) {
        for (int i = 0; i < times && isOpen(); i++) {
            try {
                socket.sendText(text, true).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException closedMeanwhile) {
                return;
            } catch (TimeoutException e) {
                throw new AssertionError("waited in vain for a frame to leave; " + state() + log, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** Sends a binary frame. */
    public void sendBinary(byte[] bytes) {
        wait(socket.sendBinary(ByteBuffer.wrap(bytes), true), "a frame to leave");
    }

    /** Sends a frame and answers what will come back: an ack, a pong or an error. Does not wait. */
    public CompletableFuture<JsonNode> asks(String event, Object data) {
        var id = "t" + lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        var frame = new LinkedHashMap<String, Object>();
        frame.put("event", event);
        frame.put("id", id);
        frame.put("data", data);
        sendText(Http.text(frame));
        if (closed.isDone()) { // it may have ended before this answer was in the map
            answer.completeExceptionally(new IllegalStateException("the socket has ended"));
        }
        return answer;
    }

    /** Sends a frame and waits for what comes back: the whole frame, be it an ack, a pong or an error. */
    public JsonNode answer(String event, Object data) {
        return wait(asks(event, data), "the answer to " + event);
    }

    /** Sends a frame, waits for its ack and answers the ack's data; fails on an error. */
    public JsonNode ack(String event, Object data) {
        var answer = answer(event, data);
        if (!answer.path("event").asText().equals("ack")) {
            throw new AssertionError("%s %s was answered with %s".formatted(event, data, answer));
        }
        return answer.path("data");
    }

    /** Sends a frame, waits for the error that answers it, and answers the error's data; fails on anything else. */
    public JsonNode refusal(String event, Object data) {
        var answer = answer(event, data);
        if (!answer.path("event").asText().equals("error")) {
            throw new AssertionError("%s %s was answered with %s".formatted(event, data, answer));
        }
        return answer.path("data");
    }

    /** Says who one is, and waits to be let in. */
    public JsonNode authenticate(Object data) {
        int before = log.of("authenticated").size();
        sendText(Http.text(Map.of("event", "authenticate", "data", data)));
        return Eventually.get(() -> "not let in: " + state() + log, () -> {
                    if (closed.isDone()) {
                        throw new AssertionError("not let in: " + state() + log);
                    }
                    return log.of("authenticated").stream().skip(before).findFirst();
                })
                .path("data");
    }

    /** Waits until the socket is closed, and says how. */
    public Closed closed() {
        return wait(closed, "the socket to be closed; it has got " + log);
    }

    /** Whether the socket is open, as far as one can know. */
    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Breaks the socket off without a goodbye, as a lost network would. Nothing it still had is taken afterwards. */
    public void drop() {
        taking.acquireUninterruptibly();
        dropped = true;
        taking.release();
        socket.abort();
        closed.complete(new Closed(LOST, "dropped"));
    }

    /** Says goodbye, if the socket is still there. */
    @Override
    public void close() {
        if (isOpen()) {
            socket.sendClose(GOODBYE, "").exceptionally(gone -> socket).join();
        }
        drop();
    }

    /** Logs a frame, unless the socket was dropped: whoever resumes has read the positions by then. */
    private boolean taken(JsonNode frame) {
        taking.acquireUninterruptibly();
        try {
            if (!dropped) {
                log.add(frame);
            }
            return !dropped;
        } finally {
            taking.release();
        }
    }

    private String state() {
        return closed.isDone() ? closed.join() + " " : "";
    }

    private <T> T wait(CompletableFuture<T> future, String what) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain for %s; %s%s".formatted(what, state(), log), e);
        } catch (ExecutionException e) {
            throw new AssertionError("waiting for %s: %s".formatted(what, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void end(Closed how) {
        closed.complete(how);
        answers.values()
                .forEach(answer -> answer.completeExceptionally(new IllegalStateException("the socket ended: " + how)));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                var frame = Http.tree(text.toString());
                text.setLength(0);
                if (!taken(frame)) {
                    return CompletableFuture.completedStage(null);
                }
                var answer = answers.remove(frame.path("id").asText());
                if (answer != null) {
                    answer.complete(frame);
                }
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(new Closed(code, reason));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable why) {
            end(new Closed(LOST, String.valueOf(why)));
        }
    }
}
