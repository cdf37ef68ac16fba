package io.miscord.gateway.socketio;

/**
 * An open session of Engine.IO, as those see it who speak over it. Used on the event loop that the session was opened
 * on, {@link #run} alone is safe elsewhere. After the end nothing does anything.
 */
public interface EngineLink {
    /** Does this on the session's event loop, after what was handed to it before. */
    void run(Runnable work);

    /** Sends a packet with the next {@link #flush}. */
    void send(Outgoing packet);

    /** What was sent leaves; at the end of an input this happens by itself. */
    void flush();

    /** Bytes that were sent and not taken by the network, or not yet asked for by a poll. */
    long waiting();

    /** Whether less waits than may. */
    boolean hasRoom();

    /** Stops or goes on reading: a WebSocket is not read, a POST is not answered. */
    void read(boolean on);

    /** The client is somebody: the session no longer counts among the new ones of its address. */
    void prove();

    /** Ends the session, after what was sent. */
    void close();

    /** Ends the session with this code and reason where the transport has such: a WebSocket. */
    void close(int code, String reason);
}
