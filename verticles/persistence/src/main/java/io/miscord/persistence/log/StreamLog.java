package io.miscord.persistence.log;

import io.miscord.contract.Answer;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.sql.Queries;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log of durable events: what was said in a stream since, and how far it is. Methods wait as the queries that they
 * are given do: they belong on a virtual thread. Safe on any.
 */
public final class StreamLog {
    /** Events in one answer. */
    public static final int MOST = 1_000;
    /** Frames in one answer, in bytes; what is left is fetched with the next ask. */
    private static final long MOST_BYTES = 256L * 1024;

    private final LogStore store = new LogStore();

    /** The last seq of those of these streams that are there. */
    public Map<StreamId, Long> heads(Queries queries, Collection<StreamId> streams) {
        return streams.isEmpty() ? Map.of() : store.heads(queries, streams);
    }

    /**
     * Events after a seq, contiguous; too old when the log no longer reaches back that far, or never had that seq.
     */
    public Answer.Replay since(Queries queries, StreamId stream, long seq, int limit) {
        var read = store.since(queries, stream, seq, limit, MOST_BYTES);
        boolean tooOld = seq > read.head() || (seq < read.head() && !isContiguous(read.events(), seq));
        return new Answer.Replay(stream, tooOld ? List.of() : read.events(), read.head(), tooOld);
    }

    /** One event as it is told again; none when the log no longer has it. */
    public Optional<StreamEvent> at(Queries queries, StreamId stream, long seq) {
        return store.since(queries, stream, seq - 1, 1, MOST_BYTES).events().stream()
                .filter(event -> event.seq() == seq)
                .findFirst();
    }

    private static boolean isContiguous(List<StreamEvent> events, long after) {
        long next = after + 1;
        for (var event : events) {
            if (event.seq() != next++) {
                return false;
            }
        }
        return !events.isEmpty();
    }
}
