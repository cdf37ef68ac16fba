package io.miscord.contract;

import java.util.List;

/** What became of seats, in the order in which they were asked about. */
public record VoiceRenewed(List<Kept> seats) implements Answer {
    public VoiceRenewed {
        seats = List.copyOf(seats);
    }

    /**
     * What became of a seat.
     *
     * @param fate whether it is still taken
     * @param rev where its room stands
     * @param missed signals to it after the last one that came
     */
    public record Kept(Fate fate, long rev, List<VoiceSignal> missed) {
        public Kept {
            missed = List.copyOf(missed);
        }
    }

    /** What may have become of a seat. */
    public enum Fate {
        KEPT,
        /** The rooms know nothing of it. */
        FORGOTTEN,
        /** Somebody ended it lately: its node will be told of that, or was and the hint is lost. */
        ENDED,
        /** Its person sits elsewhere now, or it went on with a socket at another node. */
        TAKEN
    }
}
