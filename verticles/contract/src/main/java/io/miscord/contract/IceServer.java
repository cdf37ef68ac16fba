package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that helps two browsers to find each other, as {@code RTCIceServer} has it.
 *
 * @param urls where it is: {@code stun:}, {@code turn:} or {@code turns:}
 * @param username of a relay; null where none is asked for
 * @param credential of a relay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential) {
    public IceServer {
        urls = List.copyOf(urls);
    }
}
