package io.miscord.gateway;

import io.miscord.contract.VoiceSignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Signals to one seat, in the order of their numbers, each once. While Redis is away nobody counts: then they are
 * numbered here, and what Redis counts afterwards is behind, until it has been told twice how far the seat is. Pure;
 * used by one thread at a time.
 */
final class SignalOrder {
    /** Signals that came early and wait for those before them. */
    private static final int MAX_EARLY = 200;

    private static final int TOLD_BEFORE_TRUSTED = 2;

    private final TreeMap<Long, VoiceSignal> early = new TreeMap<>();
    private long n;
    /** How often Redis is still to be told of {@link #n} before a number that is not above it is one given twice. */
    private int ahead;

    /** Goes on after this number. */
    SignalOrder(long n) {
        this.n = n;
    }

    /** The last one that was given. */
    long n() {
        return n;
    }

    /** A signal came: those that may be given now. */
    List<VoiceSignal> take(VoiceSignal signal) {
        if (signal.n() == 0) {
            ahead = TOLD_BEFORE_TRUSTED;
        }
        boolean uncounted = signal.n() == 0 || (ahead > 0 && signal.n() <= n);
        long number = uncounted ? n + 1 : signal.n();
        if (number > n && early.size() < MAX_EARLY) {
            early.put(number, signal.numbered(number));
        }
        var ready = new ArrayList<VoiceSignal>();
        while (!early.isEmpty() && early.firstKey() == n + 1) {
            ready.add(next());
        }
        return ready;
    }

    /** Whether the rooms are to be asked for what is missing, or told how far this is. */
    boolean isApart() {
        return !early.isEmpty() || ahead > 0;
    }

    /**
     * The rooms have heard how far this was, and told all that is kept of what was missed: what is still missing before
     * it is gone for good.
     */
    List<VoiceSignal> caughtUp(Collection<VoiceSignal> missed) {
        ahead = Math.max(0, ahead - 1);
        for (var signal : missed) {
            early.put(signal.n(), signal);
        }
        var ready = new ArrayList<VoiceSignal>();
        while (!early.isEmpty()) {
            if (early.firstKey() > n) {
                ready.add(next());
            } else {
                early.pollFirstEntry();
            }
        }
        return ready;
    }

    private VoiceSignal next() {
        var signal = early.pollFirstEntry().getValue();
        n = signal.n();
        return signal;
    }
}
