package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Nonce;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Seed;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Nothing lost, doubled or out of order, with two nodes and four writers at the same channels, nonces that come several
 * times, permissions that change all the while, and a reader who looks at every moment.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendingIT {
    private static final int CHANNELS = 6;
    private static final int ROUNDS = 40;
    private static final int AT_ONCE = 50;
    private static final int NONCES = 900;

    /** In one statement, so in one snapshot: streams whose numbers are not 1, 2, 3, …, their head. */
    private static final String WITH_GAPS = """
            SELECT h.stream_id::text
              FROM stream_heads h
              LEFT JOIN LATERAL (SELECT count(*) AS n, max(m.seq) AS last, count(DISTINCT m.seq) AS different
                                   FROM messages m WHERE m.channel_id = h.stream_id) m ON true
              LEFT JOIN LATERAL (SELECT count(*) AS n FROM stream_events e WHERE e.stream_id = h.stream_id) e ON true
             WHERE h.last_seq <> e.n
                OR h.last_message_seq > 0 AND (m.n <> h.last_seq OR m.last <> m.n OR m.different <> m.n)
            """;

    private OwnerNode one;
    private OwnerNode two;
    private Stores stores;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        one = new OwnerNode(own);
        two = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
    }

    private record Key(ChannelId channel, SomeOne author, Nonce nonce) {}

    @Test
    void a_nonce_is_stored_once_and_every_stream_is_whole_at_every_moment() {
        var seed = Seed.announced();
        var random = seed.random();
        var alice = one.somebody();
        var bob = one.somebody();
        var server = one.server(alice);
        one.join(alice, server.id(), bob);
        var channels = channels(alice, server.id());
        var authors = List.of(alice, bob);
        var ids = new HashMap<Key, MessageId>();
        for (int round = 0; round < ROUNDS; round++) {
            var keys = new ArrayList<Key>();
            var sends = new ArrayList<Future<Answer.Sent>>();
            for (int i = 0; i < AT_ONCE; i++) {
                var key = new Key(
                        channels.get(random.nextInt(channels.size())),
                        authors.get(random.nextInt(authors.size())),
                        new Nonce("n" + random.nextInt(NONCES)));
                keys.add(key);
                var node = random.nextBoolean() ? one : two;
                sends.add(node.bus()
                        .ask(new MessageAsk.Send(key.author.by(), key.channel, "text " + i, key.nonce, null)));
            }
            if (round % 4 == 0) {
                // Changes who may see what while the round is on its way: stale writes are looked up again.
                two.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "c" + round, ChannelType.TEXT, null, null, null, null));
            }
            assertThat(stores.query(WITH_GAPS)).as(seed.toString()).isEmpty();
            for (int i = 0; i < keys.size(); i++) {
                var message = OwnerNode.get(sends.get(i)).message();
                var before = ids.putIfAbsent(keys.get(i), message.id());
                assertThat(before == null ? message.id() : before)
                        .as(seed.toString())
                        .isEqualTo(message.id());
            }
        }
        assertThat(stores.query(WITH_GAPS)).as(seed.toString()).isEmpty();
        assertThat(stores.query("SELECT count(*) FROM messages"))
                .as(seed.toString())
                .containsExactly(String.valueOf(ids.size()));
        everything_told_is_in_the_log(channels, seed);
    }

    private void everything_told_is_in_the_log(List<ChannelId> channels, Seed seed) {
        for (var channel : channels) {
            var stream = StreamId.of(channel);
            var replay = one.ask(new StreamAsk.Since(Actor.NODE, stream, 0, 1000));
            assertThat(replay.events()).as(seed.toString()).hasSize((int) replay.head());
            Map<Long, String> frames = new HashMap<>();
            replay.events()
                    .forEach(event -> frames.put(event.seq(), event.frame().text()));
            for (var node : List.of(one, two)) {
                node.hints().forEach(hint -> {
                    if (hint instanceof io.miscord.contract.StreamEvent event
                            && event.stream().equals(stream)) {
                        assertThat(event.frame().text()).as(seed.toString()).isEqualTo(frames.get(event.seq()));
                    }
                });
            }
        }
    }

    private List<ChannelId> channels(SomeOne owner, io.miscord.contract.ServerId server) {
        return IntStream.range(0, CHANNELS)
                .mapToObj(i -> one.ask(new ChannelAsk.Create(
                                owner.by(), server, "room " + i, ChannelType.TEXT, null, null, null, null))
                        .id())
                .toList();
    }

    @Test
    void a_write_is_stored_only_under_the_version_that_it_was_checked_under() throws Exception {
        var alice = one.somebody();
        var server = one.server(alice);
        var channel = OwnerNode.general(server);
        one.say(alice, channel, "so that what she may do is known");
        // Somebody changes who may see what, and takes half a second until the commit.
        var change = Thread.ofVirtual().start(() -> stores.execute("""
                DO $$ BEGIN
                    PERFORM pg_advisory_xact_lock(uuid_hash_extended('%1$s', 0));
                    UPDATE access_versions SET version = 1000 WHERE domain_id = '%1$s';
                    PERFORM pg_sleep(0.5);
                END $$
                """.formatted(server.id())));
        Eventually.that(
                () -> "the change has not begun",
                () -> !stores.query("SELECT 1 FROM pg_locks"
                                + " WHERE locktype = 'advisory' AND granted AND mode = 'ExclusiveLock'")
                        .isEmpty());
        var sent = one.say(alice, channel, "meanwhile");
        change.join();
        assertThat(stores.query(
                        "SELECT access_version FROM stream_events WHERE stream_id = ?::uuid AND seq = ?",
                        channel.toString(),
                        sent.message().seq()))
                .containsExactly("1000");
    }

    @Test
    void who_may_not_write_may_as_soon_as_it_is_granted() {
        var alice = one.somebody();
        var bob = one.somebody();
        var server = one.server(alice);
        one.join(alice, server.id(), bob);
        var channel = OwnerNode.general(server);
        everybody(server.id(), "permissions - 'SEND_MESSAGES'");
        assertThat(one.refused(new MessageAsk.Send(bob.by(), channel, "not yet", null, null))
                        .kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
        everybody(server.id(), "permissions || '[\"SEND_MESSAGES\"]'");
        assertThat(one.say(bob, channel, "at last").message().seq()).isEqualTo(1);
    }

    /** As somebody who changes what all members may do. */
    private void everybody(io.miscord.contract.ServerId server, String permissions) {
        stores.execute("UPDATE roles SET permissions = %s WHERE server_id = '%s' AND position = 0"
                .formatted(permissions, server));
        stores.execute("UPDATE access_versions SET version = version + 1 WHERE domain_id = '%s'".formatted(server));
    }

    @Test
    void a_server_that_many_join_while_many_write_makes_nobody_wait_for_ever() {
        var alice = one.somebody();
        var server = one.server(alice);
        var channel = OwnerNode.general(server);
        var invite = one.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), null, null, null));
        var people = IntStream.range(0, 20).mapToObj(i -> one.somebody()).toList();
        var sends = new ArrayList<Future<?>>();
        for (int i = 0; i < 400; i++) {
            var node = i % 2 == 0 ? one : two;
            sends.add(node.bus().ask(new MessageAsk.Send(alice.by(), channel, "m" + i, null, null)));
            if (i % 20 == 0) {
                sends.add(two.bus().ask(new ServerAsk.Join(people.get(i / 20).by(), invite.code())));
            }
        }
        sends.forEach(OwnerNode::get);
        assertThat(one.ask(new StreamAsk.Heads(Actor.NODE, List.of(StreamId.of(channel))))
                        .heads())
                .containsEntry(StreamId.of(channel), 400L);
    }
}
