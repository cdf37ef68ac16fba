package io.miscord.gateway.socketio;

/** Who speaks over a session of Engine.IO. Called on the session's event loop. */
public interface EngineListener {
    /** A message of text came. */
    void text(String message);

    /** A message of bytes came, which belong to the listener. */
    void binary(byte[] message);

    /** More waits to be read than may, or there is room again; called when it changes. */
    void room(boolean has);

    /** Time passes. */
    void tick();

    /** The session is over; the last call. */
    void closed(String reason);
}
