package io.miscord.platform.bus;

import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.BusMessage;
import io.miscord.contract.Heads;
import io.miscord.contract.Hint;
import io.miscord.contract.NodeStatus;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamId;
import io.miscord.platform.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's way to the others: asks to owners, hints to gateways, and what nodes say of themselves. It is the only
 * user of Vert.x's event bus. Delivery is at most once and in no order to be trusted; whoever needs more has
 * {@code seq}, nonces and PostgreSQL. Safe on any thread; handlers run on the context that registered them.
 *
 * <p>Addresses are few and static: one per family of asks, {@code node.<id>} for each node, {@code nodes} for all.
 */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    /** More than the bus' own timeout takes to be noticed. */
    private static final long READING_MS = 500;

    private static final int TRIES = 4;
    private static final long TRY_AGAIN_MS = 50;
    /** How long an owner that stops finishes what it was asked. */
    private static final long FINISH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long LOOK_MS = 20;

    private final Vertx vertx;
    private final String node;
    private final BusSettings settings;
    private final DeliveryOptions near;
    private final DeliveryOptions far;
    private final Set<String> owned = ConcurrentHashMap.newKeySet();
    private final Cluster cluster;

    private Bus(Vertx vertx, String node, BusSettings settings, HintFaults faults) {
        this.vertx = vertx;
        this.node = node;
        this.settings = settings;
        this.far = new DeliveryOptions().setSendTimeout(settings.askTimeout().toMillis());
        this.near = new DeliveryOptions(far).setLocalOnly(true);
        this.cluster = new Cluster(vertx, node, settings, faults);
    }

    /**
     * The bus of a node: registers the codecs, once per Vert.x instance, before anything is sent.
     *
     * @param node this node's id in the cluster
     */
    public static Bus on(Vertx vertx, String node, BusSettings settings) {
        return on(vertx, node, settings, HintFaults.NONE);
    }

    /** The bus of a node whose hints to others are lost and swapped on purpose. */
    public static Bus on(Vertx vertx, String node, BusSettings settings, HintFaults faults) {
        vertx.eventBus()
                .registerCodec(new BusCodec())
                .registerDefaultCodec(ProblemException.class, new ProblemCodec())
                .codecSelector(body -> body instanceof BusMessage ? BusCodec.NAME : null)
                .clusterSerializableChecker(type -> false)
                .serializableChecker(type -> false);
        return new Bus(vertx, node, settings, faults);
    }

    /** This node's id. */
    public String node() {
        return node;
    }

    /**
     * Asks the owner, the one on this node if there is one. The future fails with a {@link ProblemException} in every
     * case; UNAVAILABLE with {@code retryAfter} when nobody answered in time, and then nobody knows whether it was
     * done: creates carry a nonce, so that they may be repeated.
     */
    public <A extends Answer> Future<A> ask(Ask<A> ask) {
        var first = owned.contains(ask.address())
                ? this.<A>request(ask, near).recover(failure -> isNobody(failure) ? far(ask, TRIES) : failed(failure))
                : this.<A>far(ask, TRIES);
        // The bus' own timeout ends when an answer has come; one that cannot be read must not be waited for forever.
        return first.timeout(settings.askTimeout().toMillis() + READING_MS, TimeUnit.MILLISECONDS)
                .recover(failure -> failed(refusal(failure)));
    }

    /**
     * Owns a family of asks from the calling context on. The answerer may be run for several asks at a time, as far as
     * it waits; a refusal is a {@link ProblemException}, anything else is a bug, logged here and answered INTERNAL.
     *
     * @param family the sealed interface of the family, to refuse what is not of it
     */
    public <F extends Ask<?>> Future<Registration> own(
            String address, Class<F> family, Function<F, Future<? extends Answer>> answerer) {
        var working = new AtomicInteger();
        var consumer = vertx.eventBus().<BusMessage>consumer(address);
        consumer.handler(message -> {
            if (working.incrementAndGet() > settings.maxAsksPerOwner()) {
                working.decrementAndGet();
                message.reply(ProblemException.later(1, Refusal.BUSY));
                return;
            }
            answer(message, family, answerer).onComplete(done -> working.decrementAndGet());
        });
        return consumer.completion().map(registered -> {
            owned.add(address);
            return () -> {
                owned.remove(address);
                return consumer.unregister()
                        .compose(gone -> finished(vertx, working, System.nanoTime() + FINISH_NANOS));
            };
        });
    }

    /** Tells the gateways of all nodes; call it after the commit. Returns at once: a hint may be lost. */
    public void announce(List<? extends Hint> hints) {
        if (!hints.isEmpty()) {
            cluster.announce(List.copyOf(hints));
        }
    }

    /**
     * Tells the gateway of one node, at once and past all that waits for it. Returns at once: it may be lost, and
     * overtake what was announced.
     */
    public void tell(String gateway, List<? extends Hint> hints) {
        cluster.tell(gateway, List.copyOf(hints));
    }

    /** Takes the hints meant for this node's gateway, on the calling context. One taker a node. */
    public void onHints(Consumer<List<Hint>> taker) {
        cluster.onHints(onThisContext(taker));
    }

    /** Tells all nodes which streams moved lately, and in which history of the database. */
    public void tellHeads(@Nullable String epoch, Map<StreamId, Long> heads) {
        cluster.publish(new Heads(epoch, heads));
    }

    /** Takes what other nodes and this one tell of streams that moved, on the calling context. */
    public void onHeads(Consumer<Heads> taker) {
        cluster.onHeads(onThisContext(taker));
    }

    /**
     * Joins the conversation of the nodes: from now on this node tells of itself each second and knows the others.
     *
     * @param self what to say of this node; called on a context of the bus
     */
    public Future<Void> join(Supplier<NodeStatus> self) {
        return cluster.join(self);
    }

    /** What the nodes of the cluster, this one included, last said of themselves. */
    public Collection<NodeStatus> nodes() {
        return cluster.nodes();
    }

    /** A node is known to be gone: nothing more is queued for it. */
    public void gone(String goneNode) {
        cluster.gone(goneNode);
    }

    /** Hints queued for other nodes, and dropped so far. */
    public RelayFigures relayFigures() {
        return cluster.figures();
    }

    /** Says a last word to the others and stops listening. */
    public Future<Void> leave() {
        return cluster.leave();
    }

    /** Ends an ownership; asks go to another node from then on. */
    @FunctionalInterface
    public interface Registration {
        /** Stops taking asks; completes when those that were taken are answered, 5 s later at most. */
        Future<Void> end();
    }

    /**
     * Figures of the relays to other nodes.
     *
     * @param queued hints waiting
     * @param dropped hints dropped since the start, which their nodes repaired by themselves
     */
    public record RelayFigures(int queued, long dropped) {}

    private <T> Consumer<T> onThisContext(Consumer<T> taker) {
        Context context = vertx.getOrCreateContext();
        return value -> context.runOnContext(run -> taker.accept(value));
    }

    /** An owner that stops is still asked for a moment, until the others know: nothing was done then, so another is. */
    private <A extends Answer> Future<A> far(Ask<A> ask, int tries) {
        return this.<A>request(ask, far)
                .recover(failure -> isNobody(failure) && tries > 1
                        ? vertx.timer(TRY_AGAIN_MS).compose(later -> far(ask, tries - 1))
                        : failed(failure));
    }

    @SuppressWarnings("unchecked") // an ask's type names its answer, and the family's one switch keeps to it
    private <A extends Answer> Future<A> request(Ask<A> ask, DeliveryOptions options) {
        return vertx.eventBus().request(ask.address(), ask, options).map(reply -> (A) reply.body());
    }

    private static <F extends Ask<?>> Future<? extends Answer> answer(
            Message<BusMessage> message, Class<F> family, Function<F, Future<? extends Answer>> answerer) {
        Future<? extends Answer> answer;
        try {
            answer = answerer.apply(family.cast(message.body()));
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.onComplete(
                done -> message.reply(done.succeeded() ? done.result() : reported(message, done.cause())));
    }

    private static ProblemException reported(Message<BusMessage> message, Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return refused;
        }
        LOG.error("ask failed address={}", message.address(), failure);
        return ProblemException.of(Refusal.BROKEN);
    }

    /** Completes when nothing is being worked on any more, or the time for it is over. */
    static Future<Void> finished(Vertx vertx, AtomicInteger working, long untilNanos) {
        return working.get() == 0 || System.nanoTime() - untilNanos >= 0
                ? Future.succeededFuture()
                : vertx.timer(LOOK_MS).compose(later -> finished(vertx, working, untilNanos));
    }

    private static boolean isNobody(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    private static ProblemException refusal(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return refused;
        }
        if (failure instanceof ReplyException reply
                && (reply.failureType() == ReplyFailure.NO_HANDLERS || reply.failureType() == ReplyFailure.TIMEOUT)) {
            return ProblemException.later(1, Refusal.NOT_RUNNING);
        }
        LOG.error("ask failed", failure);
        return ProblemException.of(Refusal.BROKEN);
    }

    private static <A> Future<A> failed(Throwable failure) {
        return Future.failedFuture(failure);
    }

    static MessageConsumer<BusMessage> listen(Vertx vertx, String address, Consumer<Message<BusMessage>> taker) {
        return vertx.eventBus().consumer(address, taker::accept);
    }
}
