package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A way on which somebody may be reached, as {@code RTCIceCandidate.toJSON()} makes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IceCandidate(
        String candidate,
        @Nullable String sdpMid,
        @Nullable Integer sdpMLineIndex,
        @Nullable String usernameFragment) {}
