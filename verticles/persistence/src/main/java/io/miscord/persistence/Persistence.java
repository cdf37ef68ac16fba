package io.miscord.persistence;

import io.miscord.persistence.access.Access;
import io.miscord.persistence.accounts.Accounts;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.channels.Arrangement;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.channels.Conversations;
import io.miscord.persistence.channels.Groups;
import io.miscord.persistence.channels.ReadStates;
import io.miscord.persistence.images.StoredImages;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.messages.Messages;
import io.miscord.persistence.messages.Sending;
import io.miscord.persistence.moderation.Filters;
import io.miscord.persistence.moderation.Moderation;
import io.miscord.persistence.moderation.NameFilter;
import io.miscord.persistence.notifications.Levels;
import io.miscord.persistence.notifications.Notifications;
import io.miscord.persistence.notifications.Notifier;
import io.miscord.persistence.operator.Operators;
import io.miscord.persistence.people.Names;
import io.miscord.persistence.people.PersonSettings;
import io.miscord.persistence.people.Relationships;
import io.miscord.persistence.previews.LinkPreviews;
import io.miscord.persistence.push.Pushes;
import io.miscord.persistence.roles.MemberChanges;
import io.miscord.persistence.roles.Overwrites;
import io.miscord.persistence.roles.Roles;
import io.miscord.persistence.seed.Seeder;
import io.miscord.persistence.servers.Invites;
import io.miscord.persistence.servers.Joining;
import io.miscord.persistence.servers.Members;
import io.miscord.persistence.servers.Servers;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Epoch;
import io.miscord.persistence.sql.Faults;
import io.miscord.persistence.sql.Migrations;
import io.miscord.persistence.sql.Pools;
import io.miscord.persistence.sql.RecentHeads;
import io.miscord.persistence.streams.Streams;
import io.miscord.persistence.tasks.TaskRunner;
import io.miscord.persistence.tasks.Tasks;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.embedded.Endpoint;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.platform.security.SecurityLog;
import io.miscord.platform.security.VapidKey;
import io.miscord.platform.storage.Storage;
import io.miscord.platform.web.Fetcher;
import io.miscord.platform.web.PushServices;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a node that runs persistence has once: pools, breaker, writers, rules. Wire it, {@link #start} it, deploy
 * {@link #INSTANCES} of {@link #verticle} on virtual threads, and {@link #stop} it after they are undeployed.
 */
public final class Persistence {
    /** Instances to deploy on a node: two that answer, and one for tasks. */
    public static final int INSTANCES = 3;

    private static final long SLOWEST_HASH_SECONDS = 30;

    private final Vertx vertx;
    private final Bus bus;
    private final Config config;
    private final Storage storage;
    private final InstantSource clock;
    private final Endpoint server;
    private final RecentHeads heads;
    private final Epoch epoch;
    private final Pools pools;
    private final Breaker breaker;
    private final WorkerExecutor workers;
    private final SecurityLog security;
    private final Presences presences;
    private final Pace pace;
    private final LinkPreviews previews;
    private final Owners owners;
    private final Housekeeping housekeeping;
    private final StreamLog log = new StreamLog();
    private final Idempotency idempotency = new Idempotency();
    private final TaskRunner runner;
    private final AtomicInteger instances = new AtomicInteger();

    /**
     * Wires everything; nothing is connected yet.
     *
     * @param server where PostgreSQL is, embedded or not
     * @param limiter counts how often people do what
     * @param storage where files are
     * @param security the node's
     * @param key what push services know the instance by; without one nothing is pushed
     * @param clock the node's clock
     */
    public Persistence(
            Vertx vertx,
            Bus bus,
            Config config,
            Endpoint server,
            PresenceStore presence,
            RateLimiter limiter,
            Storage storage,
            Meters meters,
            SecurityLog security,
            Optional<VapidKey> key,
            InstantSource clock) {
        this(
                vertx,
                bus,
                config,
                server,
                presence,
                limiter,
                storage,
                meters,
                security,
                clock,
                new Web(new Fetcher(vertx, config.previews()), new PushServices(vertx, key)));
    }

    /** What goes out to the web: reads the pages that people link to, and pushes to their browsers. */
    record Web(Fetcher pages, PushServices push) {}

    /** The same, with what goes out to the web. */
    Persistence(
            Vertx vertx,
            Bus bus,
            Config config,
            Endpoint server,
            PresenceStore presence,
            RateLimiter limiter,
            Storage storage,
            Meters meters,
            SecurityLog security,
            InstantSource clock,
            Web web) {
        this.vertx = vertx;
        this.bus = bus;
        this.config = config;
        this.storage = storage;
        this.clock = clock;
        this.server = server;
        this.heads = new RecentHeads(clock);
        this.epoch = new Epoch(heads, config.database().queryTimeout());
        this.pools = new Pools(vertx, server, config.database(), epoch);
        this.breaker = breaker(vertx, config);
        this.workers = workers(vertx, config);
        breaker.probe(pools::probe);
        this.security = security;
        this.presences = new Presences(presence::get);
        this.pace = new Pace(limiter::take, security);
        epoch.onChange(heads::forget);
        var access = access(clock);
        var database = database(heads, clock);
        this.previews = new LinkPreviews(database, web.pages(), clock, config.previews());
        var pushes = new Pushes(database, web.push(), presence::undisturbed, clock);
        var channels = new Channels(database, access, bus);
        var audit = new AuditLog(database, access, channels::of, config.audit().keep(), clock);
        this.owners = owners(database, access, inbox(database, access, pushes, clock), channels, audit);
        this.housekeeping = new Housekeeping(database, config.gateway().eventRetention(), owners);
        this.runner = new TaskRunner(vertx, bus, database, access, log, heads, storage, config, clock);
        runner.purges(housekeeping::left, housekeeping::purge);
        measure(meters, breaker, owners);
    }

    private static WorkerExecutor workers(Vertx vertx, Config config) {
        return vertx.createSharedWorkerExecutor("workers", config.workers(), SLOWEST_HASH_SECONDS, TimeUnit.SECONDS);
    }

    private static void measure(Meters meters, Breaker breaker, Owners owners) {
        meters.breaker(breaker);
        meters.messagesStored(() -> owners.sending().stored());
        meters.gauge(
                "miscord.messages.waiting",
                "Messages that wait for a commit",
                () -> owners.sending().waiting());
    }

    /**
     * Brings the database to the shape that this release needs. Waits: to be called on a virtual thread.
     *
     * @throws IllegalStateException when a migration was changed or fails
     */
    public void start() {
        Migrations.apply(vertx, server, config.database());
    }

    /**
     * An instance to deploy, with {@code ThreadingModel.VIRTUAL_THREAD}; the first one has more to do than the next,
     * and the last one does tasks.
     */
    public Deployable verticle() {
        int instance = instances.getAndIncrement();
        return instance == INSTANCES - 1
                ? new TaskVerticle(
                        bus, owners.tasks(), runner, previews, owners.inbox().pushes())
                : new PersistenceVerticle(bus, owners, housekeeping, pools::watch, instance == 0);
    }

    /** What fills an instance with people and rooms; after {@link #start()}. */
    public Seeder seeder() {
        return new Seeder(database(owners.heads(), InstantSource.system()));
    }

    /** What removes what nobody needs any more. */
    Housekeeping housekeeping() {
        return housekeeping;
    }

    /** What people are told of, and by whom. */
    Inbox inbox() {
        return owners.inbox();
    }

    /** The breaker before PostgreSQL. */
    public Breaker breaker() {
        return breaker;
    }

    /** Whether PostgreSQL answers, on a connection of its own and past the breaker; bounded in time. */
    public Future<Void> probe() {
        return pools.probe();
    }

    /** Closes pools and worker threads, after the verticles are gone. */
    public Future<Void> stop() {
        return Future.join(pools.close(), workers.close()).mapEmpty();
    }

    private static Breaker breaker(Vertx vertx, Config config) {
        var database = config.database();
        int most = 4 * (database.poolSize() + database.queueSize());
        var callTimeout = database.queryTimeout().plus(database.acquireTimeout());
        return new Breaker(
                vertx, "postgres", Breaker.Settings.of(config.breaker(), callTimeout, most), Faults::isDependency);
    }

    private Database database(RecentHeads heads, InstantSource clock) {
        return new Database(pools, breaker::run, bus, heads, clock, config.database());
    }

    private Accounts accounts(Database database, Presences presences, Joining joining) {
        return new Accounts(
                database,
                config.auth(),
                config.registration(),
                presences,
                joining,
                idempotency,
                security,
                workers,
                config.workers());
    }

    private Moderation moderation(
            Database database, Access access, Channels channels, Joining joining, AuditLog audit, Tasks tasks) {
        return new Moderation(
                database, access, channels, joining, idempotency, audit, config.limits(), tasks::startRemoval, clock);
    }

    private Inbox inbox(Database database, Access access, Pushes pushes, InstantSource clock) {
        var lists = new Notifications(database, config.notifications().keep(), pushes, clock);
        return new Inbox(new Levels(database, access), lists, new Notifier(database, lists, clock), pushes);
    }

    private Access access(InstantSource clock) {
        var access = new Access(clock);
        epoch.onChange(access::forget);
        return access;
    }

    private Filters filters(Moderation moderation) {
        var filters = new Filters(moderation::mute);
        epoch.onChange(filters::forget);
        return filters;
    }

    private Sending sending(Database database, Access access, Filters filters, RecentHeads heads, Inbox inbox) {
        Runnable notices = inbox.notifier()::wake;
        return new Sending(database, access, filters, log, bus, heads, notices, previews, clock, config);
    }

    private Owners owners(Database database, Access access, Inbox inbox, Channels channels, AuditLog audit) {
        var arrangement = new Arrangement(database, access, channels, idempotency, config.limits(), audit);
        var joining = new Joining(access, channels, log, config.limits(), pace, new NameFilter()::lets);
        var members = new Members(database, access, presences);
        var tasks = new Tasks(database, access, idempotency, storage, audit, config);
        var servers = new Servers(database, access, channels, arrangement, joining, idempotency, audit);
        var roles = new Roles(database, access, members, idempotency, config.limits(), audit);
        var conversations = new Conversations(database, config.limits(), pace);
        var reads = new ReadStates(database, access, channels);
        var moderation = moderation(database, access, channels, joining, audit, tasks);
        var filters = filters(moderation);
        var accounts = accounts(database, presences, joining);
        return new Owners(
                accounts,
                servers,
                members,
                roles,
                new Overwrites(database, access, channels, config.limits(), audit),
                audit,
                moderation,
                new MemberChanges(database, access, members, roles, audit),
                new Invites(database, access, joining, idempotency, config.limits(), audit),
                channels,
                arrangement,
                conversations,
                new Groups(database, access),
                reads,
                new Messages(database, access, filters, config.limits(), audit, previews),
                sending(database, access, filters, heads, inbox),
                new Streams(database, log, accounts, servers, channels, conversations, reads, epoch),
                tasks,
                new Relationships(database, conversations, inbox.notifications(), config.limits()),
                new PersonSettings(database),
                new Names(database, access),
                new StoredImages(database, access, idempotency, audit, storage, config.limits()),
                new Operators(database, servers, idempotency, config.registration(), clock),
                inbox,
                heads,
                epoch);
    }
}
