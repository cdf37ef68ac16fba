package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageType;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a server itself tells in its channels: who joins, what is pinned, how a channel is called from now on. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemMessageIT {
    private OwnerNode node;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void newServer() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        channel = OwnerNode.general(server);
    }

    @Test
    void who_joins_is_told_in_the_channel_that_the_server_has_for_it() {
        tellIn(channel);
        node.join(alice, server.id(), bob);
        var joined = only(channel);
        assertThat(joined.system()).isEqualTo(SystemMessage.joined());
        assertThat(joined.author().id()).isEqualTo(bob.id());
        assertThat(joined.content()).isEmpty();
        assertThat(node.events(StreamId.of(channel), ChannelEvent.MessageNew.class))
                .extracting(ChannelEvent.MessageNew::message)
                .containsExactly(joined);
        node.join(alice, server.id(), bob);
        assertThat(history(channel)).as("who is in already does not join").hasSize(1);
        tellIn(null);
        node.join(alice, server.id(), node.somebody());
        assertThat(history(channel)).hasSize(1);
    }

    @Test
    void the_channel_for_it_is_set_by_whoever_manages_the_server_and_seen_by_all() {
        node.join(alice, server.id(), bob);
        assertThat(tellIn(channel)).isEqualTo(channel);
        assertThat(node.events(StreamId.of(server.id()), ServerEvent.ServerUpdated.class))
                .extracting(event -> event.server().systemChannelId())
                .containsExactly(channel);
        tellIn(channel);
        assertThat(node.events(StreamId.of(server.id()), ServerEvent.ServerUpdated.class))
                .as("what changes nothing is not told")
                .hasSize(1);
        assertThat(node.ask(new ServerAsk.Get(bob.by(), server.id())).systemChannelId())
                .isEqualTo(channel);
        assertThat(refusal(bob, channel)).isEqualTo(Refusal.MISSING_PERMISSION);
        var elsewhere = OwnerNode.general(node.server(alice));
        assertThat(refusal(alice, elsewhere)).isEqualTo(Refusal.NO_SUCH_CHANNEL);
        var hidden = OwnerNode.general(node.server(bob));
        assertThat(refusal(alice, hidden)).isEqualTo(Refusal.NO_SUCH_CHANNEL);
        assertThat(refusal(alice, add("category", ChannelType.CATEGORY))).isEqualTo(Refusal.NO_MESSAGES_HERE);
    }

    @Test
    void a_channel_that_is_deleted_is_told_nothing_any_more() {
        var lobby = add("lobby", ChannelType.TEXT);
        tellIn(lobby);
        node.ask(new ChannelAsk.Delete(alice.by(), lobby));
        assertThat(node.ask(new ServerAsk.Get(alice.by(), server.id())).systemChannelId())
                .isNull();
        assertThat(node.events(StreamId.of(server.id()), ServerEvent.ServerUpdated.class)
                        .getLast()
                        .server()
                        .systemChannelId())
                .isNull();
        node.join(alice, server.id(), bob);
        assertThat(node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(lobby), 0, 100))
                        .events())
                .isEmpty();
    }

    @Test
    void a_pin_is_told_once_after_it_and_taking_it_back_is_not() {
        var message = node.say(alice, channel, "worth keeping").message();
        node.ask(new MessageAsk.Pin(alice.by(), message.id()));
        node.ask(new MessageAsk.Pin(alice.by(), message.id()));
        node.ask(new MessageAsk.Unpin(alice.by(), message.id()));
        var told = history(channel).getFirst();
        assertThat(told.system()).isEqualTo(SystemMessage.pinned(message.id()));
        assertThat(told.author().id()).isEqualTo(alice.id());
        assertThat(history(channel)).hasSize(2);
        assertThat(node.told(StreamId.of(channel)))
                .containsSubsequence("message:new", "message:pinned", "message:new", "message:unpinned");
    }

    @Test
    void in_a_conversation_a_pin_is_told_too() {
        node.join(alice, server.id(), bob);
        var conversation = node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        var message = node.say(alice, conversation, "our address").message();
        node.ask(new MessageAsk.Pin(bob.by(), message.id()));
        assertThat(history(conversation).getFirst().system()).isEqualTo(SystemMessage.pinned(message.id()));
        assertThat(history(conversation).getFirst().author().id()).isEqualTo(bob.id());
    }

    @Test
    void a_new_name_of_a_channel_is_told_in_it_and_nothing_else_of_it() {
        rename(channel, "lobby");
        assertThat(only(channel).system()).isEqualTo(SystemMessage.renamed("lobby"));
        rename(channel, "lobby");
        node.ask(new ChannelAsk.Update(alice.by(), channel, null, "a topic", 3, 5, null));
        assertThat(history(channel)).hasSize(1);
        var category = add("category", ChannelType.CATEGORY);
        rename(category, "group");
        assertThat(node.events(StreamId.of(category), ChannelEvent.MessageNew.class))
                .isEmpty();
    }

    @Test
    void nobody_changes_or_pins_one_and_it_is_answered_reacted_to_and_deleted_as_any() {
        rename(channel, "lobby");
        var told = only(channel);
        assertThat(node.refused(new MessageAsk.Edit(alice.by(), told.id(), "I never did"))
                        .reason())
                .isEqualTo(Refusal.SYSTEM_MESSAGE);
        assertThat(node.refused(new MessageAsk.Pin(alice.by(), told.id())).reason())
                .isEqualTo(Refusal.SYSTEM_MESSAGE);
        node.join(alice, server.id(), bob);
        assertThat(node.refused(new MessageAsk.Edit(bob.by(), told.id(), "mine"))
                        .reason())
                .isEqualTo(Refusal.AUTHOR_ONLY);
        node.ask(new MessageAsk.React(bob.by(), told.id(), "👍"));
        assertThat(node.ask(new MessageAsk.Reply(bob.by(), told.id(), "good", null))
                        .message()
                        .replyTo())
                .isEqualTo(told.id());
        node.ask(new MessageAsk.Delete(alice.by(), told.id()));
        assertThat(history(channel)).extracting(Message::content).containsExactly("good");
        assertThat(node.events(StreamId.of(channel), ChannelEvent.MessageNew.class))
                .as("what is gone is not told again")
                .hasSize(1);
    }

    private ChannelId tellIn(ChannelId where) {
        return node.ask(new ServerAsk.SetSystemChannel(alice.by(), server.id(), where))
                .systemChannelId();
    }

    private Refusal refusal(SomeOne person, ChannelId where) {
        return node.refused(new ServerAsk.SetSystemChannel(person.by(), server.id(), where))
                .reason();
    }

    private void rename(ChannelId which, String name) {
        node.ask(new ChannelAsk.Update(alice.by(), which, name, null, null, null, null));
    }

    private ChannelId add(String name, ChannelType type) {
        return node.ask(new ChannelAsk.Create(alice.by(), server.id(), name, type, null, null, null, null))
                .id();
    }

    private Message only(ChannelId where) {
        var messages = history(where);
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().type()).isEqualTo(MessageType.SYSTEM);
        return messages.getFirst();
    }

    private List<Message> history(ChannelId where) {
        return node.ask(new MessageAsk.History(alice.by(), where, null, null, null, 100))
                .items();
    }
}
