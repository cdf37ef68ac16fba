package io.miscord.gateway.socketio;

/** Why a request is refused, with the codes and words that clients of Engine.IO know. */
public enum EngineError {
    /** The request names no transport, or one that there is not. */
    UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
    /** The session is over, or never was. */
    UNKNOWN_SID(400, 1, "Session ID unknown"),
    /** A session begins with a GET. */
    BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
    /** Anything else that the protocol does not allow, such as another transport than the session's. */
    BAD_REQUEST(400, 3, "Bad request"),
    /** The page that asks may not. */
    FORBIDDEN(403, 4, "Forbidden"),
    /** Another version than 4 of Engine.IO. */
    UNSUPPORTED_PROTOCOL_VERSION(400, 5, "Unsupported protocol version"),
    /** The body is larger than {@code maxPayload}. */
    TOO_LARGE(413, 3, "Payload too large"),
    /** No further session can be taken in now. */
    NO_ROOM(503, 3, "Too many sessions"),
    /** The client, or its address, does more than it may. */
    TOO_MANY(429, 3, "Too many requests");

    private final int status;
    private final int code;
    private final String message;

    EngineError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** The JSON that a client is told. */
    String json() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
