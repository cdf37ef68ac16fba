package io.miscord.gateway.socketio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What happens on one client's connections to namespaces. Called on the session's event loop. */
public interface SocketIoHandler {
    /** The client wants in, with this payload; {@link SocketIoLink#accept} or {@code refuse} answers it. */
    void connect(String namespace, ObjectNode auth);

    /**
     * An event came.
     *
     * @param arguments its name, and its arguments; bytes are {@link com.fasterxml.jackson.databind.node.BinaryNode}s
     * @param id what {@link SocketIoLink#acknowledge} repeats; null when no answer is asked for
     */
    void event(String namespace, ArrayNode arguments, @Nullable Long id);

    /** The client is in this namespace no longer, or asks for it no more. */
    void left(String namespace);

    /** More waits to be read than may, or there is room again. */
    default void room(boolean has) {}

    /** Time passes. */
    default void tick() {}

    /** The session is over, and every namespace was left; the last call. */
    default void closed() {}
}
