package io.miscord.gateway.wire;

import io.miscord.contract.ClientFrame;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** How much a frame of a call may say: each of a signal is kept for a while, and passed on to somebody else. Pure. */
final class VoiceBounds {
    private static final int MAX_SDP = 16 * 1024;
    private static final int MAX_CANDIDATE = 2 * 1024;
    private static final int MAX_NAME = 64;
    private static final int MAX_FRAGMENT = 256;
    private static final int MAX_PEERS = 50;

    private VoiceBounds() {}

    /** {@link ProblemException} of kind INVALID, naming the field, when there is too much, or something is missing. */
    static void check(ClientFrame.OfVoice frame) {
        switch (frame) {
            case ClientFrame.VoiceOffer offer -> {
                text("sdp", offer.sdp(), MAX_SDP);
                text("pc", offer.pc(), MAX_NAME);
            }
            case ClientFrame.VoiceAnswer answer -> {
                text("sdp", answer.sdp(), MAX_SDP);
                text("pc", answer.pc(), MAX_NAME);
            }
            case ClientFrame.VoiceIce ice -> ice(ice);
            case ClientFrame.VoiceJoin join -> resume(join.resume());
            case ClientFrame.VoiceStats stats -> stats(stats);
            case ClientFrame.VoiceState ignored -> {}
            case ClientFrame.VoiceLeave ignored -> {}
        }
    }

    private static void ice(ClientFrame.VoiceIce ice) {
        text("pc", ice.pc(), MAX_NAME);
        var candidate = ice.candidate();
        if (candidate != null) {
            ClientFrames.complete(candidate, "candidate.");
            most("candidate.candidate", candidate.candidate(), MAX_CANDIDATE);
            most("candidate.sdpMid", candidate.sdpMid(), MAX_NAME);
            most("candidate.usernameFragment", candidate.usernameFragment(), MAX_FRAGMENT);
        }
    }

    private static void resume(ClientFrame.@Nullable VoiceResume resume) {
        if (resume != null) {
            ClientFrames.complete(resume, "resume.");
            text("resume.sessionId", resume.sessionId(), MAX_NAME);
            if (resume.n() < 0) {
                throw ProblemException.invalid("resume.n", Refusal.BELOW_LEAST, 0);
            }
        }
    }

    private static void stats(ClientFrame.VoiceStats stats) {
        if (stats.peers().size() > MAX_PEERS) {
            throw ProblemException.invalid("peers", Refusal.TOO_MANY, MAX_PEERS);
        }
        for (var peer : stats.peers()) {
            ClientFrames.complete(peer, "peers.");
            measure("peers.rtt", peer.rtt());
            measure("peers.jitter", peer.jitter());
            measure("peers.loss", peer.loss());
            measure("peers.bitrate", peer.bitrate());
            if (peer.loss() != null && peer.loss() > 1) {
                throw ProblemException.invalid("peers.loss", Refusal.ABOVE_MOST, 1);
            }
        }
    }

    private static void measure(String field, @Nullable Double value) {
        if (value != null && value < 0) {
            throw ProblemException.invalid(field, Refusal.BELOW_LEAST, 0);
        }
    }

    private static void text(String field, String value, int most) {
        if (value.isEmpty()) {
            throw ProblemException.invalid(field, Refusal.EMPTY);
        }
        most(field, value, most);
    }

    private static void most(String field, @Nullable String value, int most) {
        if (value != null && value.length() > most) {
            throw ProblemException.invalid(field, Refusal.TOO_LONG, most);
        }
    }
}
