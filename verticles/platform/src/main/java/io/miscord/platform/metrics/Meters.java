package io.miscord.platform.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.miscord.contract.NodeStatus;
import io.miscord.platform.data.Breaker;
import io.vertx.core.Vertx;
import io.vertx.core.spi.VertxMetricsFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Every figure of a node: Miscord's own, and Vert.x's in the same registry. Counting is a few nanoseconds without a
 * lock, on any thread.
 *
 * <p>Make it before Vert.x, which takes {@link #vertxMetrics}, then let it {@link #watch} the event
 * loops.
 */
public final class Meters implements AutoCloseable {
    static final double P50 = 0.5;
    static final double P99 = 0.99;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LongSupplier nanoTime;
    private final long startedAt;
    private final ProcessFigures process;
    private final EventLoopLag lag;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Collection<LongSupplier> kept = new ConcurrentLinkedQueue<>();

    private final SocketFigures main = new SocketFigures(this, "miscord.sockets");
    private final VoiceMeters voice = new VoiceMeters(this);
    private final AtomicInteger watchers = new AtomicInteger();
    private volatile LongSupplier stored = () -> 0;
    private final Counter messagesSent = counter("miscord.messages.sent", "Events written to sockets");
    private final Counter connectionErrors = counter("miscord.sockets.errors", "Sockets that broke");
    private final Counter refused = counter("miscord.sockets.refused", "Sockets refused because the node was full");
    private final Counter batches = counter("miscord.batches", "Frames that carried more than one event");
    private final Counter resumes = counter("miscord.resumes", "Sockets that came back and went on where they were");
    private final Counter slowConsumers = counter("miscord.slow.consumers", "Sockets closed because they did not read");
    private final Counter hintsFailed = counter("miscord.hints.failed", "Hints that could not be taken; healed later");
    private final Counter authFailures = counter("miscord.auth.failures", "Wrong passwords and tokens");
    private final Counter rateLimited = counter("miscord.rate.limited", "Requests and frames over a limit");
    private final Counter rejectedOrigins = counter("miscord.rejected.origins", "Pages of other web sites refused");
    private final Timer sendLatency = timer(
            "miscord.send.latency", "From a message's receipt to the write to a socket; of those that were announced");
    private final Timer repairTime =
            timer("miscord.repair.time", "From when a gap in a stream was noticed until it was filled from PostgreSQL");
    private final Timer repairAge =
            timer("miscord.repair.age", "From when PostgreSQL stored an event that was lost until its gap was filled");

    /**
     * Meters that start now.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds: {@code System::nanoTime}
     */
    public Meters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
        this.process = new ProcessFigures(nanoTime);
        this.lag = new EventLoopLag(nanoTime);
        gauge("miscord.event.loop.lag.seconds", "How late the event loops are", () -> lag.nanos() / NANOS_PER_SECOND);
        gauge(
                "miscord.process.cpu",
                "Share of the machine's processors",
                () -> process.now().cpu());
        gauge(
                "miscord.process.memory.bytes",
                "Memory in RAM",
                () -> process.now().memoryBytes());
        gauge("miscord.uptime.seconds", "Time since the start", this::uptimeSeconds);
        gauge("miscord.watchers", "Monitoring sockets now", watchers::get);
    }

    /** How Vert.x comes to measure into this registry: {@code Vertx.builder().withMetrics(meters.vertxMetrics())}. */
    public VertxMetricsFactory vertxMetrics() {
        return new VertxMeters(registry);
    }

    /** Begins to watch the event loops; once a node. */
    public void watch(Vertx vertx) {
        lag.watch(vertx);
    }

    /** Tells a breaker's state from now on; another of the same name takes its place. */
    public void breaker(Breaker breaker) {
        if (breakers.put(breaker.name(), breaker) == null) {
            Gauge.builder("miscord.breaker.open", () -> openness(breaker.name()))
                    .description("1 open, 0.5 half open, 0 closed")
                    .tag("name", breaker.name())
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** A socket of a client opened. */
    public void connectionOpened() {
        main.opened();
    }

    /** A socket of a client closed. */
    public void connectionClosed() {
        main.closed();
    }

    /** A socket broke. */
    public void connectionError() {
        connectionErrors.increment();
    }

    /** A socket was refused because the node was full or busy. */
    public void connectionRefused() {
        refused.increment();
    }

    /** A monitoring socket opened. */
    public void watcherOpened() {
        watchers.incrementAndGet();
    }

    /** A monitoring socket closed. */
    public void watcherClosed() {
        watchers.decrementAndGet();
    }

    /** Where to ask how many messages this node has stored since its start. */
    public void messagesStored(LongSupplier count) {
        stored = count;
        total("miscord.messages.stored", "Messages stored, each once", count);
    }

    /** How many sockets of clients there are, those that watch excepted. */
    public int connections() {
        return main.now();
    }

    /** Where to ask how many channels the node's sockets have; the last one told counts. */
    public void activeChannels(IntSupplier count) {
        main.channels(count);
    }

    /** An event was written to so many sockets. */
    public void messagesSent(int sockets) {
        messagesSent.increment(sockets);
    }

    /**
     * How long an announced message took from the server's receipt to the write; one for all sockets of an event loop
     * will do. What was lost and repaired is {@link #repaired}'s.
     */
    public void sendLatency(Duration latency) {
        sendLatency.record(latency);
    }

    /** A frame carried more than one event. */
    public void batch() {
        batches.increment();
    }

    /** A socket came back and went on where it was. */
    public void resumed() {
        resumes.increment();
    }

    /** A socket was closed because it did not read. */
    public void slowConsumer() {
        slowConsumers.increment();
    }

    /** A hint could not be taken, for a fault of ours. */
    public void hintFailed() {
        hintsFailed.increment();
    }

    /** A wrong password or token. */
    public void authFailure() {
        authFailures.increment();
    }

    /** A request or frame over a limit. */
    public void rateLimited() {
        rateLimited.increment();
    }

    /** A page of another web site. */
    public void rejectedOrigin() {
        rejectedOrigins.increment();
    }

    /**
     * A gap was filled from PostgreSQL.
     *
     * @param time since it was noticed
     * @param age of its first event, by the clocks of this machine and PostgreSQL's; none when that is not known
     */
    public void repaired(Duration time, Optional<Duration> age) {
        repairTime.record(time);
        age.ifPresent(repairAge::record);
    }

    /** Where to ask how often PostgreSQL was asked to fill a gap since the start, repeats included. */
    public void repairs(LongSupplier count) {
        total("miscord.repairs", "Times that PostgreSQL was asked to fill a gap, repeats included", count);
    }

    /** Where to ask what waits for other nodes, and how many hints were given up. */
    public void relay(IntSupplier queued, LongSupplier dropped) {
        gauge("miscord.relay.queue", "Hints that wait for other nodes", queued::getAsInt);
        total("miscord.relay.dropped", "Hints given up because a node did not take them", dropped);
    }

    /** What is counted of voice. */
    public VoiceMeters voice() {
        return voice;
    }

    /** Further figures, for owners that have some of their own: named {@code miscord.…}, unit last. */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** All figures as Prometheus text, or as OpenMetrics where that is the content type asked for. */
    public String scrape(String contentType) {
        return registry.scrape(contentType);
    }

    /** All figures as the document of {@code GET /metrics}. */
    public MetricsDocument document(String node, Collection<NodeStatus> cluster) {
        var figures = process.now();
        return new MetricsDocument(
                new MetricsDocument.Node(node, uptimeSeconds(), figures.cpu(), figures.memoryBytes(), lagMs()),
                mainSockets(),
                voice.figures(),
                breakerStates(),
                new MetricsDocument.Security(count(authFailures), count(rateLimited), count(rejectedOrigins)),
                new MetricsDocument.Cluster(
                        cluster.size(),
                        cluster.stream().mapToInt(NodeStatus::connections).sum()));
    }

    /** What the performance line is made of. */
    Performance performance() {
        var figures = process.now();
        return new Performance(
                main.now(),
                main.channels(),
                count(messagesSent),
                sendLatency.count(),
                sendLatency.totalTime(TimeUnit.MILLISECONDS),
                stored.getAsLong(),
                figures.memoryBytes(),
                figures.cpu());
    }

    @Override
    public void close() {
        lag.close();
        registry.close();
    }

    private MetricsDocument.MainSockets mainSockets() {
        return new MetricsDocument.MainSockets(
                main.now(),
                main.channels(),
                count(messagesSent),
                sendLatency.mean(TimeUnit.SECONDS),
                latencySeconds(P99),
                main.peak(),
                count(connectionErrors) + count(refused),
                count(resumes),
                count(slowConsumers),
                count(batches),
                repairTime.count(),
                p99Seconds(repairTime),
                p99Seconds(repairAge));
    }

    /** This percentile of the last minutes' latencies; 0 while there are none. */
    double latencySeconds(double percentile) {
        return percentile(sendLatency, percentile);
    }

    private static double p99Seconds(Timer timer) {
        return percentile(timer, P99);
    }

    private static double percentile(Timer timer, double percentile) {
        for (ValueAtPercentile value : timer.takeSnapshot().percentileValues()) {
            if (value.percentile() == percentile) {
                return value.value(TimeUnit.SECONDS);
            }
        }
        return 0;
    }

    int watchers() {
        return watchers.get();
    }

    double lagMs() {
        return lag.nanos() / NANOS_PER_MS;
    }

    Map<String, String> breakerStates() {
        var states = new ConcurrentHashMap<String, String>();
        breakers.forEach((name, breaker) -> states.put(name, breaker.state().text()));
        return states;
    }

    private double openness(String name) {
        var breaker = breakers.get(name);
        if (breaker == null) {
            return 0;
        }
        return switch (breaker.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 0.5;
            case OPEN -> 1;
        };
    }

    long uptimeSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - startedAt);
    }

    static long count(Counter counter) {
        return (long) counter.count();
    }

    Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .publishPercentiles(P50, P99)
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry);
    }

    private void total(String name, String description, LongSupplier count) {
        FunctionCounter.builder(name, count, LongSupplier::getAsLong)
                .description(description)
                .register(registry);
        // The registry itself holds what it counts only weakly.
        kept.add(count);
    }
}
