package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where somebody starts, what they missed, and how far they have read. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PositionsIT {
    private OwnerNode node;

    @BeforeAll
    void start(Stores stores) {
        node = new OwnerNode(stores);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void hello_names_every_stream_with_zeros_and_what_belongs_to_it() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        var channel = OwnerNode.general(server);
        node.say(alice, channel, "one");
        var dm = node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())));
        var welcome = node.ask(new StreamAsk.Hello(alice.by(), false));
        assertThat(welcome.positions())
                .containsEntry(StreamId.of(channel), 1L)
                .containsEntry(StreamId.of(server.channels().getLast().id()), 0L)
                .containsEntry(StreamId.of(dm.conversation().id()), 0L)
                .containsEntry(StreamId.of(alice.id()), 2L)
                .containsEntry(StreamId.of(server.id()), 2L)
                .hasSize(5);
        assertThat(welcome.servers())
                .singleElement()
                .satisfies(one -> assertThat(one.channels()).hasSize(2));
        assertThat(welcome.dms()).containsExactly(dm.conversation());
        assertThat(welcome.access()).containsEntry(AccessDomain.of(server.id()), 2L);
        assertThat(welcome.channels().get(server.id())).hasSize(2);
        assertThat(welcome.epoch()).isNotBlank();
        var resumed = node.ask(new StreamAsk.Hello(alice.by(), true));
        assertThat(resumed.servers()).isEmpty();
        assertThat(resumed.positions()).isEqualTo(welcome.positions());
        node.ask(new AccountAsk.Logout(alice.by(), null));
        assertThat(node.refused(new StreamAsk.Hello(alice.by(), false)).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
    }

    @Test
    void who_is_a_member_of_a_server_is_said_of_that_one_alone() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice).id();
        node.join(bob, node.server(bob).id(), alice);
        var people = List.of(alice.id(), bob.id());
        assertThat(node.ask(new StreamAsk.MembersAmong(Actor.NODE, server, people))
                        .members())
                .isEqualTo(Map.of(server, Set.of(alice.id())));
        assertThat(node.ask(new StreamAsk.Memberships(Actor.NODE, people)).members())
                .hasSize(2);
    }

    @Test
    void who_comes_back_is_told_what_their_other_devices_read_meanwhile() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        node.say(alice, channel, "one");
        node.say(alice, channel, "two");
        node.ask(new ChannelAsk.Read(alice.by(), channel, 2));
        var resumed = node.ask(new StreamAsk.Hello(alice.by(), true));
        assertThat(resumed.reads()).containsEntry(StreamId.of(channel), 2L);
        assertThat(resumed.heads()).isEmpty();
    }

    @Test
    void a_position_that_the_log_never_had_is_too_old() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        node.say(alice, channel, "one");
        var stream = StreamId.of(channel);
        assertThat(node.ask(new StreamAsk.Since(Actor.NODE, stream, 5, 10)).tooOld())
                .isTrue();
        assertThat(node.ask(new StreamAsk.Since(Actor.NODE, stream, 1, 10)).tooOld())
                .isFalse();
        assertThat(node.ask(new StreamAsk.Heads(Actor.NODE, List.of(stream))).heads())
                .containsEntry(stream, 1L);
    }

    @Test
    void a_replay_never_shows_text_that_was_changed() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var id = node.say(alice, channel, "a secret").message().id();
        node.ask(new MessageAsk.Edit(alice.by(), id, "nothing"));
        node.ask(new MessageAsk.Edit(alice.by(), id, "nothing at all"));
        var replay = node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), 0, 10));
        assertThat(replay.events())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.frame().text()).contains("nothing at all"));
    }

    @Test
    void reading_moves_forward_only_and_never_past_the_end() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(bob);
        node.join(bob, server.id(), alice);
        var channel = OwnerNode.general(server);
        node.ask(new ChannelAsk.Read(alice.by(), channel, 1));
        node.say(bob, channel, "one");
        node.say(bob, channel, "two");
        node.ask(new ChannelAsk.Read(alice.by(), channel, 0));
        node.ask(new ChannelAsk.Read(alice.by(), channel, 1));
        node.ask(new ChannelAsk.Read(alice.by(), channel, 99));
        node.ask(new ChannelAsk.Read(alice.by(), channel, 1));
        assertThat(node.hints())
                .filteredOn(hint -> hint instanceof EphemeralEvent.ReadUpdated read
                        && read.userId().equals(alice.id()))
                .extracting(hint -> ((EphemeralEvent.ReadUpdated) hint).seq())
                .containsExactly(1L, 2L);
    }
}
