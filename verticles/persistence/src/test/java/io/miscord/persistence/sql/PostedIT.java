package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageType;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.config.Config;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that the server writes: with the act that they tell of, or not at all. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostedIT {
    private OwnerNode node;
    private Pools pools;
    private Database database;
    private SomeOne alice;
    private ServerDetail server;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        node = new OwnerNode(own);
        var config = Config.of(Map.of()).database();
        var clock = InstantSource.system();
        var heads = new RecentHeads(clock);
        pools = new Pools(node.vertx(), own.postgres(), config, new Epoch(heads, config.queryTimeout()));
        database = new Database(pools, new LossyGuard(), node.bus(), heads, clock, config);
        alice = node.somebody();
        server = node.server(alice);
        channel = OwnerNode.general(server);
        node.say(alice, channel, "hello");
    }

    @AfterAll
    void stop() {
        OwnerNode.get(pools.close());
        node.close();
    }

    @Test
    void a_system_message_and_the_act_it_tells_of_are_one() {
        assertThatThrownBy(() -> rename("never", () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(name()).isEqualTo("general");
        assertThat(history()).hasSize(1);
        assertThat(lastMessage()).isEqualTo(1);

        var posted = rename("engines", () -> {});
        assertThat(name()).isEqualTo("engines");
        assertThat(posted.seq()).isEqualTo(3);
        assertThat(lastMessage()).isEqualTo(3);
        assertThat(history().getFirst()).satisfies(message -> {
            assertThat(message.seq()).isEqualTo(3);
            assertThat(message.type()).isEqualTo(MessageType.SYSTEM);
            assertThat(message.content()).isEmpty();
            assertThat(message.author()).isNotNull().extracting("id").isEqualTo(alice.id());
            assertThat(message.system()).isEqualTo(SystemMessage.renamed("engines"));
        });
        assertThat(replayed().stream().map(StreamEvent::name))
                .containsExactly("message:new", "channel:updated", "message:new");
        assertThat(Eventually.get(() -> "not told", () -> told(3)))
                .isEqualTo(replayed().getLast().frame().text());
    }

    /** Renames the channel and says so; what else is done fails or does not. */
    private Emitted rename(String name, Runnable more) {
        var before = node.ask(new ChannelAsk.Get(alice.by(), channel));
        return database.inTransaction(tx -> {
            var domain = AccessDomain.of(server.id());
            tx.keepAccess(domain);
            tx.change("UPDATE channels SET name = $2 WHERE id = $1", channel.value(), name);
            tx.emit(StreamId.of(channel), domain, new ChannelEvent.ChannelUpdated(before), channel.value());
            var posted = tx.post(channel, domain, alice.id(), SystemMessage.renamed(name));
            more.run();
            return posted;
        });
    }

    private String name() {
        return node.ask(new ChannelAsk.Get(alice.by(), channel)).name();
    }

    private List<io.miscord.contract.Message> history() {
        return node.ask(new MessageAsk.History(alice.by(), channel, null, null, null, 10))
                .items();
    }

    private long lastMessage() {
        return node.ask(new StreamAsk.Hello(alice.by(), false)).heads().getOrDefault(StreamId.of(channel), 0L);
    }

    private List<StreamEvent> replayed() {
        return node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), 0, 100))
                .events();
    }

    private Optional<String> told(long seq) {
        return node.hints().stream()
                .filter(hint -> hint instanceof StreamEvent event
                        && event.stream().equals(StreamId.of(channel))
                        && event.seq() == seq)
                .map(hint -> ((StreamEvent) hint).frame().text())
                .findFirst();
    }
}
