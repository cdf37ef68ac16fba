package io.miscord.gateway.socketio;

import java.time.Duration;
import java.util.Set;

/**
 * Timings and bounds of Socket.IO.
 *
 * @param namespaces those that can be connected to, with their slashes
 * @param connectTimeout how long a session may be in no namespace before it ends
 * @param maxAttachments attachments of one packet; more ends the session
 */
public record SocketIoSettings(Set<String> namespaces, Duration connectTimeout, int maxAttachments) {
    /** The settings, whose namespaces do not change. */
    public SocketIoSettings {
        namespaces = Set.copyOf(namespaces);
    }
}
