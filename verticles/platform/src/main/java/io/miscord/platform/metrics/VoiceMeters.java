package io.miscord.platform.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.function.IntSupplier;

/** What a node counts of voice: sockets and the WebRTC signals that it passed on. For any thread. */
public final class VoiceMeters {
    private final SocketFigures sockets;
    private final Counter offers;
    private final Counter answers;
    private final Counter candidates;

    VoiceMeters(Meters meters) {
        this.sockets = new SocketFigures(meters, "miscord.voice.sockets");
        this.offers = meters.counter("miscord.voice.offers", "WebRTC offers passed on");
        this.answers = meters.counter("miscord.voice.answers", "WebRTC answers passed on");
        this.candidates = meters.counter("miscord.voice.candidates", "ICE candidates passed on");
    }

    /** A socket of voice opened. */
    public void opened() {
        sockets.opened();
    }

    /** A socket of voice closed. */
    public void closed() {
        sockets.closed();
    }

    /** Where to ask how many voice channels have somebody in them. */
    public void channels(IntSupplier count) {
        sockets.channels(count);
    }

    /** A WebRTC offer was passed on. */
    public void offer() {
        offers.increment();
    }

    /** A WebRTC answer was passed on. */
    public void answer() {
        answers.increment();
    }

    /** An ICE candidate was passed on. */
    public void candidate() {
        candidates.increment();
    }

    MetricsDocument.VoiceSockets figures() {
        return new MetricsDocument.VoiceSockets(
                sockets.now(),
                sockets.channels(),
                Meters.count(offers),
                Meters.count(answers),
                Meters.count(candidates));
    }
}
