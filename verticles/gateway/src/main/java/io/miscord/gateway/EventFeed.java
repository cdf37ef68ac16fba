package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Heads;
import io.miscord.contract.Hint;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.VoiceHint;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.metrics.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's one ear for events. Of each stream that a socket of this node has, it keeps the order and the most recent
 * events, fetches once what the bus lost, and hands what is next to the hubs. All state belongs to the context it was
 * started on; hubs call from theirs and are answered there.
 */
final class EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    /** How long a gap may close by itself: the bus and two writers may swap neighbours. */
    private static final long REORDER_GRACE_MS = 15;

    /** Events of one answer of PostgreSQL; it also bounds the bytes. */
    private static final int PAGE = 256;

    private static final int SWEEP_CHUNK = 1_000;
    private static final long RETRY_FIRST_MS = 50;
    private static final long RETRY_LAST_MS = 3_000;

    private final Vertx vertx;
    private final Bus bus;
    private final Meters meters;
    private final Turns fetches;
    private final Map<StreamId, Followed> followed = new HashMap<>();
    private final Map<Fetch, Promise<Answer.Replay>> fetching = new HashMap<>();
    private final Set<Hub> hubs = new HashSet<>();
    private final Context context;
    private final LongAdder repairs = new LongAdder();
    private final LongAdder fetched = new LongAdder();
    private @Nullable NodeCalls calls;
    private volatile int streams;
    private boolean sweeping;
    private boolean asking;
    private @Nullable String epoch;
    /** One for each restore in this node's life; none of them comes back. */
    private final Set<String> pastEpochs = new HashSet<>();

    private record Fetch(StreamId stream, long after) {}

    /** A stream that some hub follows. */
    private static final class Followed {
        final Sequencer sequencer;
        final Ring ring = new Ring();
        final Set<Hub> hubs = new HashSet<>();
        final Gaps gaps = new Gaps();
        boolean repairing;

        Followed(long head) {
            sequencer = new Sequencer(head);
        }

        /** Somebody says that the stream has reached this seq. */
        void heard(long head, long now) {
            gaps.noticed(sequencer.head() + 1, head, now);
            sequencer.heard(head);
        }

        /** Takes an event; answers what is now to be handed over, in order. */
        List<StreamEvent> accept(StreamEvent event, long now) {
            gaps.noticed(sequencer.head() + 1, event.seq() - 1, now);
            var next = sequencer.accept(event);
            next.forEach(ring::add);
            return next;
        }
    }

    EventFeed(Vertx vertx, Bus bus, Meters meters, int maxFetches) {
        this.vertx = vertx;
        this.bus = bus;
        this.meters = meters;
        this.fetches = new Turns(maxFetches);
        this.context = vertx.getOrCreateContext();
    }

    /** Starts to listen; called on the feed's own context. */
    void start(long sweepMs) {
        bus.onHints(this::take);
        bus.onHeads(this::heads);
        vertx.setPeriodic(sweepMs, sweep -> sweep());
    }

    /** Whom to hand what is told of calls; called on the feed's own context. */
    void tellOfCalls(NodeCalls those) {
        calls = those;
    }

    /** A hub of this node takes part; events without a stream of their own go to every hub. */
    void add(Hub hub) {
        context.runOnContext(run -> hubs.add(hub));
    }

    /**
     * From now on the hub gets the stream's events; it is told first after which seq they begin.
     *
     * @param head the stream's last seq as the hub knows it from PostgreSQL
     */
    void follow(Hub hub, StreamId stream, long head) {
        context.runOnContext(run -> {
            var it = followed.computeIfAbsent(stream, id -> new Followed(head));
            streams = followed.size();
            it.hubs.add(hub);
            it.heard(head, System.nanoTime());
            long from = it.sequencer.delivered();
            hub.run(() -> hub.followed(stream, from));
            repairIfBehind(stream, it);
        });
    }

    /** The hub has no socket with this stream any more. */
    void unfollow(Hub hub, StreamId stream) {
        context.runOnContext(run -> {
            var it = followed.get(stream);
            if (it != null && it.hubs.remove(hub) && it.hubs.isEmpty()) {
                followed.remove(stream);
                streams = followed.size();
            }
        });
    }

    /**
     * Events after this seq, from the ring or else from PostgreSQL; the same question is asked once at a time. The
     * future completes on the calling context.
     */
    Future<Answer.Replay> since(StreamId stream, long after) {
        Promise<Answer.Replay> promise = Promise.promise();
        var caller = vertx.getOrCreateContext();
        context.runOnContext(run ->
                recentOrFetched(stream, after).onComplete(done -> caller.runOnContext(back -> promise.handle(done))));
        return promise.future();
    }

    /** Streams that this node's sockets have. */
    int streams() {
        return streams;
    }

    /** Questions for events that were asked of PostgreSQL so far: for gaps, and for those who came back. */
    long fetched() {
        return fetched.sum();
    }

    /** How often PostgreSQL was asked to fill a gap so far, repeats included. */
    long repairs() {
        return repairs.sum();
    }

    private Future<Answer.Replay> recentOrFetched(StreamId stream, long after) {
        var it = followed.get(stream);
        if (it != null) {
            var recent = it.ring.after(after);
            if (recent.isPresent()) {
                return Future.succeededFuture(new Answer.Replay(stream, recent.get(), it.sequencer.delivered(), false));
            }
        }
        return fetch(stream, after).onSuccess(replay -> remember(stream, replay));
    }

    /** Who else comes back from the same place is spared PostgreSQL. */
    private void remember(StreamId stream, Answer.Replay replay) {
        var it = followed.get(stream);
        if (it != null) {
            it.ring.precede(replay.events(), it.sequencer.delivered());
        }
    }

    private Future<Answer.Replay> fetch(StreamId stream, long after) {
        var key = new Fetch(stream, after);
        var running = fetching.get(key);
        if (running != null) {
            return running.future();
        }
        Promise<Answer.Replay> promise = Promise.promise();
        fetching.put(key, promise);
        fetched.increment();
        fetches.run(() -> bus.ask(new StreamAsk.Since(Actor.NODE, stream, after, PAGE)))
                .onComplete(done -> {
                    fetching.remove(key);
                    promise.handle(done);
                });
        return promise.future();
    }

    private void take(List<Hint> hints) {
        var ready = new LinkedHashMap<Hub, List<Hint>>();
        hints.forEach(hint -> take(hint, ready));
        ready.forEach((hub, its) -> hub.run(() -> hub.take(its)));
    }

    private void take(Hint hint, Map<Hub, List<Hint>> ready) {
        switch (hint) {
            case StreamEvent event -> {
                if (calls != null) {
                    calls.heed(event);
                }
                take(event, ready);
            }
            case VoiceHint voice -> {
                if (calls != null) {
                    calls.take(voice);
                }
            }
            case EphemeralEvent.Typing typing -> {
                var it = followed.get(StreamId.of(typing.channelId()));
                if (it != null) {
                    it.hubs.forEach(hub -> queue(ready, hub, typing));
                }
            }
            case EphemeralEvent event -> hubs.forEach(hub -> queue(ready, hub, event));
            case Heads heads -> heads(heads);
        }
    }

    private void take(StreamEvent event, Map<Hub, List<Hint>> ready) {
        var it = followed.get(event.stream());
        if (it == null) {
            return;
        }
        for (var next : it.accept(event, System.nanoTime())) {
            it.hubs.forEach(hub -> queue(ready, hub, next));
        }
        it.gaps.closed(it.sequencer.delivered()); // by themselves: overtaken, not lost
        repairIfBehind(event.stream(), it);
    }

    private static void queue(Map<Hub, List<Hint>> ready, Hub hub, Hint hint) {
        ready.computeIfAbsent(hub, its -> new ArrayList<>()).add(hint);
    }

    /** Numbers of another history say nothing; and a node may not have noticed yet which one there is now. */
    private void heads(Heads heads) {
        var told = heads.epoch();
        if (told == null || told.equals(epoch)) {
            heads.heads().forEach(this::heard);
        } else if (!pastEpochs.contains(told) && !asking) {
            asking = true;
            bus.ask(new StreamAsk.Heads(Actor.NODE, List.of()))
                    .onSuccess(this::answered)
                    .onFailure(failure -> LOG.debug("the epoch was not asked for cause={}", failure.getMessage()))
                    .onComplete(done -> asking = false);
        }
    }

    /** PostgreSQL alone decides which history it is. */
    private void answered(Answer.Heads answer) {
        var now = answer.epoch();
        if (!now.equals(epoch)) {
            if (pastEpochs.contains(now)) {
                return; // it was asked before the restore
            }
            if (epoch != null) {
                pastEpochs.add(epoch);
                startAfresh(now);
            }
            epoch = now;
        }
        answer.heads().forEach(this::heard);
    }

    /** Nothing that is known here belongs to the history that the database has now: whoever is here comes anew. */
    private void startAfresh(String told) {
        LOG.warn("the database was restored, every socket comes anew epoch={} before={}", told, epoch);
        followed.clear();
        streams = 0;
        hubs.forEach(hub -> hub.run(() -> hub.endAll(Disconnect.RESTORED)));
    }

    private void heard(StreamId stream, long head) {
        var it = followed.get(stream);
        if (it != null) {
            it.heard(head, System.nanoTime());
            repairIfBehind(stream, it);
        }
    }

    private void repairIfBehind(StreamId stream, Followed it) {
        if (it.sequencer.isBehind() && !it.repairing) {
            it.repairing = true;
            vertx.setTimer(REORDER_GRACE_MS, grace -> repair(stream, it, RETRY_FIRST_MS));
        }
    }

    private void repair(StreamId stream, Followed it, long retryMs) {
        if (followed.get(stream) != it || !it.sequencer.isBehind()) {
            it.repairing = false;
            return;
        }
        repairs.increment();
        long since = it.sequencer.delivered();
        fetch(stream, since).onComplete(done -> {
            if (done.succeeded()) {
                apply(stream, it, done.result());
            } else {
                LOG.warn(
                        "repair failed stream={} cause={}", stream, done.cause().getMessage());
            }
            if (it.sequencer.delivered() == since) { // what was heard of may never come, as after a restore
                vertx.setTimer(retryMs, again -> repair(stream, it, Math.min(retryMs * 3, RETRY_LAST_MS)));
            } else {
                it.repairing = false;
                repairIfBehind(stream, it);
            }
        });
    }

    private void apply(StreamId stream, Followed it, Answer.Replay replay) {
        if (replay.tooOld()) {
            long since = it.sequencer.delivered();
            it.sequencer.skipTo(replay.head());
            it.gaps.closed(replay.head());
            it.hubs.forEach(hub -> hub.run(() -> hub.lost(stream, since, replay.head())));
            return;
        }
        var ready = new LinkedHashMap<Hub, List<Hint>>();
        long now = System.nanoTime();
        replay.events().forEach(event -> {
            for (var next : it.accept(untimed(event), now)) {
                it.hubs.forEach(hub -> queue(ready, hub, next));
            }
        });
        ready.forEach((hub, its) -> hub.run(() -> hub.take(its)));
        measure(it.gaps.closed(it.sequencer.delivered()), replay, now);
    }

    /** When a repaired event was received is not known any more: in a replay stands when PostgreSQL stored it. */
    private static StreamEvent untimed(StreamEvent it) {
        return new StreamEvent(
                it.stream(), it.seq(), it.domain(), it.accessVersion(), it.name(), 0, it.urgent(), it.frame());
    }

    private void measure(List<Gaps.Gap> repaired, Answer.Replay replay, long now) {
        long time = System.currentTimeMillis();
        for (var gap : repaired) {
            var stored = replay.events().stream()
                    .filter(event -> event.seq() == gap.first())
                    .findFirst();
            meters.repaired(
                    Duration.ofNanos(now - gap.since()),
                    stored.map(event -> Duration.ofMillis(Math.max(0, time - event.acceptedAt()))));
        }
    }

    /** Compares what was delivered with PostgreSQL, for hints that were lost with the node that sent them. */
    private void sweep() {
        if (sweeping || followed.isEmpty()) {
            return; // while nobody answers, questions must not gather
        }
        sweeping = true;
        var asked = new ArrayList<Future<?>>();
        var all = List.copyOf(followed.keySet());
        for (int from = 0; from < all.size(); from += SWEEP_CHUNK) {
            var chunk = all.subList(from, Math.min(from + SWEEP_CHUNK, all.size()));
            asked.add(fetches.run(() -> bus.ask(new StreamAsk.Heads(Actor.NODE, chunk)))
                    .onSuccess(this::answered)
                    .onFailure(failure -> LOG.warn("position sweep failed cause={}", failure.getMessage())));
        }
        Future.join(asked).onComplete(done -> sweeping = false);
    }
}
