package io.miscord.gateway.socketio;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Who may open sessions of Engine.IO, and who speaks over them. Called on the event loop of the request. */
public interface EngineHost {
    /** Why a session is refused, and how many seconds later it may be tried again; 0 when that is not told. */
    record Refusal(EngineError why, int retryAfterSeconds) {}

    /** The network address that the request is counted by; empty when it is not counted so. */
    Optional<String> address(HttpServerRequest request);

    /** The value of {@code Access-Control-Allow-Origin}; empty when the page gets none. */
    Optional<String> allowedOrigin(HttpServerRequest request);

    /** Why this request may not begin a session now; empty when it may. */
    Optional<Refusal> refusal(HttpServerRequest request);

    /** Bounds what frames a WebSocket may be sent, before any is read. */
    void guard(Channel channel, Runnable flooded);

    /** A session is open, which began with this request. */
    EngineListener opened(EngineLink link, HttpServerRequest request);
}
