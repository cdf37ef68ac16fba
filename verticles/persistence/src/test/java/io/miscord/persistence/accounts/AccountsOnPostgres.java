package io.miscord.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.EphemeralEvent.SessionsRevoked;
import io.miscord.contract.Hint;
import io.miscord.contract.Problem;
import io.miscord.contract.Problem.FieldError;
import io.miscord.contract.SessionId;
import io.miscord.contract.SignedIn;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Pace;
import io.miscord.persistence.Presences;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.moderation.NameFilter;
import io.miscord.persistence.servers.Joining;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Epoch;
import io.miscord.persistence.sql.Migrations;
import io.miscord.persistence.sql.Pools;
import io.miscord.persistence.sql.RecentHeads;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.bus.BusSettings;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.data.Redis;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.platform.security.SecurityLog;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts with a PostgreSQL and a Redis of their own, empty before each test, and what tests say of them. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountsOnPostgres {
    static final Actor SOMEONE = Actor.anonymous("192.0.2.1");
    static final String PASSWORD = "correct horse";
    private static final int THREADS = 2;

    private final List<Hint> announced = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    Stores stores;
    private final Meters meters = new Meters(System::nanoTime);
    private Bus bus;
    private Pools pools;
    private Redis redis;
    private Database database;
    PresenceStore presence;
    private WorkerExecutor hashing;
    Accounts accounts;

    @BeforeAll
    void start(Stores given) {
        stores = given;
        var config = config(4, "open");
        Migrations.apply(vertx, stores.postgres(), config.database());
        var heads = new RecentHeads(Clock.systemUTC());
        var epoch = new Epoch(heads, config.database().queryTimeout());
        pools = new Pools(vertx, stores.postgres(), config.database(), epoch);
        bus = Bus.on(vertx, "here", BusSettings.DEFAULT);
        bus.onHints(announced::addAll);
        database = new Database(
                pools,
                unguarded(),
                bus,
                heads,
                Clock.systemUTC(),
                Config.of(Map.of("database.queryTimeout", "10s")).database());
        redis = new Redis(
                vertx,
                stores.redisUrl(),
                stores.redis().user(),
                stores.redis().password(),
                config.redis(),
                Breaker.Settings.of(config.breaker(), Duration.ofSeconds(5), 100),
                Redis.PREFIX);
        presence = new PresenceStore(redis, "here");
        hashing = vertx.createSharedWorkerExecutor("hashing", THREADS);
        accounts = accounts(4, "open");
    }

    @AfterAll
    void stop() {
        redis.close();
        pools.close().await();
        vertx.close().await();
        meters.close();
    }

    @BeforeEach
    void empty() {
        stores.execute("TRUNCATE users, stream_heads CASCADE");
        announced.clear();
    }

    Accounts accounts(int cost, String mode) {
        var config = config(cost, mode);
        var access = new Access(Clock.systemUTC());
        var idempotency = new Idempotency();
        var channels = new Channels(database, access, bus);
        var security = new SecurityLog(meters, System::nanoTime);
        var pace = new Pace(new RateLimiter(vertx, redis)::take, security);
        return new Accounts(
                database,
                config.auth(),
                config.registration(),
                new Presences(presence::get),
                new Joining(access, channels, new StreamLog(), config.limits(), pace, new NameFilter()::lets),
                idempotency,
                security,
                hashing,
                THREADS);
    }

    private static Config config(int cost, String mode) {
        return Config.of(Map.of("auth.bcryptCost", Integer.toString(cost), "registration.mode", mode));
    }

    private static Database.Guard unguarded() {
        return new Database.Guard() {
            @Override
            public <T> Future<T> run(Supplier<Future<T>> call) {
                return call.get();
            }
        };
    }

    SignedIn registered(String name) {
        return registered(accounts, name, null);
    }

    static SignedIn registered(Accounts where, String name, String invite) {
        return where.register(
                new AccountAsk.Register(SOMEONE, name + "@example.org", name, PASSWORD, null, invite, "test", null));
    }

    static SignedIn login(Accounts where, String login, String password) {
        return where.login(new AccountAsk.Login(SOMEONE, login, password, "test"));
    }

    SignedIn refresh(String token) {
        return accounts.refresh(new AccountAsk.Refresh(Actor.anonymous("198.51.100.7"), token, "test"));
    }

    SignedIn refreshFrom(String device, String token) {
        return accounts.refresh(new AccountAsk.Refresh(SOMEONE, token, device));
    }

    Set<SessionId> alive(SignedIn... signedIn) {
        var asked = Arrays.stream(signedIn).map(SignedIn::session).toList();
        return accounts.alive(new AccountAsk.Alive(Actor.NODE, asked)).sessions();
    }

    List<String> conflicts(String email, String username) {
        var ask = new AccountAsk.Register(SOMEONE, email, username, PASSWORD, null, null, "test", null);
        var problem = problem(() -> accounts.register(ask));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
        return problem.errors().stream().map(FieldError::field).toList();
    }

    void assertAnnounced(SessionId... sessions) {
        Eventually.that(
                () -> "announced: " + announced,
                () -> announced.stream()
                        .filter(SessionsRevoked.class::isInstance)
                        .flatMap(hint -> ((SessionsRevoked) hint).sessions().stream())
                        .toList()
                        .containsAll(List.of(sessions)));
    }

    UUID server(SignedIn owner) {
        var server = UuidV7.next();
        stores.execute(
                "INSERT INTO servers (id, name, owner_id) VALUES ('%s', 'x', '%s')".formatted(server, user(owner)));
        stores.execute("INSERT INTO access_versions (domain_id, version) VALUES ('%s', 1)".formatted(server));
        stores.execute("INSERT INTO stream_heads (stream_id) VALUES ('%s')".formatted(server));
        stores.execute("INSERT INTO roles (id, server_id, name, permissions, position)"
                + " VALUES (gen_random_uuid(), '%s', 'member', '[\"VIEW_CHANNEL\"]', 0)".formatted(server));
        member(server, owner);
        return server;
    }

    void member(UUID server, SignedIn person) {
        stores.execute("INSERT INTO members (server_id, user_id) VALUES ('%s', '%s')".formatted(server, user(person)));
    }

    void invite(String code, UUID server, String maxUses, String uses, String expiresAt) {
        stores.execute(
                "INSERT INTO invites (code, server_id, max_uses, uses, expires_at) VALUES ('%s', '%s', %s, %s, %s)"
                        .formatted(code, server, maxUses, uses, expiresAt));
    }

    void conversation(SignedIn one, SignedIn other) {
        var id = UuidV7.next();
        stores.execute("INSERT INTO channels (id, name, type) VALUES ('%s', '', 'dm')".formatted(id));
        stores.execute("INSERT INTO dm_conversations (id, people) VALUES ('%s', ARRAY['%s', '%s']::uuid[])"
                .formatted(id, user(one), user(other)));
        stores.execute(
                "INSERT INTO dm_participants (conversation_id, user_id) VALUES ('%1$s', '%2$s'), ('%1$s', '%3$s')"
                        .formatted(id, user(one), user(other)));
    }

    static Actor by(SignedIn who) {
        return new Actor(who.user().id(), who.session(), "192.0.2.1");
    }

    static UUID id(SignedIn who) {
        return who.session().value();
    }

    static UUID user(SignedIn who) {
        return who.user().id().value();
    }

    static Problem problem(ThrowingCallable call) {
        var problems = new ArrayList<Problem>();
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ProblemException.class, refused -> problems.add(refused.problem()));
        return problems.getFirst();
    }

    static long nanos(ThrowingCallable call) {
        long start = System.nanoTime();
        problem(call);
        return System.nanoTime() - start;
    }

    interface Deed {
        String done(int number);
    }

    /** What becomes of a deed that several do at the same moment: its answer, or the kind of its refusal. */
    static List<String> together(int people, Deed deed) {
        var barrier = new CyclicBarrier(people);
        var answers = new LinkedBlockingQueue<String>();
        var threads = IntStream.range(0, people)
                .mapToObj(i -> Thread.startVirtualThread(() -> answers.add(outcome(barrier, deed, i))))
                .toList();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return List.copyOf(answers);
    }

    private static String outcome(CyclicBarrier barrier, Deed deed, int number) {
        try {
            barrier.await();
            return deed.done(number);
        } catch (ProblemException refused) {
            return refused.problem().kind().name();
        } catch (Exception e) {
            return e.toString();
        }
    }
}
