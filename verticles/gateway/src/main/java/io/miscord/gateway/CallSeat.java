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
import org.jspecify.annotations.Nullable;

/**
 * A seat in a call whose socket is, or was, at this node; and the order of the signals to it. Used on the context of
 * {@link NodeCalls}, but for the writing, which happens on the socket's loop.
 */
final class CallSeat {
    final VoicePlace place;
    final UserId user;
    final Actor actor;
    final @Nullable ServerId server;
    final Hub hub;
    final SignalOrder signals;
    /** Null once it is lost. */
    @Nullable
    Socket socket;
    /** When the socket was lost. */
    long lostAt;
    /** Somebody ended it as the rooms say, and this node has not been told of that. */
    boolean endUntold;

    CallSeat(VoicePlace place, Actor actor, UserId user, @Nullable ServerId server, Hub hub, Socket socket, long n) {
        this.place = place;
        this.actor = actor;
        this.user = user;
        this.server = server;
        this.hub = hub;
        this.socket = socket;
        this.signals = new SignalOrder(n);
    }

    /** Takes a signal; whether the rooms are to be asked about this seat. */
    boolean take(VoiceSignal signal) {
        if (socket == null) {
            return false; // it is kept for whoever comes back
        }
        tell(CallFrames.signals(signals.take(signal)));
        return signals.isApart();
    }

    /** All that is kept of what was missed. */
    void caughtUp(Collection<VoiceSignal> missed) {
        if (socket != null) {
            tell(CallFrames.signals(signals.caughtUp(missed)));
        }
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
