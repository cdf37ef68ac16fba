package io.miscord.persistence.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.RelationshipKind;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ProblemException;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two of whom one has blocked the other. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlocksIT {
    private OwnerNode node;
    private SomeOne alice;
    private SomeOne bob;

    @BeforeAll
    void start(Stores stores) {
        node = new OwnerNode(stores);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void come() {
        alice = node.somebody();
        bob = node.somebody();
    }

    @Test
    void neither_can_write_react_or_pin_any_more_but_both_still_read_and_take_back() {
        var channel = conversation(alice, bob);
        var said = node.say(bob, channel, "hello").message().id();
        node.ask(new MessageAsk.React(bob.by(), said, "👍"));
        block(alice, bob);
        for (var person : List.of(alice, bob)) {
            assertThat(refused(send(person, channel))).isEqualTo(Refusal.BLOCKED);
            assertThat(refused(new MessageAsk.Reply(person.by(), said, "hello", null)))
                    .isEqualTo(Refusal.BLOCKED);
            assertThat(refused(new MessageAsk.React(person.by(), said, "👎"))).isEqualTo(Refusal.BLOCKED);
            assertThat(refused(new MessageAsk.Pin(person.by(), said))).isEqualTo(Refusal.BLOCKED);
            assertThat(node.ask(new MessageAsk.History(person.by(), channel, null, null, null, 50))
                            .items())
                    .hasSize(1);
        }
        assertThat(conversation(bob, alice)).isEqualTo(channel);
        assertThat(conversation(alice, bob)).isEqualTo(channel);
        assertThat(refused(new MessageAsk.Edit(bob.by(), said, "you!"))).isEqualTo(Refusal.BLOCKED);
        node.ask(new MessageAsk.Unreact(bob.by(), said, "👍"));
        node.ask(new MessageAsk.Delete(bob.by(), said));
    }

    /** The node has kept what both may do: only the raised version makes it look again. */
    @Test
    void a_block_and_its_end_count_from_the_next_message_on() {
        var channel = conversation(alice, bob);
        for (int round = 0; round < 3; round++) {
            node.say(alice, channel, "hello");
            node.say(bob, channel, "hello");
            block(alice, bob);
            assertThat(refused(send(bob, channel))).isEqualTo(Refusal.BLOCKED);
            assertThat(refused(send(alice, channel))).isEqualTo(Refusal.BLOCKED);
            end(alice, bob);
        }
        block(alice, bob);
        block(bob, alice);
        end(alice, bob);
        assertThat(refused(send(alice, channel))).as("bob still blocks").isEqualTo(Refusal.BLOCKED);
        end(bob, alice);
        node.say(alice, channel, "hello again");
    }

    @Test
    void who_is_blocked_is_no_friend_any_more_and_is_told_no_more_than_that() {
        node.ask(new PersonAsk.Befriend(alice.by(), bob.id()));
        node.ask(new PersonAsk.Befriend(bob.by(), alice.id()));
        assertThat(node.ask(new PersonAsk.Block(alice.by(), bob.id())).kind()).isEqualTo(RelationshipKind.BLOCKED);
        assertThat(node.ask(new PersonAsk.Relationships(bob.by())).items()).isEmpty();
        assertThat(last(bob)).isEqualTo(new PersonEvent.RelationshipUpdated(alice.id(), null));
        assertThat(last(alice)).isEqualTo(new PersonEvent.RelationshipUpdated(bob.id(), RelationshipKind.BLOCKED));
        assertThat(refused(new PersonAsk.Befriend(bob.by(), alice.id()))).isEqualTo(Refusal.BLOCKED);
        assertThat(refused(new PersonAsk.Befriend(alice.by(), bob.id()))).isEqualTo(Refusal.BLOCKED);
        end(bob, alice);
        assertThat(refused(new PersonAsk.Befriend(bob.by(), alice.id())))
                .as("a block is ended by who made it")
                .isEqualTo(Refusal.BLOCKED);
        end(alice, bob);
        assertThat(last(alice)).isEqualTo(new PersonEvent.RelationshipUpdated(bob.id(), null));
        assertThat(node.ask(new PersonAsk.Befriend(bob.by(), alice.id())).kind())
                .isEqualTo(RelationshipKind.OUTGOING);
    }

    @Test
    void neither_opens_a_conversation_with_the_other_and_a_group_names_who_does_not_come() {
        var carol = node.somebody();
        block(alice, bob);
        assertThat(refused(new ChannelAsk.OpenConversation(bob.by(), List.of(alice.id()))))
                .isEqualTo(Refusal.BLOCKED);
        assertThat(refused(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id()))))
                .isEqualTo(Refusal.BLOCKED);
        var group = node.refused(new ChannelAsk.OpenConversation(bob.by(), List.of(carol.id(), alice.id())));
        assertThat(group.reason()).isEqualTo(Refusal.NOT_ACCEPTING);
        assertThat(group.params()).containsEntry("name", alice.signedIn().user().displayName());
    }

    @Test
    void in_a_group_and_in_a_server_a_block_takes_nothing_from_anybody() {
        var carol = node.somebody();
        node.join(carol, node.server(carol).id(), alice, bob);
        var group = node.ask(new ChannelAsk.OpenConversation(carol.by(), List.of(alice.id(), bob.id())))
                .conversation()
                .id();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        block(alice, bob);
        node.say(bob, group, "in the group");
        node.say(bob, OwnerNode.general(server), "in the server");
    }

    /** Either the conversation is not made, or nobody can write in it: none slips through in between. */
    @Test
    void a_conversation_that_is_opened_while_one_is_blocked_is_closed() {
        for (int round = 0; round < 30; round++) {
            var one = node.somebody();
            var other = node.somebody();
            var opened = node.bus()
                    .ask(new ChannelAsk.OpenConversation(one.by(), List.of(other.id())))
                    .compose(
                            made -> node.bus().ask(send(one, made.conversation().id())))
                    .otherwiseEmpty();
            var blocked = node.bus().ask(new PersonAsk.Block(other.by(), one.id()));
            OwnerNode.get(blocked);
            OwnerNode.get(opened);
            try {
                var made =
                        OwnerNode.get(node.bus().ask(new ChannelAsk.OpenConversation(one.by(), List.of(other.id()))));
                assertThat(refused(send(one, made.conversation().id()))).isEqualTo(Refusal.BLOCKED);
            } catch (ProblemException refused) {
                assertThat(refused.problem().reason()).isEqualTo(Refusal.BLOCKED);
            }
        }
    }

    private ChannelId conversation(SomeOne asker, SomeOne other) {
        return node.ask(new ChannelAsk.OpenConversation(asker.by(), List.of(other.id())))
                .conversation()
                .id();
    }

    private static MessageAsk.Send send(SomeOne author, ChannelId channel) {
        return new MessageAsk.Send(author.by(), channel, "hello", null, null);
    }

    private void block(SomeOne asker, SomeOne other) {
        node.ask(new PersonAsk.Block(asker.by(), other.id()));
    }

    private void end(SomeOne asker, SomeOne other) {
        node.ask(new PersonAsk.EndRelationship(asker.by(), other.id()));
    }

    private @Nullable Refusal refused(Ask<?> ask) {
        return node.refused(ask).reason();
    }

    private PersonEvent.RelationshipUpdated last(SomeOne person) {
        return node.events(StreamId.of(person.id()), PersonEvent.RelationshipUpdated.class)
                .getLast();
    }
}
