package io.miscord.gateway;

import io.miscord.contract.StreamId;

/**
 * How a socket's frames travel: a WebSocket, or Socket.IO. It is told here what to send, and tells its {@link Socket}
 * what happens. Used on the socket's event loop.
 */
interface Transport {
    /**
     * Begins to carry for this socket, whose {@code received}, {@code receivedBinary}, {@code alive},
     * {@code filled}, {@code drained} and {@code gone} it calls from now on.
     */
    void open(Socket socket);

    /** The socket has this stream from now on, of which the client is to have everything up to this position. */
    default void subscribed(StreamId stream, long position) {}

    /** Takes a frame that leaves with the next {@link #flush}; what is given after {@link #close} is dropped. */
    void write(SharedFrame frame);

    /** Sends what was written. */
    void flush();

    /** Bytes that were written and are not yet taken by the network. */
    long waiting();

    /**
     * Whether there is room: not from the moment that more than {@link Outflow.Bounds#full} waits until less than
     * {@link Outflow.Bounds#drained} does.
     */
    boolean hasRoom();

    /** Asks the client for a sign of life. */
    void ping();

    /** Stops or goes on reading; what the client sends meanwhile waits in the network. */
    void read(boolean on);

    /** Says goodbye, after what was written, and ends. */
    void close(Disconnect why);
}
