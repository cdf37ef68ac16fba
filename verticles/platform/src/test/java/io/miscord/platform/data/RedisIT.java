package io.miscord.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.PresenceStatus;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Secret;
import io.miscord.platform.presence.PresenceStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Redis and limits against the real server, reached through a door that the test can shut. */
final class RedisIT {
    private static final RedisServer SERVER = new RedisServer();
    private static final Vertx VERTX = SERVER.vertx();

    private final String prefix = RedisServer.prefix();
    private final Set<NetSocket> through = ConcurrentHashMap.newKeySet();

    @AfterAll
    static void stop() throws Exception {
        SERVER.close();
    }

    @Test
    void an_account_of_redis_is_signed_in_as() {
        var operator = redis(SERVER.port());
        var password = Secret.of("the-account's-own");
        operator.send(Request.cmd(Command.ACL)
                        .arg("SETUSER")
                        .arg("miscord")
                        .arg("on")
                        .arg(">" + password.reveal())
                        .arg("~" + prefix + "*")
                        .arg("+@all"))
                .await();
        var account = SERVER.client(prefix, SERVER.port(), "miscord", password);
        assertThat(account.send(Request.cmd(Command.ACL).arg("WHOAMI")).await()).containsExactly("miscord");
        assertThat(new RateLimiter(VERTX, account).take("a", 3, 1).await().remaining())
                .isEqualTo(2);
        account.close();
        operator.close();
    }

    @Test
    void a_script_that_redis_forgot_is_sent_again() {
        var redis = redis(SERVER.port());
        var limiter = new RateLimiter(VERTX, redis);
        assertThat(limiter.take("a", 3, 1).await().remaining()).isEqualTo(2);
        redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")).await();
        assertThat(limiter.take("a", 3, 1).await().remaining()).isEqualTo(1);
        redis.close();
    }

    @Test
    void a_bucket_is_shared_by_nodes_refuses_when_empty_and_expires() {
        var one = redis(SERVER.port());
        var two = redis(SERVER.port());
        var here = new RateLimiter(VERTX, one);
        var there = new RateLimiter(VERTX, two);
        assertThat(here.take("k", 2, 0.1).await().allowed()).isTrue();
        assertThat(there.take("k", 2, 0.1).await().allowed()).isTrue();
        var refused = here.take("k", 2, 0.1).await();
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfterMs()).isBetween(5_000L, 10_000L);
        assertThat(refused.resetAfterMs()).isBetween(15_000L, 20_000L);
        var life =
                one.send(Request.cmd(Command.PTTL).arg(one.key("limit", "k"))).await();
        assertThat(Long.parseLong(life.getFirst())).isBetween(1L, 21_000L);
        one.close();
        two.close();
    }

    @Test
    void a_hundred_takes_at_once_from_two_nodes_take_exactly_what_there_is() {
        var one = redis(SERVER.port());
        var here = new RateLimiter(VERTX, one);
        var answers = new ArrayList<Future<RateLimiter.Verdict>>();
        for (int i = 0; i < 100; i++) {
            answers.add(here.take("many", 30, 0.01));
        }
        Future.join(answers).await();
        assertThat(answers.stream().filter(answer -> answer.result().allowed())).hasSize(30);
        one.close();
    }

    @Test
    void what_a_node_hands_out_at_once_and_what_redis_hands_out_come_from_one_bucket() throws Exception {
        var one = redis(SERVER.port());
        var two = redis(SERVER.port());
        var limiter = new RateLimiter(VERTX, one);
        var here = new Allowances(VERTX, one);
        var there = new Allowances(VERTX, two);
        for (int i = 0; i < 6; i++) {
            assertThat(here.take("k", 10, 0.01).allowed()).isTrue();
        }
        var bucket = one.key("limit", "k");
        comes(() -> hasBucket(one, bucket));
        assertThat(limiter.take("k", 10, 0.01).await().remaining()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.take("k", 10, 0.01).await().allowed()).isTrue();
        }
        assertThat(limiter.take("k", 10, 0.01).await().allowed()).isFalse();
        assertThat(there.take("k", 10, 0.01).allowed())
                .as("its first one, before it has asked")
                .isTrue();
        comes(() -> there.take("k", 10, 0.01).remaining() == 0);
        var refused = there.take("k", 10, 0.01);
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retryAfterMs()).as("debts are paid first").isGreaterThan(100_000);
        assertThat(limiter.take("k", 10, 0.01).await().remaining()).isZero();
        one.close();
        two.close();
    }

    @Test
    void allowances_go_on_without_redis_each_node_by_itself() {
        var nowhere = redis(1);
        var here = new Allowances(VERTX, nowhere);
        for (int i = 0; i < 5; i++) {
            assertThat(here.take("k", 5, 0.01).allowed()).isTrue();
        }
        assertThat(here.take("k", 5, 0.01).allowed()).isFalse();
        nowhere.close();
    }

    @Test
    void with_redis_gone_the_node_goes_by_what_it_knows_and_recovers_by_itself() throws Exception {
        var door = open(0);
        int port = door.actualPort();
        var redis = redis(port);
        var limiter = new RateLimiter(VERTX, redis);
        var presence = new PresenceStore(redis, "node-1");
        var alice = new UserId(UUID.randomUUID());
        assertThat(limiter.take("x", 5, 0.01).await().allowed()).isTrue();
        presence.set(alice, new PresenceStore.Wish(PresenceStatus.ONLINE, null)).await();

        shut(door);
        int allowed = 0;
        for (int i = 0; i < 30; i++) {
            allowed += limiter.take("x", 5, 0.01).await().allowed() ? 1 : 0;
        }
        assertThat(allowed).as("a bucket of the node's own").isEqualTo(5);
        assertThat(redis.breaker().state()).isEqualTo(Breaker.State.OPEN);
        assertThatThrownBy(() -> redis.send(Request.cmd(Command.PING)).await()).isInstanceOf(ProblemException.class);
        assertThat(presence.get(List.of(alice)).await()).containsKey(alice);
        assertThat(presence.set(alice, new PresenceStore.Wish(PresenceStatus.DND, null))
                        .await()
                        .after()
                        .status())
                .isEqualTo(PresenceStatus.DND);

        var again = open(port);
        closes(redis.breaker());
        presence.renew(List.of(alice)).await();
        var other = redis(SERVER.port());
        assertThat(new PresenceStore(other, "node-2")
                        .get(List.of(alice))
                        .await()
                        .get(alice)
                        .status())
                .as("what was said while Redis was gone is there after the next renewal")
                .isEqualTo(PresenceStatus.DND);
        other.close();
        redis.close();
        shut(again);
    }

    /** Asked past the test's thread, which may not wait on an event loop. */
    private final Set<String> buckets = ConcurrentHashMap.newKeySet();

    private boolean hasBucket(Redis redis, String key) {
        redis.send(Request.cmd(Command.EXISTS).arg(key)).onSuccess(answer -> {
            if (answer.getFirst().equals("1")) {
                buckets.add(key);
            }
        });
        return buckets.contains(key);
    }

    private Redis redis(int port) {
        return SERVER.client(prefix, port);
    }

    private NetServer open(int port) {
        var client = VERTX.createNetClient();
        return VERTX.createNetServer()
                .connectHandler(outer -> {
                    outer.pause();
                    through.add(outer);
                    client.connect(SERVER.port(), "127.0.0.1")
                            .onSuccess(inner -> {
                                inner.handler(outer::write);
                                outer.handler(inner::write).resume();
                                outer.closeHandler(closed -> inner.close());
                            })
                            .onFailure(gone -> outer.close());
                })
                .listen(port, "127.0.0.1")
                .await();
    }

    private void shut(NetServer door) {
        door.close().await();
        through.forEach(NetSocket::close);
        through.clear();
    }

    private static void closes(Breaker breaker) throws InterruptedException {
        comes(() -> breaker.state() == Breaker.State.CLOSED);
    }

    private static void comes(BooleanSupplier state) throws InterruptedException {
        var there = new CountDownLatch(1);
        VERTX.setPeriodic(10, look -> {
            if (state.getAsBoolean()) {
                VERTX.cancelTimer(look);
                there.countDown();
            }
        });
        assertThat(there.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
