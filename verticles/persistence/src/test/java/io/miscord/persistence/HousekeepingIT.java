package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HousekeepingIT {
    /** Everything that is keyed by a channel or a server. */
    private static final String LEFT_OF = """
            SELECT (SELECT count(*) FROM channels WHERE id = i.id)
                 + (SELECT count(*) FROM servers WHERE id = i.id)
                 + (SELECT count(*) FROM messages WHERE channel_id = i.id)
                 + (SELECT count(*) FROM read_states WHERE channel_id = i.id)
                 + (SELECT count(*) FROM stream_events WHERE stream_id = i.id)
                 + (SELECT count(*) FROM stream_heads WHERE stream_id = i.id)
                 + (SELECT count(*) FROM access_versions WHERE domain_id = i.id)
                 + (SELECT count(*) FROM audit_log WHERE server_id = i.id)
              FROM (SELECT ?::uuid AS id) i
            """;

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
    void old_events_go_but_never_the_last_thousand_nor_one_after_a_young_one() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var stream = StreamId.of(channel);
        for (int slice = 0; slice < 11; slice++) {
            IntStream.range(0, 100)
                    .mapToObj(i -> node.bus().ask(new MessageAsk.Send(alice.by(), channel, "m" + i, null, null)))
                    .toList()
                    .forEach(OwnerNode::get);
        }
        assertThat(node.persistence().housekeeping().trimEvents()).isZero();
        stores.execute("UPDATE stream_events SET created_at = now() - interval '73 hours' WHERE seq <> 51");
        // 51 is young: of the hundred that are over, fifty go.
        assertThat(node.persistence().housekeeping().trimEvents()).isEqualTo(50);
        assertThat(node.ask(new StreamAsk.Since(Actor.NODE, stream, 49, 10)).tooOld())
                .isTrue();
        var replay = node.ask(new StreamAsk.Since(Actor.NODE, stream, 50, 10));
        assertThat(replay.tooOld()).isFalse();
        assertThat(replay.events()).hasSize(10);
        stores.execute("UPDATE stream_events SET created_at = now() - interval '73 hours'");
        assertThat(node.persistence().housekeeping().trimEvents()).isEqualTo(50);
        long seq = 100;
        while (seq < 1_100) {
            var page = node.ask(new StreamAsk.Since(Actor.NODE, stream, seq, 1_000));
            assertThat(page.tooOld()).isFalse();
            assertThat(page.events()).isNotEmpty();
            seq = page.events().getLast().seq();
        }
        assertThat(seq).isEqualTo(1_100);
    }

    @Test
    void of_a_stream_that_has_many_old_events_all_go_in_one_round() {
        stores.execute("""
                WITH one AS (
                    INSERT INTO stream_heads (stream_id, last_seq) VALUES (gen_random_uuid(), 3600) RETURNING stream_id)
                INSERT INTO stream_events (stream_id, seq, kind, domain_id, access_version, created_at)
                SELECT one.stream_id, seq, 'message:deleted', one.stream_id, 1, now() - interval '73 hours'
                  FROM one, generate_series(1, 3600) seq
                """);
        assertThat(node.persistence().housekeeping().trimEvents()).isEqualTo(2_600);
    }

    @Test
    void nothing_is_left_of_a_deleted_channel_and_in_the_end_of_its_server() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        var channel = OwnerNode.general(server);
        var other = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "other", ChannelType.TEXT, null, null, null, null))
                .id();
        var said = new ArrayList<Future<Answer.Sent>>();
        for (int i = 0; i < 1_200; i++) {
            said.add(node.bus().ask(new MessageAsk.Send(alice.by(), channel, "m <@" + bob.id() + ">", null, null)));
            if (said.size() % 200 == 0) {
                said.forEach(OwnerNode::get);
            }
        }
        node.ask(new MessageAsk.React(
                bob.by(), OwnerNode.get(said.getFirst()).message().id(), "\uD83D\uDC4D"));
        node.ask(new ChannelAsk.Read(bob.by(), channel, 1_000));
        node.say(alice, other, "stays for now");
        var keeper = node.persistence().housekeeping();
        assertThat(purged(keeper)).isZero();

        node.ask(new ChannelAsk.Delete(alice.by(), channel));
        // In slices of 500 messages, and then of 500 events.
        assertThat(purged(keeper)).isGreaterThan(5);
        assertThat(stores.query(LEFT_OF, channel.toString())).containsExactly("0");
        assertThat(stores.query("SELECT count(*) FROM mentions")).containsExactly("0");
        assertThat(node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(other), 0, 10))
                        .events())
                .hasSize(1);

        node.ask(new ServerAsk.Update(alice.by(), server.id(), "Soon gone", null, null));
        node.ask(new ServerAsk.Delete(alice.by(), server.id()));
        removed(keeper, server.id().toString());
        assertThat(stores.query(LEFT_OF, other.toString())).containsExactly("0");
        assertThat(stores.query(
                        "SELECT count(*) FROM roles WHERE server_id = ?::uuid",
                        server.id().toString()))
                .containsExactly("0");
        assertThat(purged(keeper)).isZero();
        // Whoever was there is told, and their own stream is whole.
        assertThat(node.ask(new StreamAsk.Hello(bob.by(), false)).servers()).isEmpty();
    }

    /** Waits until rounds had it removed; one that begins while the purge before ends starts none itself. */
    private void removed(Housekeeping keeper, String stream) {
        Eventually.that(() -> "no task has removed " + stream, () -> {
            keeper.round();
            return stores.query(LEFT_OF, stream).equals(List.of("0"));
        });
    }

    /** In how many slices it removed what was deleted. */
    private static int purged(Housekeeping keeper) {
        var purge = keeper.purge();
        int slices = 0;
        while (purge.getAsLong() >= 0) {
            slices++;
        }
        return slices;
    }

    @Test
    void what_cannot_be_removed_holds_up_nothing_else() {
        var alice = node.somebody();
        var server = node.server(alice);
        var stuck = OwnerNode.general(server);
        var other = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "other", ChannelType.TEXT, null, null, null, null))
                .id();
        node.say(alice, stuck, "in the way");
        node.say(alice, other, "goes");
        stores.execute("CREATE TABLE keeps (message_id uuid REFERENCES messages)");
        stores.execute("INSERT INTO keeps SELECT id FROM messages WHERE channel_id = '%s'".formatted(stuck));
        node.ask(new ChannelAsk.Delete(alice.by(), stuck));
        node.ask(new ChannelAsk.Delete(alice.by(), other));
        var keeper = node.persistence().housekeeping();
        removed(keeper, other.toString());
        assertThat(stores.query(LEFT_OF, stuck.toString())).doesNotContain("0");
        Eventually.that(
                () -> "no purge says what it left",
                () -> stores.query("SELECT DISTINCT error FROM tasks WHERE kind = 'purge' AND status = 'failed'")
                        .equals(List.of("Of 1 deleted channels or servers not everything could be removed.")));
        stores.execute("DROP TABLE keeps");
        removed(keeper, stuck.toString());
    }

    @Test
    void the_text_of_a_deleted_message_and_whom_it_named_are_nowhere_any_more() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var sent = node.say(alice, channel, "regretted at once <@" + alice.id() + ">", "n-regret")
                .message();
        node.ask(new MessageAsk.Edit(alice.by(), sent.id(), "regretted twice <@" + alice.id() + ">"));
        node.ask(new MessageAsk.Delete(alice.by(), sent.id()));
        assertThat(stores.query(
                        "SELECT content FROM messages WHERE id = ?::uuid",
                        sent.id().toString()))
                .containsExactly("");
        assertThat(stores.query("SELECT 1 FROM stream_events WHERE payload LIKE '%regretted%'"))
                .isEmpty();
        assertThat(stores.query(
                        "SELECT 1 FROM mentions WHERE message_id = ?::uuid",
                        sent.id().toString()))
                .isEmpty();
        assertThat(node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), 0, 10))
                        .events())
                .extracting(StreamEvent::name)
                .containsExactly("skipped", "skipped", "message:deleted");
    }

    @Test
    void bans_and_mutes_that_are_over_go_and_no_others() {
        var alice = node.somebody();
        var bob = node.somebody();
        var carol = node.somebody();
        var server = node.server(alice).id();
        node.join(alice, server, bob, carol);
        var until = Instant.now().plusSeconds(600);
        for (var person : List.of(bob, carol)) {
            node.ask(new ModerationAsk.Mute(alice.by(), server, person.id(), until, null));
            node.ask(new ModerationAsk.Ban(alice.by(), server, person.id(), null, null, 600, null));
        }
        node.ask(new ModerationAsk.Ban(alice.by(), server, node.somebody().id(), null, null, null, null));
        var keeper = node.persistence().housekeeping();
        keeper.round();
        assertThat(stores.query("SELECT count(*) FROM bans")).containsExactly("3");
        assertThat(stores.query("SELECT count(*) FROM mutes")).containsExactly("2");
        stores.execute("UPDATE bans SET expires_at = now() WHERE user_id = '%s'".formatted(bob.id()));
        stores.execute("UPDATE mutes SET until = now() WHERE user_id = '%s'".formatted(bob.id()));
        keeper.round();
        assertThat(stores.query("SELECT count(*) FROM bans")).containsExactly("2");
        assertThat(stores.query("SELECT user_id FROM mutes"))
                .containsExactly(carol.id().toString());
    }

    @Test
    void entries_of_audit_logs_go_after_a_year_however_many_there_are() {
        var server = node.server(node.somebody()).id();
        stores.execute("""
                INSERT INTO audit_log (id, server_id, act)
                SELECT uuidv7(make_interval(days => -days) - make_interval(secs => i)), '%s', 'a' || days
                  FROM generate_series(1, 1200) i, (VALUES (364), (366)) v (days)
                """.formatted(server));
        node.keepHouse();
        assertThat(stores.query("SELECT act || ' ' || count(*) FROM audit_log WHERE act LIKE 'a3%' GROUP BY act"))
                .containsExactly("a364 1200");
    }

    @Test
    void nonces_and_keys_of_the_day_before_still_count_and_older_ones_go() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var first = node.say(alice, channel, "yesterday", "n");
        // As if it had been sent yesterday: into yesterday's partition.
        stores.execute("UPDATE message_nonces SET day = day - 1, slot = (day + 3) % 4");
        node.persistence().housekeeping().round();
        assertThat(node.say(alice, channel, "yesterday", "n").message().id())
                .isEqualTo(first.message().id());
        stores.execute("UPDATE message_nonces SET day = day - 2, slot = (day + 2) % 4");
        node.ask(new ServerAsk.Create(alice.by(), "One", null, new Nonce("key")));
        stores.execute("UPDATE idempotency_keys SET created_at = now() - interval '25 hours'");
        node.persistence().housekeeping().round();
        assertThat(stores.query("SELECT count(*) FROM message_nonces")).containsExactly("0");
        assertThat(stores.query("SELECT count(*) FROM idempotency_keys")).containsExactly("0");
    }
}
