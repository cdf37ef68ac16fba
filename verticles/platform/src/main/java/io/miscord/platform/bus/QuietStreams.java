package io.miscord.platform.bus;

import io.miscord.contract.StreamId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which streams have fallen quiet since something was announced of them. Whoever lost a hint learns that from the next
 * one of the stream; of the last one they learn by being told how far the stream is, soon, and once more in case that
 * was lost too. Streams that go on moving cost nothing. Holds {@value #MOST} streams at most: what does not fit is
 * healed by the heads of each second. Pure; one thread at a time; times in milliseconds.
 */
final class QuietStreams {
    /** How many streams are remembered. */
    static final int MOST = 20_000;
    /** How many are told at once; the others have the next turn. */
    static final int AT_ONCE = 1_000;

    /** After how long without anything new a stream is told of. */
    static final long FIRST_MS = 50;
    /** And once more. */
    static final long AGAIN_MS = 150;

    private record Said(long seq, long at) {}

    /** Not told of since they moved, and told of once: each in the order in which they moved. */
    private final SequencedMap<StreamId, Said> moved = new LinkedHashMap<>();

    private final SequencedMap<StreamId, Said> told = new LinkedHashMap<>();

    /** The stream's event of this seq is announced. */
    void moved(StreamId stream, long seq, long now) {
        var before = moved.remove(stream);
        var toldBefore = told.remove(stream);
        if (moved.size() + told.size() < MOST) {
            long last = Math.max(seq, Math.max(seq(before), seq(toldBefore)));
            moved.put(stream, new Said(last, now));
        }
    }

    /** How far those streams are that it is time to tell of. */
    Map<StreamId, Long> due(long now) {
        var due = new HashMap<StreamId, Long>();
        while (due.size() < AT_ONCE && isDue(told, now - AGAIN_MS)) {
            var oldest = told.pollFirstEntry();
            due.put(oldest.getKey(), oldest.getValue().seq);
        }
        while (due.size() < AT_ONCE && isDue(moved, now - FIRST_MS)) {
            var oldest = moved.pollFirstEntry();
            due.put(oldest.getKey(), oldest.getValue().seq);
            told.put(oldest.getKey(), oldest.getValue());
        }
        return due;
    }

    /** Whether nothing will become due. */
    boolean isEmpty() {
        return moved.isEmpty() && told.isEmpty();
    }

    private static boolean isDue(SequencedMap<StreamId, Said> streams, long latest) {
        return !streams.isEmpty() && streams.firstEntry().getValue().at <= latest;
    }

    private static long seq(@Nullable Said said) {
        return said == null ? 0 : said.seq;
    }
}
