package io.miscord.platform.bus;

import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Heads;
import io.miscord.contract.Hint;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.VoiceHint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What is on its way to one other node: a bounded queue and at most one unacknowledged batch. The bus itself has no
 * backpressure, so the bound is here: past it everything queued is dropped and counted, and the node repairs itself
 * from PostgreSQL. Pure; used by one thread at a time.
 */
final class Relay {
    static final int MAX_BATCH_HINTS = 500;
    private static final int MAX_BATCH_BYTES = 256 * 1024;
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final int maxHints;
    private final long maxBytes;
    private final HintLoss loss;
    private final ArrayDeque<Hint> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long dropped;
    private boolean inFlight;
    private Instant quietUntil = Instant.EPOCH;

    Relay(int maxHints, long maxBytes, HintLoss loss) {
        this.maxHints = maxHints;
        this.maxBytes = maxBytes;
        this.loss = loss;
    }

    /** Queues a hint; past the bound, drops all that is queued, this hint included. */
    void offer(Hint hint) {
        loss.pass(hint).forEach(this::queue);
    }

    private void queue(Hint hint) {
        if (queue.size() >= maxHints || queuedBytes + size(hint) > maxBytes) {
            dropped += queue.size() + 1L;
            queue.clear();
            queuedBytes = 0;
            return;
        }
        queue.add(hint);
        queuedBytes += size(hint);
    }

    /** The next batch to send; empty while one is unacknowledged or there is nothing to send. */
    List<Hint> next() {
        if (inFlight || queue.isEmpty()) {
            return List.of();
        }
        var batch = new ArrayList<Hint>();
        long bytes = 0;
        while (!queue.isEmpty() && batch.size() < MAX_BATCH_HINTS && bytes < MAX_BATCH_BYTES) {
            var hint = queue.remove();
            bytes += size(hint);
            batch.add(hint);
        }
        queuedBytes -= bytes;
        inFlight = true;
        return batch;
    }

    /** The batch arrived. */
    void acknowledged() {
        inFlight = false;
    }

    /** The batch did not arrive, or nobody knows: all that is queued is dropped, for the node will repair itself. */
    void failed(int batchSize) {
        inFlight = false;
        dropped += batchSize + queue.size();
        queue.clear();
        queuedBytes = 0;
    }

    /** Whether a failure is worth a line in the log: the first, and one a minute after that. */
    boolean isTelling(Instant now) {
        if (now.isBefore(quietUntil)) {
            return false;
        }
        quietUntil = now.plus(QUIET);
        return true;
    }

    /** Hints queued and not yet sent. */
    int queued() {
        return queue.size();
    }

    /** Hints dropped so far. */
    long dropped() {
        return dropped;
    }

    private static long size(Hint hint) {
        return switch (hint) {
            case StreamEvent event -> event.frame().size() + 96L;
            case EphemeralEvent ignored -> 160L;
            case VoiceHint.Changed changed ->
                96L + 400L * (changed.put().size() + changed.gone().size());
            case VoiceHint ignored -> 160L;
            case Heads heads -> 64L + 32L * heads.heads().size();
        };
    }
}
