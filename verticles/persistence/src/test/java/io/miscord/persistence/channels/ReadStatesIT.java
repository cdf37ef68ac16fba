package io.miscord.persistence.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Permissions;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.Unread;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** How far people have read, and what calls them, after whatever may happen. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadStatesIT {
    private Stores stores;
    private OwnerNode node;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    /** Alice's server, with Bob in it. */
    @BeforeEach
    void come() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
    }

    @Test
    void a_name_a_role_and_everybody_call_and_here_does_not() {
        var role = node.ask(new RoleAsk.Create(alice.by(), server.id(), "crew", 0, Permissions.of(), false, true, null))
                .id();
        long first = says("<@%s>".formatted(bob.id()));
        long second = says("@everyone");
        long third = says("<@&%s>".formatted(role));
        says("@here");
        says("nobody");
        assertThat(calls(bob)).containsExactly(second, first);
        node.ask(new RoleAsk.Give(alice.by(), server.id(), bob.id(), role));
        assertThat(calls(bob)).as("whoever has the role is called").containsExactly(third, second, first);
        node.ask(new RoleAsk.Take(alice.by(), server.id(), bob.id(), role));
        assertThat(calls(bob)).containsExactly(second, first);
        assertThat(calls(alice)).as("of one's own messages none").isEmpty();
    }

    @Test
    void what_calls_by_name_and_as_everybody_calls_once() {
        long seq = says("@everyone and <@%s>".formatted(bob.id()));
        assertThat(calls(bob)).containsExactly(seq);
    }

    @Test
    void a_deletion_takes_its_call_out_and_says_which() {
        long first = says("<@%s> one".formatted(bob.id()));
        var second = node.say(alice, channel, "<@%s> two".formatted(bob.id())).message();
        node.ask(new MessageAsk.Delete(alice.by(), second.id()));
        assertThat(calls(bob)).containsExactly(first);
        assertThat(node.events(StreamId.of(channel), ChannelEvent.MessageDeleted.class))
                .singleElement()
                .satisfies(gone -> {
                    assertThat(gone.messageSeq()).isEqualTo(second.seq());
                    assertThat(gone.lastMessageSeq()).isEqualTo(first);
                });
        assertThat(unread(bob)).isEqualTo(new Unread(channel, 0, first, 1, List.of(first)));
    }

    @Test
    void an_edit_calls_nobody_and_takes_no_call_back() {
        var quiet = node.say(alice, channel, "quiet").message();
        var called = node.say(alice, channel, "<@%s>".formatted(bob.id())).message();
        node.ask(new MessageAsk.Edit(alice.by(), quiet.id(), "<@%s>".formatted(bob.id())));
        node.ask(new MessageAsk.Edit(alice.by(), called.id(), "never mind"));
        assertThat(calls(bob)).containsExactly(called.seq());
    }

    @Test
    void reading_on_one_device_is_reading_on_all() {
        long first = says("<@%s> one".formatted(bob.id()));
        long second = says("<@%s> two".formatted(bob.id()));
        node.ask(new ChannelAsk.Read(bob.by(), channel, first));
        assertThat(unread(bob)).isEqualTo(new Unread(channel, first, second, 1, List.of(second)));
        node.ask(new ChannelAsk.Read(bob.by(), channel, second));
        assertThat(unread(bob)).isEqualTo(new Unread(channel, second, second, 0, List.of()));
        assertThat(calls(bob)).isEmpty();
    }

    @Test
    void who_answers_has_read_what_was_there() {
        says("<@%s>".formatted(bob.id()));
        long answer = node.say(bob, channel, "yes").message().seq();
        assertThat(unread(bob)).isEqualTo(new Unread(channel, answer, answer, 0, List.of()));
        assertThat(node.ask(new StreamAsk.Hello(bob.by(), false)).reads()).containsEntry(StreamId.of(channel), answer);
        long next = says("<@%s> good".formatted(bob.id()));
        assertThat(unread(bob)).isEqualTo(new Unread(channel, answer, next, 1, List.of(next)));
    }

    @Test
    void a_hidden_channel_calls_nobody_and_calls_again_once_it_is_seen() {
        long seq = says("<@%s>".formatted(bob.id()));
        stores.execute("""
                INSERT INTO channel_overwrites (channel_id, user_id, deny)
                VALUES ('%s', '%s', '["VIEW_CHANNEL"]')
                """.formatted(channel, bob.id()));
        assertThat(calls(bob)).isEmpty();
        assertThat(node.refused(new ChannelAsk.ReadState(bob.by(), channel)).reason())
                .isEqualTo(Refusal.NO_SUCH_CHANNEL);
        assertThat(node.ask(new ServerAsk.ReadStates(bob.by(), server.id())).mentions())
                .isEmpty();
        stores.execute("DELETE FROM channel_overwrites WHERE channel_id = '%s'".formatted(channel));
        assertThat(calls(bob)).containsExactly(seq);
    }

    @Test
    void who_left_is_called_by_nothing_and_who_comes_again_has_read_what_was() {
        says("<@%s> before".formatted(bob.id()));
        node.ask(new ServerAsk.Leave(bob.by(), server.id()));
        assertThat(calls(bob)).isEmpty();
        says("@everyone meanwhile");
        node.join(alice, server.id(), bob);
        assertThat(calls(bob)).isEmpty();
        assertThat(unread(bob).unread()).isZero();
        long seq = says("@everyone again");
        assertThat(calls(bob)).containsExactly(seq);
    }

    @Test
    void of_more_than_a_thousand_channels_those_read_last_call() {
        var conversation = node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        long first = says("<@%s>".formatted(bob.id()));
        node.ask(new ChannelAsk.Read(bob.by(), channel, first));
        long seq = says("<@%s> again".formatted(bob.id()));
        node.say(alice, conversation, "<@%s>".formatted(bob.id()));
        stores.execute("""
                CREATE TEMP TABLE made AS SELECT uuidv7() AS id FROM generate_series(1, 1100);
                INSERT INTO channels (id, server_id, name, type) SELECT id, '%1$s', 'many', 'text' FROM made;
                INSERT INTO stream_heads (stream_id, last_seq, last_message_seq) SELECT id, 1, 1 FROM made;
                INSERT INTO messages (id, channel_id, seq, user_id, content)
                SELECT id, id, 1, '%2$s', 'all of you' FROM made;
                INSERT INTO mention_marks (target_id, channel_id, seq, message_id)
                SELECT '%3$s', id, 1, id FROM made;
                """.formatted(server.id(), alice.id(), bob.id()));
        assertThat(node.ask(new StreamAsk.Hello(bob.by(), true)).mentions())
                .hasSize(1_000)
                .containsEntry(StreamId.of(channel), List.of(seq))
                .containsKey(StreamId.of(conversation));
    }

    @Test
    void a_conversation_calls_by_name() {
        var conversation = node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        node.say(alice, conversation, "hello");
        long seq = node.say(alice, conversation, "<@%s>".formatted(bob.id()))
                .message()
                .seq();
        assertThat(node.ask(new StreamAsk.Hello(bob.by(), true)).mentions())
                .containsOnly(Map.entry(StreamId.of(conversation), List.of(seq)));
        assertThat(node.ask(new ChannelAsk.ReadState(bob.by(), conversation)))
                .isEqualTo(new Unread(conversation, 0, seq, 2, List.of(seq)));
    }

    @Test
    void a_server_is_read_at_once_and_all_devices_are_told_what_moved() {
        var second = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "second", ChannelType.TEXT, null, null, null, null))
                .id();
        long one = says("@everyone");
        long two =
                node.say(alice, second, "<@%s>".formatted(bob.id())).message().seq();
        var hidden = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "hidden", ChannelType.TEXT, null, null, null, null))
                .id();
        node.say(alice, hidden, "not for bob");
        stores.execute("""
                INSERT INTO channel_overwrites (channel_id, user_id, deny)
                VALUES ('%s', '%s', '["VIEW_CHANNEL"]')
                """.formatted(hidden, bob.id()));
        var before = node.ask(new ServerAsk.ReadStates(bob.by(), server.id()));
        assertThat(before.mentions())
                .containsOnly(
                        Map.entry(StreamId.of(channel), List.of(one)), Map.entry(StreamId.of(second), List.of(two)));
        node.ask(new ServerAsk.ReadAll(bob.by(), server.id()));
        node.ask(new ServerAsk.ReadAll(bob.by(), server.id()));
        var moved = Map.of(StreamId.of(channel), one, StreamId.of(second), two);
        assertThat(node.events(StreamId.of(bob.id()), PersonEvent.ServerRead.class))
                .as("the second time nothing moved")
                .containsExactly(new PersonEvent.ServerRead(server.id(), moved));
        var after = node.ask(new ServerAsk.ReadStates(bob.by(), server.id()));
        assertThat(after.mentions()).isEmpty();
        assertThat(after.reads()).containsAllEntriesOf(moved);
        assertThat(after.heads()).isEqualTo(before.heads());
        assertThat(node.refused(new ServerAsk.ReadAll(node.somebody().by(), server.id()))
                        .reason())
                .isEqualTo(Refusal.NO_SUCH_SERVER);
    }

    @Test
    void of_many_calls_the_newest_are_told() {
        for (int i = 0; i < 120; i++) {
            says("@everyone " + i);
        }
        var calls = calls(bob);
        assertThat(calls).hasSize(100).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(calls.getFirst()).isEqualTo(unread(bob).lastMessageSeq());
        assertThat(unread(bob).unread()).isEqualTo(100);
    }

    private long says(String text) {
        return node.say(alice, channel, text).message().seq();
    }

    /** As a greeting tells them, and as everything else that tells them does. */
    private List<Long> calls(SomeOne person) {
        var mentions = node.ask(new StreamAsk.Hello(person.by(), false)).mentions();
        assertThat(node.ask(new StreamAsk.Hello(person.by(), true)).mentions()).isEqualTo(mentions);
        return mentions.getOrDefault(StreamId.of(channel), List.of());
    }

    private Unread unread(SomeOne person) {
        return node.ask(new ChannelAsk.ReadState(person.by(), channel));
    }
}
