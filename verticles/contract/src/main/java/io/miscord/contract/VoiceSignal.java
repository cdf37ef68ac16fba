package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What one browser in a call tells another to connect.
 *
 * @param n counts what is told to the receiver; 0 while it is not given yet
 * @param pc which peer connection it is about, as its sender calls it
 * @param sdp of an offer or an answer
 * @param candidate of a candidate; null when there are no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VoiceSignal(
        ParticipantId from,
        long n,
        Kind kind,
        String pc,
        @Nullable String sdp,
        @Nullable IceCandidate candidate) {
    /** What it is. */
    public enum Kind {
        OFFER,
        ANSWER,
        ICE
    }

    /** The same with its number. */
    public VoiceSignal numbered(long number) {
        return new VoiceSignal(from, number, kind, pc, sdp, candidate);
    }
}
