package io.miscord.platform.bus;

import io.miscord.contract.Answer;
import io.miscord.contract.BusMessage;
import io.miscord.contract.Heads;
import io.miscord.contract.Hint;
import io.miscord.contract.Hints;
import io.miscord.contract.NodeStatus;
import io.miscord.contract.StreamEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the nodes tell each other without being asked. All state belongs to one event-loop context of its own, so
 * nothing here is locked; the other threads see copies.
 */
final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final String ALL = "nodes";
    private static final String GATEWAY = "gateway";
    /** A node that has not heard its own word for this many intervals has lost the bus, and registers again. */
    private static final int DEAF_AFTER = 4;
    /** How often it is looked which streams have fallen quiet, while any may. */
    private static final long QUIET_TICK_MS = 25;

    private final Vertx vertx;
    private final String node;
    private final BusSettings settings;
    private final HintFaults faults;
    private final Context context;
    private final DeliveryOptions toNode;
    private final Peers peers;
    private final Map<String, Relay> relays = new HashMap<>();
    private final QuietStreams quiet = new QuietStreams();
    private boolean isLookingForQuiet;
    private @Nullable MessageConsumer<BusMessage> own;
    private @Nullable MessageConsumer<BusMessage> all;
    private @Nullable Supplier<NodeStatus> self;
    private Instant heardMyself = Instant.EPOCH;
    private long timer = -1;
    private volatile @Nullable Consumer<List<Hint>> hintTaker;
    private volatile @Nullable Consumer<Heads> headTaker;
    private volatile Collection<NodeStatus> known = List.of();
    private volatile Bus.RelayFigures figures = new Bus.RelayFigures(0, 0);
    private long droppedForGone;

    Cluster(Vertx vertx, String node, BusSettings settings, HintFaults faults) {
        this.vertx = vertx;
        this.node = node;
        this.settings = settings;
        this.faults = faults;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.toNode = new DeliveryOptions().setSendTimeout(settings.ackTimeout().toMillis());
        this.peers = new Peers(settings.silence());
    }

    void onHints(Consumer<List<Hint>> taker) {
        hintTaker = taker;
    }

    void onHeads(Consumer<Heads> taker) {
        headTaker = taker;
    }

    void announce(List<Hint> hints) {
        var here = hintTaker;
        if (here != null) {
            here.accept(hints);
        }
        context.runOnContext(run -> {
            relay(hints);
            if (!relays.isEmpty()) {
                moved(hints);
            }
        });
    }

    /** Not batched, and nobody waits for it: who is told sees by its number what is missing. */
    void tell(String gateway, List<Hint> hints) {
        var here = hintTaker;
        if (!gateway.equals(node)) {
            vertx.eventBus().send("node." + gateway, new Hints(hints), toNode);
        } else if (here != null) {
            here.accept(hints);
        }
    }

    private void relay(List<? extends Hint> hints) {
        relays.forEach((peer, relay) -> {
            hints.forEach(relay::offer);
            drain(peer, relay);
        });
    }

    private void moved(List<Hint> hints) {
        long now = now();
        for (var hint : hints) {
            if (hint instanceof StreamEvent event) {
                quiet.moved(event.stream(), event.seq(), now);
            }
        }
        if (!isLookingForQuiet && !quiet.isEmpty()) {
            isLookingForQuiet = true;
            vertx.setTimer(QUIET_TICK_MS, tick -> tellQuiet());
        }
    }

    /** On the way that the hints took, so that it arrives behind them. */
    private void tellQuiet() {
        var due = quiet.due(now());
        if (!due.isEmpty()) {
            relay(List.of(new Heads(null, due)));
        }
        isLookingForQuiet = !quiet.isEmpty();
        if (isLookingForQuiet) {
            vertx.setTimer(QUIET_TICK_MS, tick -> tellQuiet());
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    void publish(BusMessage message) {
        vertx.eventBus().publish(ALL, message);
    }

    Future<Void> join(Supplier<NodeStatus> status) {
        return onContext(() -> {
            self = status;
            return listen().onSuccess(listening -> {
                timer = vertx.setPeriodic(settings.statusInterval().toMillis(), tick -> tick());
                publish(status.get());
            });
        });
    }

    Future<Void> leave() {
        return onContext(() -> {
            vertx.cancelTimer(timer);
            if (self != null) {
                publish(self.get());
            }
            return silence();
        });
    }

    void gone(String peer) {
        context.runOnContext(run -> forget(peer));
    }

    Collection<NodeStatus> nodes() {
        return known;
    }

    Bus.RelayFigures figures() {
        return figures;
    }

    private Future<Void> listen() {
        own = Bus.listen(vertx, "node." + node, message -> {
            if (message.body() instanceof Hints hints) {
                var here = hintTaker;
                if (here != null) {
                    here.accept(hints.hints());
                }
                message.reply(Answer.Done.DONE);
            }
        });
        all = Bus.listen(vertx, ALL, message -> {
            switch (message.body()) {
                case NodeStatus status -> heard(status);
                case Heads heads -> {
                    var here = headTaker;
                    if (here != null) {
                        here.accept(heads);
                    }
                }
                default ->
                    LOG.warn(
                            "unexpected message to all nodes type={}",
                            message.body().getClass());
            }
        });
        heardMyself = Instant.now();
        return Future.all(own.completion(), all.completion()).mapEmpty();
    }

    private Future<Void> silence() {
        Future<Void> first = own == null ? Future.succeededFuture() : own.unregister();
        Future<Void> second = all == null ? Future.succeededFuture() : all.unregister();
        return Future.join(first, second).mapEmpty();
    }

    private void tick() {
        var now = Instant.now();
        peers.expire(now).forEach(this::forget);
        if (heardMyself.plus(settings.statusInterval().multipliedBy(DEAF_AFTER)).isBefore(now)) {
            LOG.warn("bus does not carry this node's own word, registering again node={}", node);
            silence().onComplete(silent -> listen());
            heardMyself = now;
        }
        if (self != null) {
            publish(self.get());
        }
        show();
    }

    private void heard(NodeStatus status) {
        if (status.node().equals(node)) {
            heardMyself = Instant.now();
        }
        if (status.leaving() && !status.node().equals(node)) {
            forget(status.node());
            show();
            return;
        }
        boolean news = peers.heard(status, Instant.now());
        if (!status.node().equals(node)) {
            if (status.verticles().contains(GATEWAY)) {
                relays.computeIfAbsent(
                        status.node(),
                        peer -> new Relay(
                                settings.relayHints(),
                                settings.relayBytes(),
                                new HintLoss(faults, new Random(faults.seed() + relays.size()))));
            } else {
                relays.remove(status.node());
            }
            if (news && self != null) {
                publish(self.get()); // so that the newcomer knows us without waiting for our next turn
            }
        }
        show();
    }

    private void forget(String peer) {
        peers.remove(peer);
        var relay = relays.remove(peer);
        if (relay != null) {
            droppedForGone += relay.dropped() + relay.queued();
        }
    }

    private void drain(String peer, Relay relay) {
        var batch = relay.next();
        if (batch.isEmpty()) {
            return;
        }
        vertx.eventBus().request("node." + peer, new Hints(batch), toNode).onComplete(ack -> {
            if (ack.succeeded()) {
                relay.acknowledged();
            } else {
                if (relay.isTelling(Instant.now())) {
                    LOG.warn(
                            "hints did not arrive, no more is said of it for a minute peer={} cause={}",
                            peer,
                            ack.cause().getMessage());
                }
                relay.failed(batch.size());
            }
            if (relays.get(peer) == relay) {
                drain(peer, relay);
            }
        });
    }

    private void show() {
        known = List.copyOf(peers.all());
        figures = new Bus.RelayFigures(
                relays.values().stream().mapToInt(Relay::queued).sum(),
                droppedForGone
                        + relays.values().stream().mapToLong(Relay::dropped).sum());
    }

    private Future<Void> onContext(Supplier<Future<Void>> work) {
        return Future.future(promise -> context.runOnContext(run -> work.get().onComplete(promise)));
    }
}
