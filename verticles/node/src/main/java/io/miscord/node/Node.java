package io.miscord.node;

import io.miscord.api.Api;
import io.miscord.api.files.ImageFiles;
import io.miscord.api.tasks.TaskFiles;
import io.miscord.contract.Account;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.NodeStatus;
import io.miscord.gateway.Gateway;
import io.miscord.persistence.Persistence;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.bus.BusSettings;
import io.miscord.platform.bus.HintFaults;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.Allowances;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.data.Redis;
import io.miscord.platform.http.BodyMemory;
import io.miscord.platform.http.Clients;
import io.miscord.platform.http.DiskCheck;
import io.miscord.platform.http.Edge;
import io.miscord.platform.http.HealthChecks;
import io.miscord.platform.http.Insight;
import io.miscord.platform.http.OperationsRoutes;
import io.miscord.platform.images.Images;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.metrics.PerformanceLine;
import io.miscord.platform.metrics.Pulse;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.platform.security.AccessTokens;
import io.miscord.platform.security.SecurityLog;
import io.miscord.platform.security.SignedLinks;
import io.miscord.platform.security.VapidKey;
import io.miscord.platform.storage.DiskStorage;
import io.miscord.platform.storage.Storage;
import io.miscord.voice.Voice;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: joins the cluster, wires what its configuration names, and stops it in order. The only class that
 * constructs verticles.
 */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long WATCH_MS = 1_000;
    /** How long the link to a file is good: asking again makes another. */
    private static final Duration LINK_LIFE = Duration.ofMinutes(15);

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP_STEP = Duration.ofSeconds(6);

    private final Config config;
    private final Foundation foundation;
    private final ClusterMember member;
    private final Vertx vertx;
    private final Meters meters;
    private final Bus bus;
    private final Redis redis;
    private final SecurityLog security;
    private final Storage storage;
    private final Pulse pulse;
    private final Instant startedAt = Clock.systemUTC().instant();
    private final AtomicInteger port = new AtomicInteger();
    private @Nullable Persistence persistence;
    private volatile @Nullable Gateway gateway;
    private String front = "";
    private String owners = "";
    private String calls = "";
    private volatile boolean started;
    private volatile boolean leaving;
    /** What runs here and still does its work, as the other nodes are told. */
    private volatile Set<String> serving = Set.of();

    private Node(Config config, Foundation foundation, ClusterMember member, Meters meters) {
        this.config = config;
        this.foundation = foundation;
        this.member = member;
        this.vertx = member.vertx();
        this.meters = meters;
        var chaos = config.chaos();
        this.bus = Bus.on(
                vertx,
                member.id(),
                BusSettings.DEFAULT,
                new HintFaults(chaos.dropHints(), chaos.reorderHints(), chaos.seed()));
        this.redis = foundation.redis(vertx);
        this.security = new SecurityLog(meters, System::nanoTime);
        this.storage = new DiskStorage(vertx, foundation.files());
        this.pulse = new Pulse(meters, System::nanoTime);
    }

    /** Starts a node. Blocking; {@link StartException} says why it cannot. */
    static Node start(Config config) {
        FrontVerticle.requireFree(config.http());
        var foundation = Foundation.lay(config);
        var meters = new Meters(System::nanoTime);
        ClusterMember member;
        try {
            member = ClusterMember.join(config, foundation, meters);
        } catch (RuntimeException | LinkageError e) {
            foundation.close();
            throw e;
        }
        var node = new Node(config, foundation, member, meters);
        try {
            node.deploy();
        } catch (Exception | LinkageError e) { // waiting for a future throws what failed, even if that is checked
            node.stop();
            throw new StartException("The node cannot start", e);
        }
        return node;
    }

    /** What the operator reads when the node is there. */
    String greeting() {
        var host = config.http().host().equals("0.0.0.0")
                ? "127.0.0.1"
                : config.http().host();
        var url = "http://" + host + ":" + port.get();
        var text = new StringBuilder("Miscord is running at ").append(url);
        text.append("\nCluster address: ").append(member.address().clusterAddress());
        text.append("  (another node: scripts/run --join ")
                .append(member.address().clusterAddress())
                .append(" --port ")
                .append(port.get() + 1)
                .append(')');
        if (member.isAloneThoughNotMeantToBe()) {
            text.append("\nNobody of ")
                    .append(foundation.joinAddresses())
                    .append(" answers, or has other secrets: this node is a cluster of its own. To join nodes of ")
                    .append("another data directory it needs their token, from scripts/cluster token.");
        }
        if (runs(Config.Verticle.API)) {
            text.append("\nOpen ").append(url).append(" and make an account; the first one is the operator's.");
        }
        return text.toString();
    }

    /**
     * Stops in order, each step bounded: people are told to go, work is finished, the cluster left, stores released.
     */
    void stop() {
        LOG.info("node stopping id={}", member.id());
        leaving = true;
        step(
                "front",
                front.isEmpty() ? Future.succeededFuture() : vertx.undeploy(front),
                STOP_STEP.plus(config.gateway().drainTime()));
        step("voice", calls.isEmpty() ? Future.succeededFuture() : vertx.undeploy(calls), STOP_STEP);
        serving = owners.isEmpty() ? Set.of() : Set.of("persistence");
        step("owners", owners.isEmpty() ? Future.succeededFuture() : vertx.undeploy(owners), STOP_STEP);
        serving = Set.of();
        step("bus", bus.leave(), STOP_STEP);
        step("persistence", persistence == null ? Future.succeededFuture() : persistence.stop(), STOP_STEP);
        redis.close();
        step("vertx", vertx.close(), STOP_STEP);
        foundation.close();
        meters.close();
    }

    private static void step(String name, Future<?> work, Duration most) {
        try {
            work.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) { // what failed, even if that is checked
            LOG.warn("step of stopping failed step={} cause={}", name, e.toString());
        }
    }

    private void deploy() {
        member.onGone(this::gone);
        meters.watch(vertx);
        meters.breaker(redis.breaker());
        meters.relay(() -> bus.relayFigures().queued(), () -> bus.relayFigures().dropped());
        PerformanceLine.start(vertx, meters, config.logging().performanceInterval());
        var clients = new Clients(config.http());
        var tokens =
                new AccessTokens(vertx, foundation.authSecret(), config.auth().accessTokenTtl(), Clock.systemUTC());
        var presence = new PresenceStore(redis, bus.node());
        var edges = new ArrayList<Supplier<Edge>>();
        serving = verticles();
        await("joining the bus", bus.join(this::status));
        if (runs(Config.Verticle.PERSISTENCE)) {
            persistence(presence);
        }
        if (runs(Config.Verticle.VOICE)) {
            voice();
        }
        if (runs(Config.Verticle.GATEWAY)) {
            gateway(tokens, presence, clients, edges);
        }
        if (runs(Config.Verticle.API)) {
            api(tokens, clients, edges);
        }
        front(tokens, clients, edges);
        started = true;
        vertx.setPeriodic(WATCH_MS, watch -> watch());
        LOG.info("node started id={} port={} verticles={}", bus.node(), port.get(), verticles());
    }

    private void gone(String other) {
        bus.gone(other);
        var door = gateway;
        if (door != null) {
            door.gone(other);
        }
    }

    private void persistence(PresenceStore presence) {
        var owner = new Persistence(
                vertx,
                bus,
                config,
                foundation.postgres(),
                presence,
                new RateLimiter(vertx, redis),
                storage,
                meters,
                security,
                VapidKey.of(config, foundation.authSecret()),
                Clock.systemUTC());
        persistence = owner;
        owner.start();
        var options = new DeploymentOptions()
                .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
                .setInstances(Persistence.INSTANCES);
        owners = await("persistence", vertx.deployVerticle(owner::verticle, options));
    }

    private void voice() {
        var owner = new Voice(bus, redis, config.voice(), meters, Clock.systemUTC());
        var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
        calls = await("voice", vertx.deployVerticle(owner::verticle, options));
    }

    private void gateway(AccessTokens tokens, PresenceStore presence, Clients clients, List<Supplier<Edge>> edges) {
        var allowances = new Allowances(vertx, redis);
        var door = new Gateway(vertx, bus, tokens, presence, allowances, security, meters, clients, config);
        edges.add(door.edges());
        await("gateway", vertx.deployVerticle(door.verticle()));
        gateway = door; // from now on it may be told who is gone
    }

    private void api(AccessTokens tokens, Clients clients, List<Supplier<Edge>> edges) {
        var limiter = new RateLimiter(vertx, redis);
        var clock = Clock.systemUTC();
        var files = new TaskFiles(storage, new SignedLinks(foundation.authSecret(), LINK_LIFE, clock));
        var images = new ImageFiles(storage, new Images(vertx));
        var api = await("api", Api.load(vertx, bus, config, tokens, limiter, files, images, clients, security, clock));
        edges.add(api.edges());
    }

    private void front(AccessTokens tokens, Clients clients, List<Supplier<Edge>> edges) {
        var health = health();
        var insight = new Insight(clients, config.monitoring(), http -> isOperator(http, tokens));
        Consumer<Router> operations = router ->
                OperationsRoutes.open(router, health, meters, () -> meters.document(bus.node(), bus.nodes()), insight);
        var memory = new BodyMemory(config.http(), clients);
        var options = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        front = await(
                "listening on " + config.http().host() + ":" + config.http().port(),
                vertx.deployVerticle(
                        () -> new FrontVerticle(config.http(), memory, operations, List.copyOf(edges), port), options));
    }

    private static <T> T await(String what, Future<T> work) {
        try {
            return work.await(START.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StartException(what + " was not ready within " + START.toSeconds() + " s; see the log.");
        } catch (Exception e) { // what failed, even if that is checked
            throw new StartException(what, e);
        }
    }

    private HealthChecks health() {
        var health = new HealthChecks(vertx, System::nanoTime);
        var owner = persistence;
        if (owner != null) {
            // Without PostgreSQL sockets stay up and history may come from elsewhere: the node is degraded, not gone.
            health.store(owner.breaker(), HealthChecks.Need.USEFUL, owner::probe);
        } else {
            health.off("postgres");
        }
        health.store(redis.breaker(), HealthChecks.Need.USEFUL, redis::probe);
        health.add("cluster", HealthChecks.Need.USEFUL, this::clusterCheck);
        health.add(
                "disk",
                HealthChecks.Need.USEFUL,
                new DiskCheck(vertx, config.node().data()));
        health.add(
                "storage",
                HealthChecks.Need.USEFUL,
                () -> storage.probe().map(well -> new HealthChecks.Check(HealthChecks.Status.UP, Map.of())));
        health.off("mail");
        health.takesWorkWhile(() -> started && !leaving);
        return health;
    }

    /** Degraded while Hazelcast and the bus disagree on who is there. */
    private Future<HealthChecks.Check> clusterCheck() {
        int heard = bus.nodes().size();
        int members = member.size();
        var status = heard >= members ? HealthChecks.Status.UP : HealthChecks.Status.DEGRADED;
        return Future.succeededFuture(new HealthChecks.Check(status, Map.of("nodes", members, "heard", heard)));
    }

    private Future<Boolean> isOperator(RoutingContext http, AccessTokens tokens) {
        var token = AccessTokens.bearer(http.request().getHeader("Authorization"));
        if (token.isEmpty()) {
            return Future.succeededFuture(false);
        }
        try {
            var verified = tokens.verify(token.get());
            var by = verified.actor("");
            // A token outlives its session by some minutes: who has signed out is shown nothing.
            return Future.all(
                            bus.ask(new AccountAsk.Alive(Actor.NODE, List.of(verified.session()))),
                            bus.ask(new AccountAsk.Me(by)))
                    .map(both -> both.<Answer.Alive>resultAt(0).sessions().contains(verified.session())
                            && both.<Account>resultAt(1).operator())
                    .otherwise(false);
        } catch (ProblemException e) {
            return Future.succeededFuture(false);
        }
    }

    private NodeStatus status() {
        return new NodeStatus(bus.node(), startedAt, serving, meters.connections(), leaving, pulse.beat());
    }

    private Set<String> verticles() {
        return config.node().verticles().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean runs(Config.Verticle kind) {
        return config.node().verticles().contains(kind);
    }

    /** A survivor starts again what died of the embedded servers; on a worker, for it waits for them. */
    private void watch() {
        vertx.executeBlocking(
                        () -> {
                            foundation.watch();
                            return true;
                        },
                        true)
                .onFailure(failure -> LOG.error("embedded servers are not well cause={}", failure.getMessage()));
    }
}
