package io.miscord.persistence.sql;

import io.miscord.contract.StreamId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which streams this node moved lately, to be told to all nodes each second. Holds at most {@value #MOST} streams; what
 * does not fit is not told, and the gateways' sweep finds it. Safe on any thread.
 */
public final class RecentHeads {
    /** How many streams are remembered. */
    static final int MOST = 50_000;
    /** How many are told in one message. */
    static final int PER_MESSAGE = 5_000;

    /** How many are known for good. */
    static final int NEWEST = 64;

    private static final Duration TOLD_FOR = Duration.ofSeconds(10);

    private record Head(long seq, long at) {}

    /** What is known of one history: who is in the middle of something when it is forgotten, goes on with the old. */
    private static final class Known {
        final Map<StreamId, Head> moved = new ConcurrentHashMap<>();
        volatile Map<StreamId, Long> newest = Map.of();
    }

    private final InstantSource clock;
    private volatile Known known = new Known();

    /** Knows of no stream yet. */
    public RecentHeads(InstantSource clock) {
        this.clock = clock;
    }

    /** A stream has this last seq now. */
    public void moved(StreamId stream, long seq) {
        var moved = known.moved;
        if (moved.size() < MOST || moved.containsKey(stream)) {
            var now = new Head(seq, clock.millis());
            moved.merge(stream, now, (before, after) -> before.seq > after.seq ? before : after);
        }
    }

    /** Forgets all: the numbers are of another history. */
    public void forget() {
        known = new Known();
    }

    /** The last seqs of the {@value #NEWEST} streams that moved last, however long ago. */
    Map<StreamId, Long> newest() {
        var its = known;
        var last = new PriorityQueue<Map.Entry<StreamId, Head>>(Comparator.comparingLong(entry -> entry.getValue().at));
        for (var entry : its.moved.entrySet()) {
            last.add(entry);
            if (last.size() > NEWEST) {
                last.remove();
            }
        }
        if (!last.isEmpty()) {
            its.newest = last.stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().seq));
        }
        return its.newest;
    }

    /** What moved in the last ten seconds, in parts that are small enough for a message each. */
    public List<Map<StreamId, Long>> parts() {
        var moved = known.moved;
        long oldest = clock.millis() - TOLD_FOR.toMillis();
        moved.values().removeIf(last -> last.at < oldest);
        var parts = new ArrayList<Map<StreamId, Long>>();
        Map<StreamId, Long> part = new HashMap<>();
        for (var entry : moved.entrySet()) {
            part.put(entry.getKey(), entry.getValue().seq);
            if (part.size() == PER_MESSAGE) {
                parts.add(part);
                part = new HashMap<>();
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
