package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Nonce;
import io.miscord.persistence.OwnerNode;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One person's messages to a channel, sent without waiting for answers, as several sockets or requests may. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderIT {
    private OwnerNode node;
    private Stores stores;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void a_persons_messages_keep_the_order_in_which_they_came() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var sends = IntStream.range(0, 500)
                .mapToObj(i ->
                        node.bus().ask(new MessageAsk.Send(alice.by(), channel, "m" + i, new Nonce("o" + i), null)))
                .toList();
        assertInOrder(sends);
    }

    @Test
    void they_keep_it_though_permissions_change_all_the_while() throws InterruptedException {
        var alice = node.somebody();
        var server = node.server(alice);
        var channel = OwnerNode.general(server);
        node.say(alice, channel, "so that what she may do is known");
        var stop = new AtomicBoolean();
        var answered = new AtomicInteger();
        var changing = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                int before = answered.get();
                stores.execute("""
                        DO $$ BEGIN
                            PERFORM pg_advisory_xact_lock(uuid_hash_extended('%1$s', 0));
                            UPDATE access_versions SET version = version + 1 WHERE domain_id = '%1$s';
                            PERFORM pg_sleep(0.005);
                        END $$
                        """.formatted(server.id()));
                // Else one message could meet as many changes as end its tries: she would be told to try again.
                while (!stop.get() && answered.get() == before) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
        var sends = new ArrayList<Future<Answer.Sent>>();
        try {
            for (int i = 0; i < 600; i++) {
                var send = new MessageAsk.Send(alice.by(), channel, "m" + i, new Nonce("s" + i), null);
                sends.add(node.bus().ask(send).onSuccess(sent -> answered.incrementAndGet()));
                if (i % 3 == 0) {
                    LockSupport.parkNanos(2_000_000);
                }
            }
            sends.forEach(OwnerNode::get);
        } finally {
            stop.set(true);
            changing.join();
        }
        assertInOrder(sends);
        // Nobody tells the node of a change: it knows of one only by a write that came too late for what it knew.
        assertThat(stores.query(
                        "SELECT count(DISTINCT access_version) > 1 FROM stream_events WHERE stream_id = ?::uuid",
                        channel.toString()))
                .as("some were stale, and looked up again")
                .containsExactly("t");
    }

    @Test
    void a_reply_keeps_its_place_though_its_channel_is_looked_up_first() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var first = node.say(alice, channel, "first").message().id();
        var sends = new ArrayList<Future<Answer.Sent>>();
        for (int i = 0; i < 100; i++) {
            sends.add(
                    i % 2 == 0
                            ? node.bus().ask(new MessageAsk.Reply(alice.by(), first, "m" + i, null))
                            : node.bus().ask(new MessageAsk.Send(alice.by(), channel, "m" + i, null, null)));
        }
        assertInOrder(sends);
    }

    private static void assertInOrder(Iterable<Future<Answer.Sent>> sends) {
        var seqs = new ArrayList<Long>();
        sends.forEach(send -> seqs.add(OwnerNode.get(send).message().seq()));
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
    }
}
