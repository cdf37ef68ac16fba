package io.miscord.persistence.history;

import io.miscord.contract.ChannelId;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Hint;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** What a node announced, by stream: the live events, in the bytes that sockets get. Safe on any thread. */
final class Tape {
    private static final long PATIENCE_S = 30;

    private final OwnerNode node;
    private final Map<StreamId, NavigableMap<Long, StreamEvent>> events = new ConcurrentHashMap<>();
    private final Map<UserId, Queue<EphemeralEvent.ReadUpdated>> reads = new ConcurrentHashMap<>();
    private final Map<UserId, CompletableFuture<Void>> marks = new ConcurrentHashMap<>();

    /** Of what this node announces from now on. */
    Tape(OwnerNode node) {
        this.node = node;
        node.announcesTo(hints -> hints.forEach(this::take));
    }

    private void take(Hint hint) {
        switch (hint) {
            case StreamEvent event ->
                events.computeIfAbsent(event.stream(), stream -> new ConcurrentSkipListMap<>())
                        .put(event.seq(), event);
            case EphemeralEvent.ReadUpdated read ->
                reads.computeIfAbsent(read.userId(), user -> new ConcurrentLinkedQueue<>())
                        .add(read);
            case EphemeralEvent.Typing mark
            when marks.containsKey(mark.userId()) -> marks.get(mark.userId()).complete(null);
            default -> {}
        }
    }

    /** Waits until all is here that was announced before. */
    void settle() throws Exception {
        var mark = new UserId(UUID.randomUUID());
        var here = new CompletableFuture<Void>();
        marks.put(mark, here);
        node.bus().announce(List.of(new EphemeralEvent.Typing(new ChannelId(UUID.randomUUID()), mark)));
        here.get(PATIENCE_S, TimeUnit.SECONDS);
        marks.remove(mark);
    }

    /** The last seq of a stream that was announced. */
    long head(StreamId stream) {
        var its = events.get(stream);
        return its == null ? 0 : its.lastKey();
    }

    /** Live events after a seq, as far as none is missing. */
    List<StreamEvent> after(StreamId stream, long seq) {
        var found = new ArrayList<StreamEvent>();
        var its = events.get(stream);
        if (its != null) {
            for (var event : its.tailMap(seq, false).values()) {
                if (event.seq() != seq + found.size() + 1) {
                    break;
                }
                found.add(event);
            }
        }
        return found;
    }

    /** What somebody's devices were told of their reading since this was last asked. */
    List<EphemeralEvent.ReadUpdated> reads(UserId user) {
        var found = new ArrayList<EphemeralEvent.ReadUpdated>();
        var its = reads.getOrDefault(user, new ConcurrentLinkedQueue<>());
        for (var read = its.poll(); read != null; read = its.poll()) {
            found.add(read);
        }
        return found;
    }

    /** Nobody asks for these any more. */
    void forget(Collection<StreamId> streams) {
        events.keySet().removeAll(streams);
    }
}
