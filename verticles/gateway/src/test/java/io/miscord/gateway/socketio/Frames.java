package io.miscord.gateway.socketio;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One WebSocket, as a test speaks on it: what came is told in its order, bytes as hexadecimal, the end as "closed". */
public final class Frames implements WebSocket.Listener, AutoCloseable {
    public static final String CLOSED = "closed";
    private static final long PATIENCE_S = 30;

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    /** Opens a WebSocket at this address; {@link AssertionError} {@code refused: <status>} when it is refused. */
    public Frames(String url) {
        try {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(url.replace("http://", "ws://")), this)
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(
                    e.getCause() instanceof WebSocketHandshakeException refused
                            ? "refused: " + refused.getResponse().statusCode()
                            : "not opened",
                    e);
        }
    }

    public Frames says(String message) {
        return said(socket.sendText(message, true));
    }

    public Frames says(byte... message) {
        return said(socket.sendBinary(ByteBuffer.wrap(message), true));
    }

    /** Whoever speaks to a socket that was closed meanwhile hears of that. */
    private Frames said(CompletableFuture<WebSocket> message) {
        message.handle((done, failed) -> done).join();
        return this;
    }

    /** The next message, or "closed". */
    public String hears() {
        try {
            var next = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next message that is no ping of the server's. */
    public String hearsMore() {
        var next = hears();
        return next.equals("2") ? hearsMore() : next;
    }

    /** Goes without a goodbye. */
    public void breaks() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
        text.append(piece);
        if (last) {
            heard.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean last) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        heard.add(HexFormat.of().formatHex(copy));
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        heard.add(CLOSED);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        heard.add(CLOSED);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
