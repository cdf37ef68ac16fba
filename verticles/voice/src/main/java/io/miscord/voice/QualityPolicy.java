package io.miscord.voice;

import io.miscord.contract.LineQuality;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.VoiceQuality;
import io.miscord.contract.VoiceQuality.Reason;
import io.miscord.platform.config.Voice;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * At which bitrate somebody sends, by what their peers say of the line from them and by how many talk in the cluster.
 * Who is heard badly by the same peer twice in a row sends less; after 15 s without a bad report more, and after 15 s
 * more all. Pure: time is given, what is known of a line goes in and comes out. Times are milliseconds.
 */
final class QualityPolicy {
    private static final double MAX_LOSS = 0.05;
    private static final double MAX_RTT_MS = 400;
    private static final int TOLERATED = 2;
    private static final long GOOD_FOR_MS = 15_000;
    /** How long what a peer said counts for what is shown of a line. */
    private static final long SHOWN_MS = 15_000;

    private static final double EXCELLENT_LOSS = 0.01;
    private static final double EXCELLENT_RTT_MS = 150;
    private static final double GOOD_LOSS = 0.03;
    private static final double GOOD_RTT_MS = 300;

    private final Voice settings;

    QualityPolicy(Voice settings) {
        this.settings = settings;
    }

    /** Where somebody is on the way down and up again. */
    enum Step {
        NORMAL,
        REDUCED,
        RECOVERING
    }

    /**
     * What is known of the line from somebody.
     *
     * @param changedAt when the step changed, or the last bad report came, whichever is later
     * @param told what they were told last; null for nothing but that all is well
     * @param peers what each peer said last
     */
    record Line(Step step, long changedAt, @Nullable VoiceQuality told, Map<String, Peer> peers) {
        static final Line NEW = new Line(Step.NORMAL, 0, null, Map.of());

        /** The same line of whom this was told. */
        Line having(VoiceQuality quality) {
            return new Line(step, changedAt, quality, peers);
        }

        Line {
            peers = Map.copyOf(peers);
        }
    }

    /**
     * What a peer said of a line.
     *
     * @param bad how often in a row it was bad
     */
    record Peer(int bad, LineQuality quality, long at) {}

    /** What one peer measured; what it could not measure is null. */
    record Measured(@Nullable Double loss, @Nullable Double rtt) {
        boolean isBad() {
            return (loss != null && loss > MAX_LOSS) || (rtt != null && rtt > MAX_RTT_MS);
        }

        LineQuality quality() {
            double lost = loss == null ? 0 : loss;
            double late = rtt == null ? 0 : rtt;
            if (lost < EXCELLENT_LOSS && late < EXCELLENT_RTT_MS) {
                return LineQuality.EXCELLENT;
            }
            return lost < GOOD_LOSS && late < GOOD_RTT_MS ? LineQuality.GOOD : LineQuality.POOR;
        }
    }

    /**
     * The line after a peer's report.
     *
     * @param present who is in the call: what others said counts no more
     */
    Line reported(
            Line line, ParticipantId by, Measured measured, Collection<ParticipantId> present, int people, long now) {
        var peers = new HashMap<>(line.peers());
        peers.keySet().retainAll(present.stream().map(ParticipantId::toString).toList());
        var before = peers.get(by.toString());
        int bad = measured.isBad() ? 1 + (before == null ? 0 : before.bad()) : 0;
        peers.put(by.toString(), new Peer(Math.min(bad, TOLERATED), measured.quality(), now));
        var step = step(line, bad >= TOLERATED, now);
        long changedAt = step != line.step() || measured.isBad() ? now : line.changedAt();
        return new Line(step, changedAt, at(step, people), peers);
    }

    /** What somebody is to be told of this line. */
    VoiceQuality now(Line line, int people) {
        return at(line.step(), people);
    }

    /** What somebody is taken to do whom nobody has told anything. */
    VoiceQuality untold() {
        return at(Step.NORMAL, 0);
    }

    /** What is shown of a line: the middle of what the peers said lately, the worse one of two. */
    static @Nullable LineQuality shown(Line line, long now) {
        var said = line.peers().values().stream()
                .filter(peer -> now - peer.at() <= SHOWN_MS)
                .map(Peer::quality)
                .sorted(Comparator.naturalOrder())
                .toList();
        return said.isEmpty() ? null : said.get(said.size() / 2);
    }

    private static Step step(Line line, boolean poor, long now) {
        if (poor) {
            return Step.REDUCED;
        }
        boolean goodForLong = now - line.changedAt() >= GOOD_FOR_MS;
        return switch (line.step()) {
            case NORMAL -> Step.NORMAL;
            case REDUCED -> goodForLong ? Step.RECOVERING : Step.REDUCED;
            case RECOVERING -> goodForLong ? Step.NORMAL : Step.RECOVERING;
        };
    }

    private VoiceQuality at(Step step, int people) {
        if (step == Step.REDUCED) {
            return new VoiceQuality(settings.reducedKbps(), Reason.POOR_LINE);
        }
        if (people > settings.highLoadUsers()) {
            return new VoiceQuality(settings.reducedKbps(), Reason.HIGH_LOAD);
        }
        return step == Step.RECOVERING
                ? new VoiceQuality(settings.recoveringKbps(), Reason.RECOVERING)
                : new VoiceQuality(settings.normalKbps(), Reason.NORMAL);
    }
}
