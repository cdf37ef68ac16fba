package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceSignal;
import io.miscord.gateway.wire.CallWire;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A seat in a call whose socket is, or was, at this node; and the order of the signals to it. Used on the context of
 * {@link NodeCalls}, but for the writing, which happens on the socket's loop.
 */
final class CallSeat {
    /** Signals that came early and wait for those before them. */
    private static final int MAX_EARLY = 200;

    final VoicePlace place;
    final UserId user;
    final Actor actor;
    final @Nullable ServerId server;
    final Hub hub;
    private final TreeMap<Long, VoiceSignal> early = new TreeMap<>();
    /** Null once it is lost. */
    @Nullable
    Socket socket;
    /** When the socket was lost. */
    long lostAt;
    /** The last signal that the client was given. */
    long n;

    CallSeat(VoicePlace place, Actor actor, UserId user, @Nullable ServerId server, Hub hub, Socket socket, long n) {
        this.place = place;
        this.actor = actor;
        this.user = user;
        this.server = server;
        this.hub = hub;
        this.socket = socket;
        this.n = n;
    }

    /** Takes a signal; whether some before it are missing. */
    boolean take(VoiceSignal signal) {
        long number = signal.n() == 0 ? n + 1 : signal.n(); // nobody counted while Redis is away
        if (socket == null || number <= n) {
            return false;
        }
        if (early.size() < MAX_EARLY) {
            early.put(number, signal.numbered(number));
        }
        giveInOrder();
        return !early.isEmpty();
    }

    /** All that is kept of what was missed: what is still missing before it is gone for good. */
    void caughtUp(Collection<VoiceSignal> missed) {
        for (var signal : missed) {
            if (signal.n() > n) {
                early.put(signal.n(), signal);
            }
        }
        while (socket != null && !early.isEmpty()) {
            var next = early.pollFirstEntry().getValue();
            if (next.n() > n) {
                give(next);
            }
        }
    }

    private void giveInOrder() {
        while (!early.isEmpty() && early.firstKey() == n + 1) {
            give(early.pollFirstEntry().getValue());
        }
    }

    private void give(VoiceSignal signal) {
        n = signal.n();
        tell(CallFrames.signals(List.of(signal)));
    }

    /** Tells the client, on its loop. */
    void tell(List<? extends ServerFrame> frames) {
        var to = socket;
        if (to != null && !frames.isEmpty()) {
            hub.run(() -> write(to, frames));
        }
    }

    /** Writes frames in as many as the wire needs; on the socket's loop. */
    static void write(Socket to, List<? extends ServerFrame> frames) {
        for (var frame : frames) {
            if (to.wire() instanceof CallWire call) {
                call.parts(frame).forEach(to::write);
            } else {
                to.write(frame);
            }
        }
    }
}
