package io.miscord.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.EphemeralEvent.SessionsRevoked;
import io.miscord.contract.Hint;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Problem;
import io.miscord.contract.Problem.FieldError;
import io.miscord.contract.SessionId;
import io.miscord.contract.SignedIn;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Migrations;
import io.miscord.persistence.sql.Pools;
import io.miscord.persistence.sql.RecentHeads;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.bus.BusSettings;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.data.Redis;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountsIT {
    private static final Actor SOMEONE = Actor.anonymous("192.0.2.1");
    private static final String PASSWORD = "correct horse";
    private static final int THREADS = 2;

    private final List<Hint> announced = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private Stores stores;
    private Pools pools;
    private Redis redis;
    private Database database;
    private PresenceStore presence;
    private WorkerExecutor hashing;
    private Accounts accounts;

    @BeforeAll
    void start(Stores given) {
        stores = given;
        var config = config(4, "open");
        Migrations.apply(vertx, stores.postgres(), config.database());
        pools = new Pools(vertx, stores.postgres(), config.database());
        var bus = Bus.on(vertx, "here", BusSettings.DEFAULT);
        bus.onHints(announced::addAll);
        database = new Database(
                pools, unguarded(), bus, new RecentHeads(Clock.systemUTC()), Clock.systemUTC(), Duration.ofSeconds(10));
        redis = new Redis(
                vertx,
                stores.redis(),
                config.redis(),
                Breaker.Settings.of(config.breaker(), Duration.ofSeconds(5), 100));
        presence = new PresenceStore(redis, "here");
        hashing = vertx.createSharedWorkerExecutor("hashing", THREADS);
        accounts = accounts(4, "open");
    }

    @AfterAll
    void stop() {
        redis.close();
        pools.close().await();
        vertx.close().await();
    }

    @BeforeEach
    void empty() {
        stores.execute("TRUNCATE users, stream_heads CASCADE");
        announced.clear();
    }

    @Test
    void who_registers_has_an_account_a_session_and_a_stream() {
        var ada = accounts.register(new AccountAsk.Register(
                SOMEONE, " Ada@Example.ORG", "Ada", PASSWORD, "Ada Lovelace", null, "a browser\u0000"));
        assertThat(ada.user().email()).isEqualTo("ada@example.org");
        assertThat(ada.user().username()).isEqualTo("Ada");
        assertThat(ada.user().displayName()).isEqualTo("Ada Lovelace");
        assertThat(ada.user().emailVerified()).isFalse();
        assertThat(accounts.me(new AccountAsk.Me(by(ada)))).isEqualTo(ada.user());
        assertThat(stores.query("SELECT device || ' from ' || address FROM sessions WHERE id = ?", id(ada)))
                .containsExactly("a browser from 192.0.2.1");
        assertThat(stores.query("SELECT last_seq FROM stream_heads WHERE stream_id = ?", user(ada)))
                .containsExactly("0");
        assertThat(stores.query("SELECT password_hash FROM credentials")).first().asString().startsWith("$2a$04$");
        assertThat(stores.query("SELECT encode(token_hash, 'hex') || session_id FROM refresh_tokens"))
                .hasSize(1)
                .noneMatch(row -> row.contains(ada.refreshToken()));
    }

    @Test
    void the_display_name_is_the_username_where_none_is_given() {
        assertThat(registered("ada").user().displayName()).isEqualTo("ada");
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        var ask = new AccountAsk.Register(SOMEONE, "ada", "a", "short", "x".repeat(65), null, "test");
        var problem = problem(() -> accounts.register(ask));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
        assertThat(problem.errors())
                .extracting(FieldError::field)
                .containsExactly("email", "username", "password", "displayName");
    }

    @Test
    void of_many_who_are_first_one_is_the_operator() {
        var answers = together(8, i -> registered("person" + i + "x").user().operator() ? "operator" : "person");
        assertThat(answers).hasSize(8).containsOnlyOnce("operator").doesNotContain("FORBIDDEN");
    }

    @Test
    void where_registration_is_closed_the_first_one_alone_gets_in() {
        var closed = accounts(4, "closed");
        assertThat(together(8, i -> registered(closed, "person" + i + "x", null).user().operator() + ""))
                .containsOnlyOnce("true")
                .containsOnly("true", "FORBIDDEN");
    }

    @Test
    void where_it_is_by_invite_a_good_one_is_needed_and_not_used_up() {
        var byInvite = accounts(4, "invite");
        var owner = registered(byInvite, "owner", null);
        var server = server(owner);
        var gone = server(owner);
        stores.execute("UPDATE servers SET deleted_at = now() WHERE id = '" + gone + "'");
        invite("good", server, "1", "0", "now() + interval '1 hour'");
        invite("forever", server, "NULL", "7", "NULL");
        invite("late", server, "NULL", "0", "now()");
        invite("used", server, "1", "1", "NULL");
        invite("gone", gone, "NULL", "0", "NULL");
        for (var code : new String[] {null, "", "other", "late", "used", "gone"}) {
            assertThat(problem(() -> registered(byInvite, "ada", code)).kind()).isEqualTo(Problem.Kind.FORBIDDEN);
        }
        registered(byInvite, "ada", "good");
        registered(byInvite, "bob", "forever");
        assertThat(stores.query("SELECT uses FROM invites WHERE code = 'good'")).containsExactly("0");
        assertThat(stores.query("SELECT user_id FROM members")).containsExactly(user(owner).toString());
    }

    @Test
    void what_is_taken_is_named() {
        registered("ada");
        assertThat(conflicts("ADA@example.org", "new.name")).containsExactly("email");
        assertThat(conflicts("new@example.org", "ADA")).containsExactly("username");
        assertThat(conflicts("ada@example.org", "Ada")).containsExactly("email", "username");
        // The middle letter, or the last, is Cyrillic.
        assertThat(conflicts("new@example.org", "a\u0501a")).containsExactly("username");
        assertThat(conflicts("new@example.org", "ad\u0430")).containsExactly("username");
    }

    @Test
    void of_many_who_want_one_name_one_gets_it() {
        registered("someone");
        var answers = together(8, i -> registered("ada").user().username());
        assertThat(answers).hasSize(8).containsOnlyOnce("ada").containsOnly("ada", "CONFLICT");
        assertThat(stores.query("SELECT count(*) FROM users")).containsExactly("2");
    }

    @Test
    void people_sign_in_by_address_or_name_however_written() {
        var ada = registered("Ada");
        for (var login : List.of("ada@example.org", " ADA@EXAMPLE.ORG ", "Ada", "ADA", "ａｄａ")) {
            var again = login(accounts, login, PASSWORD);
            assertThat(again.user()).isEqualTo(ada.user());
            assertThat(again.session()).isNotEqualTo(ada.session());
        }
    }

    @Test
    void nobody_learns_whether_an_account_is_there_by_signing_in() {
        registered("ada");
        var wrong = problem(() -> login(accounts, "ada", "wrong horse"));
        assertThat(wrong.kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        for (var login : List.of("ada@example.org", "nobody", "nobody@example.org", "@", "a@b@c", "")) {
            assertThat(problem(() -> login(accounts, login, "wrong horse"))).isEqualTo(wrong);
        }
    }

    @Test
    void nor_by_how_long_it_takes() {
        var careful = accounts(9, "open");
        registered(careful, "ada", null);
        var known = new ArrayList<Long>();
        var unknown = new ArrayList<Long>();
        for (int i = 0; i < 15; i++) {
            known.add(nanos(() -> login(careful, "ada", "wrong horse")));
            unknown.add(nanos(() -> login(careful, "nobody", "wrong horse")));
        }
        known.sort(null);
        unknown.sort(null);
        // Without a hash it would be a hundredth; how close the two are shows on a quiet machine alone.
        assertThat((double) unknown.get(7) / known.get(7)).isBetween(0.5, 2.0);
    }

    @Test
    void a_hash_of_less_work_is_replaced_when_its_owner_signs_in() {
        registered("ada");
        login(accounts(5, "open"), "ada", PASSWORD);
        assertThat(stores.query("SELECT password_hash FROM credentials")).first().asString().startsWith("$2a$05$");
        login(accounts, "ada", PASSWORD);
    }

    @Test
    void a_refresh_token_is_exchanged_for_the_next_one() {
        var ada = registered("ada");
        stores.execute("UPDATE sessions SET last_seen = now() - interval '1 day', expires_at = now() + interval '1 h'");
        var next = refresh(ada.refreshToken());
        assertThat(next.session()).isEqualTo(ada.session());
        assertThat(next.user()).isEqualTo(ada.user());
        assertThat(next.refreshToken()).isNotEqualTo(ada.refreshToken());
        assertThat(stores.query("SELECT last_seen > now() - interval '1 minute' AND address = '198.51.100.7'"
                        + " AND expires_at > now() + interval '29 days' FROM sessions"))
                .containsExactly("t");
        assertThat(refresh(next.refreshToken()).session()).isEqualTo(ada.session());
    }

    @Test
    void those_who_exchange_one_token_at_the_same_time_all_get_a_good_successor() {
        var ada = registered("ada");
        var tokens = together(8, i -> refresh(ada.refreshToken()).refreshToken());
        assertThat(tokens).hasSize(8).doesNotHaveDuplicates().allMatch(token -> token.length() == 43);
        tokens.forEach(token -> assertThat(refresh(token).session()).isEqualTo(ada.session()));
        for (int i = 0; i < 20; i++) {
            refresh(ada.refreshToken());
        }
        assertThat(stores.query("SELECT count(*) FROM refresh_tokens WHERE used_at IS NULL")).containsExactly("16");
    }

    @Test
    void a_token_that_comes_back_later_ends_its_family_and_no_other() {
        var ada = registered("ada");
        var elsewhere = login(accounts, "ada", PASSWORD);
        var next = refresh(ada.refreshToken());
        stores.execute("UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds'");
        assertThat(problem(() -> refresh(ada.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(problem(() -> refresh(next.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(alive(ada, elsewhere)).containsExactly(elsewhere.session());
        assertAnnounced(ada.session());
        assertThat(refresh(elsewhere.refreshToken()).session()).isEqualTo(elsewhere.session());
    }

    @Test
    void tokens_that_are_unknown_or_too_old_are_refused() {
        var ada = registered("ada");
        assertThat(problem(() -> refresh("x".repeat(1_000_000))).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        stores.execute("UPDATE refresh_tokens SET expires_at = now()");
        assertThat(problem(() -> refresh(ada.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(alive(ada)).containsExactly(ada.session());
        stores.execute("UPDATE refresh_tokens SET expires_at = now() + interval '1 h'");
        stores.execute("UPDATE sessions SET expires_at = now()");
        assertThat(problem(() -> refresh(ada.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(alive(ada)).isEmpty();
    }

    @Test
    void who_signs_out_ends_their_session_and_the_token_s() {
        var here = registered("ada");
        var there = login(accounts, "ada", PASSWORD);
        var third = login(accounts, "ada", PASSWORD);
        var bob = registered("bob");
        accounts.logout(new AccountAsk.Logout(by(here), there.refreshToken()));
        assertThat(alive(here, there, third, bob)).containsExactlyInAnyOrder(third.session(), bob.session());
        assertAnnounced(here.session(), there.session());
        assertThat(problem(() -> refresh(there.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);

        accounts.logout(new AccountAsk.Logout(by(here), null));
        accounts.logout(new AccountAsk.Logout(SOMEONE, "unknown"));
        accounts.logout(new AccountAsk.Logout(SOMEONE, third.refreshToken()));
        assertThat(alive(here, there, third, bob)).containsExactly(bob.session());
        // Another person's session is not one's own, whatever the actor says.
        accounts.logout(new AccountAsk.Logout(new Actor(here.user().id(), bob.session(), ""), null));
        assertThat(alive(bob)).containsExactly(bob.session());
    }

    @Test
    void not_too_many_sessions_are_asked_about_at_once() {
        var many = IntStream.range(0, 1_001).mapToObj(i -> new SessionId(UuidV7.next())).toList();
        assertThat(accounts.alive(new AccountAsk.Alive(Actor.NODE, many.subList(1, 1_001))).sessions()).isEmpty();
        assertThat(problem(() -> accounts.alive(new AccountAsk.Alive(Actor.NODE, many))).kind())
                .isEqualTo(Problem.Kind.INVALID);
    }

    @Test
    void people_change_what_they_show_of_themselves() {
        var ada = registered("ada");
        var me = accounts.updateMe(new AccountAsk.UpdateMe(by(ada), " Countess ", "Counts.\nWrites.", "counting"));
        assertThat(List.of(me.displayName(), me.bio(), me.status()))
                .containsExactly("Countess", "Counts.\nWrites.", "counting");
        assertThat(accounts.updateMe(new AccountAsk.UpdateMe(by(ada), null, null, null))).isEqualTo(me);
        var cleared = accounts.updateMe(new AccountAsk.UpdateMe(by(ada), null, "", ""));
        assertThat(cleared.bio()).isNull();
        assertThat(cleared.status()).isNull();
        var wrong = new AccountAsk.UpdateMe(by(ada), " ", "x".repeat(501), "two\nlines");
        assertThat(problem(() -> accounts.updateMe(wrong)).errors())
                .extracting(FieldError::field)
                .containsExactly("displayName", "bio", "status");
        assertThat(accounts.me(new AccountAsk.Me(by(ada)))).isEqualTo(cleared);
    }

    @Test
    void anybody_signed_in_may_look_a_person_up() {
        var ada = registered("ada");
        var bob = registered("bob");
        var seen = accounts.person(new AccountAsk.Person(by(bob), ada.user().id()));
        assertThat(seen.username()).isEqualTo("ada");
        var nobody = new AccountAsk.Person(by(bob), new UserId(UuidV7.next()));
        assertThat(problem(() -> accounts.person(nobody)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
    }

    @Test
    void presence_is_for_those_who_share_something() {
        var ada = registered("ada");
        var bob = registered("bob");
        presence.set(ada.user().id(), PresenceStatus.DND, "counting").await();
        var ask = new AccountAsk.PresenceOf(by(bob), ada.user().id());
        assertThat(problem(() -> accounts.presenceOf(ask)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);

        var server = server(ada);
        member(server, bob);
        assertThat(accounts.presenceOf(ask).status()).isEqualTo(PresenceStatus.DND);
        assertThat(accounts.presenceOf(ask).text()).isEqualTo("counting");
        presence.set(ada.user().id(), PresenceStatus.INVISIBLE, "counting").await();
        assertThat(accounts.presenceOf(ask).status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(accounts.presenceOf(ask).text()).isNull();
        presence.remove(ada.user().id()).await();

        stores.execute("UPDATE servers SET deleted_at = now()");
        assertThat(problem(() -> accounts.presenceOf(ask)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
        conversation(ada, bob);
        accounts.seen(new AccountAsk.Seen(Actor.NODE, ada.user().id()));
        assertThat(accounts.presenceOf(ask).status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(accounts.presenceOf(ask).lastSeen()).isNotNull();
    }

    @Test
    void who_has_not_signed_in_may_do_nothing_else() {
        var ada = registered("ada").user().id();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> accounts.answer(new AccountAsk.Me(SOMEONE)),
                () -> accounts.answer(new AccountAsk.UpdateMe(SOMEONE, "x", null, null)),
                () -> accounts.answer(new AccountAsk.Person(SOMEONE, ada)),
                () -> accounts.answer(new AccountAsk.PresenceOf(SOMEONE, ada)),
                () -> accounts.answer(new AccountAsk.Logout(SOMEONE, null)))) {
            assertThat(problem(call).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        }
        assertThat(problem(() -> accounts.answer(new AccountAsk.Seen(SOMEONE, ada))).kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
    }

    @Test
    void what_is_over_by_time_is_swept_away() {
        var old = registered("ada");
        var live = login(accounts, "ada", PASSWORD);
        stores.execute("UPDATE sessions SET expires_at = now() - interval '1 s' WHERE id = '" + id(old) + "'");
        stores.execute("UPDATE refresh_tokens SET expires_at = now() - interval '1 s' WHERE session_id = '" + id(old)
                + "'");
        assertThat(accounts.sweep()).isEqualTo(2);
        assertThat(accounts.sweep()).isZero();
        assertThat(stores.query("SELECT id FROM sessions")).containsExactly(id(live).toString());
        assertThat(refresh(live.refreshToken()).session()).isEqualTo(live.session());
    }

    private Accounts accounts(int cost, String mode) {
        var config = config(cost, mode);
        return new Accounts(database, config.auth(), config.registration(), presence, hashing, THREADS);
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

    private SignedIn registered(String name) {
        return registered(accounts, name, null);
    }

    private static SignedIn registered(Accounts where, String name, String invite) {
        return where.register(
                new AccountAsk.Register(SOMEONE, name + "@example.org", name, PASSWORD, null, invite, "test"));
    }

    private static SignedIn login(Accounts where, String login, String password) {
        return where.login(new AccountAsk.Login(SOMEONE, login, password, "test"));
    }

    private SignedIn refresh(String token) {
        return accounts.refresh(new AccountAsk.Refresh(Actor.anonymous("198.51.100.7"), token));
    }

    private java.util.Set<SessionId> alive(SignedIn... signedIn) {
        var asked = java.util.Arrays.stream(signedIn).map(SignedIn::session).toList();
        return accounts.alive(new AccountAsk.Alive(Actor.NODE, asked)).sessions();
    }

    private List<String> conflicts(String email, String username) {
        var ask = new AccountAsk.Register(SOMEONE, email, username, PASSWORD, null, null, "test");
        var problem = problem(() -> accounts.register(ask));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
        return problem.errors().stream().map(FieldError::field).toList();
    }

    private void assertAnnounced(SessionId... sessions) {
        Eventually.that(() -> "announced: " + announced, () -> announced.stream()
                .filter(SessionsRevoked.class::isInstance)
                .flatMap(hint -> ((SessionsRevoked) hint).sessions().stream())
                .toList()
                .containsAll(List.of(sessions)));
    }

    private UUID server(SignedIn owner) {
        var server = UuidV7.next();
        stores.execute("INSERT INTO servers (id, name, owner_id) VALUES ('%s', 'x', '%s')"
                .formatted(server, user(owner)));
        member(server, owner);
        return server;
    }

    private void member(UUID server, SignedIn person) {
        stores.execute(
                "INSERT INTO members (server_id, user_id) VALUES ('%s', '%s')".formatted(server, user(person)));
    }

    private void invite(String code, UUID server, String maxUses, String uses, String expiresAt) {
        stores.execute("INSERT INTO invites (code, server_id, max_uses, uses, expires_at) VALUES ('%s', '%s', %s, %s, %s)"
                .formatted(code, server, maxUses, uses, expiresAt));
    }

    private void conversation(SignedIn one, SignedIn other) {
        var id = UuidV7.next();
        stores.execute("INSERT INTO channels (id, name, type) VALUES ('%s', '', 'dm')".formatted(id));
        stores.execute("INSERT INTO dm_conversations (id, people) VALUES ('%s', ARRAY['%s', '%s']::uuid[])"
                .formatted(id, user(one), user(other)));
        stores.execute("INSERT INTO dm_participants (conversation_id, user_id) VALUES ('%1$s', '%2$s'), ('%1$s', '%3$s')"
                .formatted(id, user(one), user(other)));
    }

    private static Actor by(SignedIn who) {
        return new Actor(who.user().id(), who.session(), "192.0.2.1");
    }

    private static UUID id(SignedIn who) {
        return who.session().value();
    }

    private static UUID user(SignedIn who) {
        return who.user().id().value();
    }

    private static Problem problem(ThrowingCallable call) {
        var problems = new ArrayList<Problem>();
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ProblemException.class, refused -> problems.add(refused.problem()));
        return problems.getFirst();
    }

    private static long nanos(ThrowingCallable call) {
        long start = System.nanoTime();
        problem(call);
        return System.nanoTime() - start;
    }

    private interface Deed {
        String done(int number);
    }

    /** What becomes of a deed that several do at the same moment: its answer, or the kind of its refusal. */
    private static List<String> together(int people, Deed deed) {
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
