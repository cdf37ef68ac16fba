package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said over a kind of socket: a client's texts as frames, and what it is told as texts. The same events go over
 * every wire, each in its own words; what a wire has no words for is not said over it. Wires that say the same are
 * equal: what is told to many is encoded once for all of them. Pure and immutable.
 */
public sealed interface Wire
        permits MainWire, SocketIoWire, CallWire, LegacyChatWire, LegacyNotificationsWire, MonitorWire {
    /** What of all that the person may see goes over it. */
    Reach reach();

    /** Reads a text; what is not known is refused with a sentence that says what is wrong. */
    Said read(String text) throws Unreadable;

    /** The id of a text that is not looked at further; null where there is none, or it is not worth the reading. */
    @Nullable
    JsonNode idOf(String text);

    /** An event of a stream in the words of this wire; empty where it has none. */
    Optional<Frame> frame(StreamEvent event);

    /** An event that may be lost in the words of this wire; empty where it has none. */
    Optional<Frame> frame(EphemeralEvent event);

    /**
     * What the node itself says in the words of this wire; empty where it has none.
     *
     * @param id of the client's frame that this answers; null when it answers none, or one without an id
     */
    Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said);

    /**
     * Whether a client can be told that a stream's state is to be read anew. One that cannot is ended when it has lost
     * events, and reads everything when it comes again.
     */
    default boolean hasResync() {
        return false;
    }

    /** Whether its clients say whom they look at in a server; the others are told of everybody. */
    default boolean hasWindows() {
        return false;
    }

    /** What the node says of its own accord. */
    default Optional<Frame> frame(ServerFrame said) {
        return frame(null, said);
    }
}
