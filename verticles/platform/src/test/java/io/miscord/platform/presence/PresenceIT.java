package io.miscord.platform.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.PresenceStatus;
import io.miscord.contract.UserId;
import io.miscord.platform.data.RedisServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who is here, as several nodes tell one real Redis. */
final class PresenceIT {
    private static final RedisServer SERVER = new RedisServer();

    private final String prefix = RedisServer.prefix();

    @AfterAll
    static void stop() throws Exception {
        SERVER.close();
    }

    @Test
    void who_comes_again_is_seen_as_they_wished_to_be_when_they_went() {
        var one = SERVER.client(prefix);
        var two = SERVER.client(prefix);
        var here = new PresenceStore(one, "node-1");
        var there = new PresenceStore(two, "node-2");
        var alice = new UserId(UUID.randomUUID());
        var first = here.came(alice).await();
        assertThat(first.wish()).isEqualTo(new PresenceStore.Wish(PresenceStatus.ONLINE, null));
        assertThat(first.change().after().status()).isEqualTo(PresenceStatus.ONLINE);
        here.wish(alice, new PresenceStore.Wish(PresenceStatus.INVISIBLE, "away"))
                .await();
        here.remove(alice).await();
        var again = there.came(alice).await();
        assertThat(again.change().isVisible()).as("nobody is told").isFalse();
        assertThat(again.wish()).isEqualTo(new PresenceStore.Wish(PresenceStatus.INVISIBLE, "away"));
        assertThat(here.get(List.of(alice)).await()).isEmpty();
        there.wish(alice, new PresenceStore.Wish(PresenceStatus.ONLINE, null)).await();
        there.remove(alice).await();
        assertThat(here.came(alice).await().change().after().status()).isEqualTo(PresenceStatus.ONLINE);
        one.close();
        two.close();
    }

    @Test
    void who_wished_not_to_be_disturbed_is_not_while_they_are_away() {
        var redis = SERVER.client(prefix);
        var here = new PresenceStore(redis, "node-1");
        var busy = new UserId(UUID.randomUUID());
        var once = new UserId(UUID.randomUUID());
        var never = new UserId(UUID.randomUUID());
        here.wish(busy, new PresenceStore.Wish(PresenceStatus.DND, "writing")).await();
        here.wish(once, new PresenceStore.Wish(PresenceStatus.DND, null)).await();
        here.wish(once, new PresenceStore.Wish(PresenceStatus.ONLINE, null)).await();
        here.remove(busy).await();
        assertThat(here.undisturbed(List.of(never, once, busy)).await()).containsExactly(busy);
        redis.close();
    }

    @Test
    void a_dead_node_s_people_are_given_up_once_except_those_who_are_elsewhere() {
        var redis = SERVER.client(prefix);
        var dead = new PresenceStore(redis, "dead");
        var one = new PresenceStore(redis, "one");
        var two = new PresenceStore(redis, "two");
        var people = new ArrayList<UserId>();
        for (int i = 0; i < 30; i++) {
            var person = new UserId(UUID.randomUUID());
            people.add(person);
            dead.came(person).await();
        }
        var elsewhere = people.getFirst();
        var hiding = people.getLast();
        one.came(elsewhere).await();
        dead.wish(hiding, new PresenceStore.Wish(PresenceStatus.INVISIBLE, null))
                .await();
        assertThat(one.expired().await()).as("it said something a moment ago").isEmpty();
        var told = new ArrayList<UserId>();
        for (int turn = 0; turn < 10; turn++) {
            for (var survivor : List.of(one, two)) {
                var given = survivor.bury("dead", 10).await();
                given.forEach((person, change) -> {
                    assertThat(change.after().status())
                            .isEqualTo(person.equals(elsewhere) ? PresenceStatus.ONLINE : PresenceStatus.OFFLINE);
                    if (change.isVisible()) {
                        told.add(person);
                    }
                });
                survivor.buried("dead", given.keySet()).await();
            }
        }
        assertThat(told).doesNotHaveDuplicates().hasSize(28).doesNotContain(elsewhere, hiding);
        assertThat(one.get(people).await()).containsOnlyKeys(elsewhere);
        assertThat(dead.renew(people).await())
                .as("it was not dead after all")
                .containsExactlyInAnyOrderElementsOf(people);
        assertThat(dead.renew(people).await()).isEmpty();
        assertThat(one.get(people).await()).hasSize(29);
        redis.close();
    }

    @Test
    void whoever_takes_a_dead_nodes_people_and_tells_nobody_does_not_leave_them_online_for_ever() {
        var redis = SERVER.client(prefix);
        var dead = new PresenceStore(redis, "dead");
        var one = new PresenceStore(redis, "one");
        var two = new PresenceStore(redis, "two");
        var alice = new UserId(UUID.randomUUID());
        var bob = new UserId(UUID.randomUUID());
        dead.came(alice).await();
        dead.came(bob).await();
        var given = one.bury("dead", 10).await();
        assertThat(given).containsOnlyKeys(alice, bob);
        assertThat(two.bury("dead", 10).await()).as("they are one's").isEmpty();
        dead.renew(List.of(bob)).await();
        // One died, or never heard the answer; its time is over.
        for (var taken : redis.send(Request.cmd(Command.ZRANGE)
                        .arg(redis.key("presence-taken", "dead"))
                        .arg(0)
                        .arg(-1))
                .await()) {
            redis.send(Request.cmd(Command.ZADD)
                            .arg(redis.key("presence-taken", "dead"))
                            .arg(1)
                            .arg(taken))
                    .await();
        }
        redis.send(Request.cmd(Command.ZADD)
                        .arg(redis.key("presence-nodes"))
                        .arg(1)
                        .arg("dead"))
                .await();
        assertThat(two.expired().await()).containsExactly("dead");
        var again = two.bury("dead", 10).await();
        assertThat(again.get(alice).isVisible())
                .as("alice is told of after all")
                .isTrue();
        two.buried("dead", List.of(alice)).await();
        two.buried("dead", List.of(alice)).await();
        assertThat(two.get(List.of(alice, bob)).await())
                .as("bob was heard of again")
                .containsOnlyKeys(bob);
        redis.close();
    }

    @Test
    void whoever_comes_back_while_others_are_told_that_they_are_gone_is_not_gone() {
        var redis = SERVER.client(prefix);
        var dead = new PresenceStore(redis, "dead");
        var one = new PresenceStore(redis, "one");
        var two = new PresenceStore(redis, "two");
        var alice = new UserId(UUID.randomUUID());
        var bob = new UserId(UUID.randomUUID());
        dead.came(alice).await();
        dead.came(bob).await();
        var given = one.bury("dead", 10).await();
        assertThat(given.get(alice).after()).isEqualTo(PresenceStore.State.OFFLINE);
        assertThat(two.came(alice).await().change().isVisible())
                .as("what the dead node said still counts")
                .isFalse();
        var seen = one.buried("dead", given.keySet()).await();
        assertThat(seen.get(alice).status()).isEqualTo(PresenceStatus.ONLINE);
        assertThat(seen.get(bob)).isEqualTo(PresenceStore.State.OFFLINE);
        redis.close();
    }

    @Test
    void a_wish_that_nothing_remembers_is_said_to_be_one() {
        var redis = SERVER.client(prefix);
        var alice = new UserId(UUID.randomUUID());
        var wish = new PresenceStore.Wish(PresenceStatus.DND, null);
        assertThat(new PresenceStore(redis, "one").wish(alice, wish).await().remembered())
                .isTrue();
        redis.close();
        var away = new PresenceStore(redis, "one").wish(alice, wish).await();
        assertThat(away.remembered()).isFalse();
        assertThat(away.change().after().status()).isEqualTo(PresenceStatus.DND);
    }

    @Test
    void presence_is_one_of_all_nodes_and_the_caller_hears_what_others_see() {
        var one = SERVER.client(prefix);
        var two = SERVER.client(prefix);
        var here = new PresenceStore(one, "node-1");
        var there = new PresenceStore(two, "node-2");
        var alice = new UserId(UUID.randomUUID());
        var online = here.set(alice, new PresenceStore.Wish(PresenceStatus.ONLINE, "hi"))
                .await();
        assertThat(online.before().status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(online.after().status()).isEqualTo(PresenceStatus.ONLINE);
        assertThat(there.get(List.of(alice)).await().get(alice).text()).isEqualTo("hi");
        assertThat(there.set(alice, new PresenceStore.Wish(PresenceStatus.IDLE, null))
                        .await()
                        .isVisible())
                .as("active somewhere is active")
                .isFalse();
        assertThat(here.remove(alice).await().after().status()).isEqualTo(PresenceStatus.IDLE);
        assertThat(there.remove(alice).await().after().status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(there.get(List.of(alice)).await()).isEmpty();
        one.close();
        two.close();
    }

    @Test
    void somebody_invisible_is_offline_to_others() {
        var redis = SERVER.client(prefix);
        var store = new PresenceStore(redis, "node-1");
        var alice = new UserId(UUID.randomUUID());
        assertThat(store.set(alice, new PresenceStore.Wish(PresenceStatus.INVISIBLE, "secret"))
                        .await()
                        .isVisible())
                .isFalse();
        assertThat(store.get(List.of(alice)).await()).isEmpty();
        redis.close();
    }

    @Test
    void who_hides_or_wants_no_disturbance_on_one_device_is_not_betrayed_by_another() {
        var one = SERVER.client(prefix);
        var two = SERVER.client(prefix);
        var here = new PresenceStore(one, "node-1");
        var there = new PresenceStore(two, "node-2");
        var alice = new UserId(UUID.randomUUID());
        there.set(alice, new PresenceStore.Wish(PresenceStatus.ONLINE, null)).await();
        assertThat(here.set(alice, new PresenceStore.Wish(PresenceStatus.DND, null))
                        .await()
                        .after()
                        .status())
                .isEqualTo(PresenceStatus.DND);
        assertThat(here.set(alice, new PresenceStore.Wish(PresenceStatus.INVISIBLE, null))
                        .await()
                        .after()
                        .status())
                .isEqualTo(PresenceStatus.OFFLINE);
        assertThat(there.set(alice, new PresenceStore.Wish(PresenceStatus.ONLINE, null))
                        .await()
                        .isVisible())
                .isFalse();
        assertThat(there.get(List.of(alice)).await()).isEmpty();
        one.close();
        two.close();
    }

    @Test
    void a_thousand_people_are_renewed_and_asked_about_without_filling_the_queue() {
        var redis = SERVER.client(prefix);
        var store = new PresenceStore(redis, "node-1");
        var people = new ArrayList<UserId>();
        for (int i = 0; i < 1_000; i++) {
            var person = new UserId(UUID.randomUUID());
            people.add(person);
            store.set(person, new PresenceStore.Wish(PresenceStatus.ONLINE, "text " + i))
                    .await();
        }
        redis.send(Request.cmd(Command.FLUSHALL)).await();
        assertThat(store.get(people).await()).as("Redis came back empty").isEmpty();
        store.renew(people).await();
        var found = store.get(people).await();
        assertThat(found).hasSize(1_000);
        assertThat(found.get(people.get(999)).text()).isEqualTo("text 999");
        var life = redis.send(Request.cmd(Command.PTTL)
                        .arg(redis.key("presence", people.getFirst().toString())))
                .await();
        assertThat(Long.parseLong(life.getFirst())).isBetween(1L, 600_000L);
        assertThat(redis.breaker().failures()).isZero();
        redis.close();
    }
}
