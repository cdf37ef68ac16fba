package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.moderation.Filters;
import io.miscord.persistence.previews.LinkPreviews;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Epoch;
import io.miscord.persistence.sql.LossyGuard;
import io.miscord.persistence.sql.Pools;
import io.miscord.persistence.sql.RecentHeads;
import io.miscord.platform.config.Config;
import io.miscord.platform.web.Fetcher;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL has stored a group, and the connection breaks before it can say so. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostAnswerIT {
    private final LossyGuard guard = new LossyGuard();
    private final StreamLog log = new StreamLog();
    private Stores stores;
    private OwnerNode node;
    private Pools pools;
    private Database database;
    private Sending sending;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
        var config = Config.of(Map.of());
        var clock = InstantSource.system();
        var heads = new RecentHeads(clock);
        pools = new Pools(
                node.vertx(),
                own.postgres(),
                config.database(),
                new Epoch(heads, config.database().queryTimeout()));
        database = new Database(pools, guard, node.bus(), heads, clock, config.database());
        var filters = new Filters((grant, rule) -> fail("nobody is muted here"));
        var previews =
                new LinkPreviews(database, new Fetcher(node.vertx(), config.previews()), clock, config.previews());
        sending = new Sending(
                database, new Access(clock), filters, log, node.bus(), heads, () -> {}, previews, clock, config);
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
        send("so that what she may do is known", null);
    }

    @AfterAll
    void stop() {
        OwnerNode.get(pools.close());
        node.close();
    }

    @Test
    void a_message_without_a_nonce_is_stored_once_though_permissions_changed_before_the_second_try() {
        guard.loseNext(this::permissionsChange);
        var sent = send("only once", null);
        assertThat(guard.lost()).isTrue();
        assertThat(sent.duplicate()).isFalse();
        assertThat(idsOf("only once")).containsExactly(sent.message().id().toString());
    }

    @Test
    void a_message_with_a_nonce_is_acknowledged_as_what_was_stored_though_permissions_changed() {
        guard.loseNext(this::permissionsChange);
        var sent = send("known by its nonce", "n1");
        assertThat(guard.lost()).isTrue();
        assertThat(sent.duplicate()).isFalse();
        assertThat(idsOf("known by its nonce"))
                .containsExactly(sent.message().id().toString());
    }

    @Test
    void what_is_announced_after_the_second_try_is_what_the_log_tells() {
        guard.loseNext(() -> {});
        var sent = send("%s and %s".formatted(named(bob), named(alice)), "n2");
        assertThat(guard.lost()).isTrue();
        assertThat(sent.message().mentions()).containsExactlyInAnyOrder(alice.id(), bob.id());
        announcedTwiceAlike(sent.message().seq());
    }

    @Test
    void a_repeated_nonce_is_announced_again_byte_for_byte() {
        var people = List.of(node.somebody(), node.somebody(), node.somebody(), node.somebody());
        node.join(alice, server.id(), people.toArray(SomeOne[]::new));
        var text = new StringBuilder("hello");
        people.reversed().forEach(person -> text.append(' ').append(named(person)));
        var first = send(text.toString(), "n3");
        var again = send(text.toString(), "n3");
        assertThat(again.duplicate()).isTrue();
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(first.message().mentions()).hasSize(4);
        announcedTwiceAlike(first.message().seq());
    }

    private io.miscord.contract.Answer.Sent send(String text, String nonce) {
        return sending.send(
                new MessageAsk.Send(alice.by(), channel, text, nonce == null ? null : new Nonce(nonce), null));
    }

    private void announcedTwiceAlike(long seq) {
        Eventually.that(
                () -> "announced " + announced(seq), () -> announced(seq).size() == 2);
        assertThat(announced(seq)).containsOnly(logged(seq));
    }

    private void permissionsChange() {
        stores.execute("UPDATE access_versions SET version = version + 1 WHERE domain_id = '" + server.id() + "'");
    }

    private List<String> idsOf(String text) {
        return stores.query("SELECT id::text FROM messages WHERE content = ?", text);
    }

    private List<String> announced(long seq) {
        return node.hints().stream()
                .filter(hint -> hint instanceof StreamEvent event
                        && event.stream().equals(StreamId.of(channel))
                        && event.seq() == seq)
                .map(hint -> ((StreamEvent) hint).frame().text())
                .toList();
    }

    private String logged(long seq) {
        return log.at(database, StreamId.of(channel), seq).orElseThrow().frame().text();
    }

    private static String named(SomeOne person) {
        return "<@" + person.id() + ">";
    }
}
