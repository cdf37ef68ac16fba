package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HousekeepingIT {
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
        assertThat(node.ask(new StreamAsk.Since(Actor.NODE, stream, 100, 1_000)).events())
                .hasSize(1_000);
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
