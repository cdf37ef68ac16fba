package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelType;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageType;
import io.miscord.contract.Nonce;
import io.miscord.contract.Permission;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.platform.json.Json;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do with servers, channels and messages, through the bus and a real PostgreSQL. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationOfTwoIT {
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
    void a_new_server_has_two_channels_two_roles_and_its_owner_in_it() {
        var alice = node.somebody();
        var server = node.server(alice);
        assertThat(server.channels())
                .extracting(channel -> channel.type() + " " + channel.name() + " " + channel.position())
                .containsExactly("TEXT general 0", "VOICE General 1");
        assertThat(server.roles()).extracting("name").containsExactly("member", "admin");
        assertThat(server.permissions().has(Permission.MANAGE_SERVER)).isTrue();
        var members = node.ask(new ServerAsk.Members(alice.by(), server.id(), ServerAsk.Order.ID, null, null, 50));
        assertThat(members.items()).extracting(member -> member.user().id()).containsExactly(alice.id());
        assertThat(node.ask(new ServerAsk.Mine(alice.by())).items())
                .extracting("id")
                .containsExactly(server.id());
    }

    @Test
    void who_joins_is_told_and_the_others_hear_of_it_after_the_change_of_access() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        assertThat(node.told(StreamId.of(server.id())))
                .endsWith("access:changed", "member:joined")
                .hasSize(4);
        assertThat(node.told(StreamId.of(bob.id()))).containsExactly("server:joined");
        var visible = node.ask(
                new StreamAsk.Visible(Actor.NODE, AccessDomain.of(server.id()), List.of(alice.id(), bob.id())));
        assertThat(visible.version()).isEqualTo(3);
        assertThat(visible.groups()).singleElement().satisfies(group -> {
            assertThat(group.users()).containsExactlyInAnyOrder(alice.id(), bob.id());
            assertThat(group.channels()).hasSize(2);
        });
    }

    @Test
    void an_invite_for_one_lets_one_in_and_who_is_in_uses_nothing_up() {
        var alice = node.somebody();
        var bob = node.somebody();
        var carol = node.somebody();
        var server = node.server(alice);
        var invite = node.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), 1, 3600, null));
        node.ask(new ServerAsk.Join(alice.by(), invite.code()));
        var seen = node.ask(new ServerAsk.LookUpInvite(Actor.anonymous(""), invite.code()));
        assertThat(seen.uses()).isZero();
        assertThat(seen.memberCount()).isEqualTo(1);
        node.ask(new ServerAsk.Join(bob.by(), invite.code()));
        assertThat(node.refused(new ServerAsk.Join(carol.by(), invite.code())).kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
    }

    @Test
    void the_last_use_of_an_invite_is_won_by_one() {
        var alice = node.somebody();
        var server = node.server(alice);
        var invite = node.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), 2, null, null));
        var people = IntStream.range(0, 8).mapToObj(i -> node.somebody()).toList();
        var joins = people.stream()
                .map(person -> node.bus().ask(new ServerAsk.Join(person.by(), invite.code())))
                .toList();
        long won = joins.stream()
                .filter(join -> {
                    try {
                        OwnerNode.get(join);
                        return true;
                    } catch (RuntimeException refused) {
                        return false;
                    }
                })
                .count();
        assertThat(won).isEqualTo(2);
    }

    @Test
    void a_message_is_stored_announced_and_in_history() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var sent = node.say(alice, channel, "hello <@" + alice.id() + ">", "n1");
        assertThat(sent.message().seq()).isEqualTo(1);
        assertThat(sent.message().mentions()).containsExactly(alice.id());
        assertThat(sent.message().nonce()).isEqualTo(new Nonce("n1"));
        var told = announced(StreamId.of(channel));
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.acceptedAt()).isPositive();
            assertThat(Json.event(event.frame())).isEqualTo(new ChannelEvent.MessageNew(channel, sent.message()));
        });
        var again = node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), 0, 100));
        assertThat(again.head()).isEqualTo(1);
        assertThat(again.events())
                .singleElement()
                .satisfies(event -> assertThat(event.frame().text())
                        .isEqualTo(told.getFirst().frame().text()));
        assertThat(history(alice, channel))
                .extracting("content")
                .containsExactly(sent.message().content());
    }

    @Test
    void a_repeated_nonce_returns_the_first_message_and_announces_it_again() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var first = node.say(alice, channel, "once", "same");
        var second = node.say(alice, channel, "once", "same");
        assertThat(first.duplicate()).isFalse();
        assertThat(second.duplicate()).isTrue();
        assertThat(second.message()).isEqualTo(first.message());
        assertThat(announced(StreamId.of(channel))).extracting("seq").containsExactly(1L, 1L);
        assertThat(history(alice, channel)).hasSize(1);
    }

    @Test
    void editing_reacting_pinning_and_deleting_each_take_a_seq_and_their_repeats_none() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        var channel = OwnerNode.general(server);
        var id = node.say(bob, channel, "first").message().id();
        assertThat(node.refused(new MessageAsk.Edit(alice.by(), id, "mine now")).kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(node.ask(new MessageAsk.Edit(bob.by(), id, "second")).seq()).isEqualTo(2);
        assertThat(node.ask(new MessageAsk.React(alice.by(), id, "👍")).seq()).isEqualTo(3);
        assertThat(node.ask(new MessageAsk.React(alice.by(), id, "👍")).seq()).isNull();
        assertThat(node.ask(new MessageAsk.React(bob.by(), id, "👍")).message().reactions())
                .containsExactly(new Message.Reaction("👍", 2, true));
        assertThat(node.ask(new MessageAsk.Unreact(alice.by(), id, "👍")).seq()).isEqualTo(5);
        assertThat(node.ask(new MessageAsk.Unreact(alice.by(), id, "👍")).seq()).isNull();
        assertThat(node.refused(new MessageAsk.Pin(bob.by(), id)).kind()).isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(node.ask(new MessageAsk.Pin(alice.by(), id)).seq()).isEqualTo(6);
        assertThat(node.ask(new ChannelAsk.Pins(bob.by(), channel)).items())
                .extracting("id")
                .containsExactly(id);
        // The channel was told of the pin.
        assertThat(node.ask(new MessageAsk.Delete(alice.by(), id)).seq()).isEqualTo(8);
        assertThat(node.refused(new MessageAsk.Delete(alice.by(), id)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(history(alice, channel)).extracting("type").containsExactly(MessageType.SYSTEM);
        assertThat(replayed(channel, 0))
                .extracting(DurableEvent::event)
                .containsExactly(
                        "skipped",
                        "skipped",
                        "reaction:added",
                        "reaction:added",
                        "reaction:removed",
                        "message:pinned",
                        "message:new",
                        "message:deleted");
    }

    @Test
    void history_pages_by_seq_before_after_and_around() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var ids = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> node.say(alice, channel, "m" + i).message().id())
                .toList();
        assertThat(page(new MessageAsk.History(alice.by(), channel, null, null, null, 3)))
                .containsExactly("m9", "m8", "m7");
        assertThat(page(new MessageAsk.History(alice.by(), channel, ids.get(6), null, null, 3)))
                .containsExactly("m6", "m5", "m4");
        assertThat(page(new MessageAsk.History(alice.by(), channel, null, ids.get(3), null, 3)))
                .containsExactly("m7", "m6", "m5");
        assertThat(page(new MessageAsk.History(alice.by(), channel, null, null, ids.get(4), 5)))
                .containsExactly("m7", "m6", "m5", "m4", "m3");
        assertThat(page(new MessageAsk.History(alice.by(), channel, null, null, ids.get(4), 1)))
                .containsExactly("m5");
        node.ask(new MessageAsk.Delete(alice.by(), ids.get(4)));
        assertThat(page(new MessageAsk.History(alice.by(), channel, ids.get(4), null, null, 2)))
                .containsExactly("m4", "m3");
    }

    @Test
    void strangers_find_nothing() {
        var alice = node.somebody();
        var mallory = node.somebody();
        var server = node.server(alice);
        var channel = OwnerNode.general(server);
        var message = node.say(alice, channel, "private").message().id();
        var asks = List.of(
                new ServerAsk.Get(mallory.by(), server.id()),
                new ServerAsk.Update(mallory.by(), server.id(), "x", null, null),
                new ServerAsk.Delete(mallory.by(), server.id()),
                new ServerAsk.Leave(mallory.by(), server.id()),
                new ServerAsk.Members(mallory.by(), server.id(), ServerAsk.Order.ID, null, null, 10),
                new ServerAsk.CreateInvite(mallory.by(), server.id(), null, null, null),
                new ChannelAsk.Of(mallory.by(), server.id()),
                new ChannelAsk.Create(mallory.by(), server.id(), "x", ChannelType.TEXT, null, null, null, null),
                new ChannelAsk.Get(mallory.by(), channel),
                new ChannelAsk.Update(mallory.by(), channel, "x", null, null, null, null),
                new ChannelAsk.Delete(mallory.by(), channel),
                new ChannelAsk.Read(mallory.by(), channel, 1),
                new ChannelAsk.Typing(mallory.by(), channel),
                new ChannelAsk.Pins(mallory.by(), channel),
                new MessageAsk.Send(mallory.by(), channel, "x", null, null),
                new MessageAsk.Reply(mallory.by(), message, "x", null),
                new MessageAsk.Edit(mallory.by(), message, "x"),
                new MessageAsk.Delete(mallory.by(), message),
                new MessageAsk.React(mallory.by(), message, "👍"),
                new MessageAsk.Unreact(mallory.by(), message, "👍"),
                new MessageAsk.Pin(mallory.by(), message),
                new MessageAsk.Unpin(mallory.by(), message),
                new MessageAsk.History(mallory.by(), channel, null, null, null, 10));
        assertThat(asks).allSatisfy(ask -> assertThat(node.refused(ask).kind()).isEqualTo(Problem.Kind.NOT_FOUND));
    }

    @Test
    void who_left_can_no_longer_write_though_they_just_did() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        var channel = OwnerNode.general(server);
        node.join(alice, server.id(), bob);
        node.say(bob, channel, "still here");
        node.ask(new ServerAsk.Leave(bob.by(), server.id()));
        assertThat(node.refused(new MessageAsk.Send(bob.by(), channel, "a ghost", null, null))
                        .kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(node.told(StreamId.of(bob.id()))).containsExactly("server:joined", "server:left");
        assertThat(node.refused(new ServerAsk.Leave(alice.by(), server.id())).kind())
                .isEqualTo(Problem.Kind.CONFLICT);
    }

    @Test
    void the_same_people_have_one_conversation_however_they_open_it() {
        var alice = node.somebody();
        var bob = node.somebody();
        var opened = IntStream.range(0, 6)
                .mapToObj(i -> node.bus()
                        .ask(
                                i % 2 == 0
                                        ? new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id()))
                                        : new ChannelAsk.OpenConversation(
                                                bob.by(), List.of(alice.id(), bob.id(), alice.id()))))
                .toList()
                .stream()
                .map(OwnerNode::get)
                .toList();
        assertThat(opened)
                .extracting(Answer.Opened::conversation)
                .containsOnly(opened.getFirst().conversation());
        assertThat(opened).filteredOn(Answer.Opened::created).hasSize(1);
        var channel = opened.getFirst().conversation().id();
        assertThat(node.say(bob, channel, "hi").message().seq()).isEqualTo(1);
        assertThat(node.told(StreamId.of(alice.id()))).containsExactly("dm:created");
        var carol = node.somebody();
        assertThat(node.refused(new MessageAsk.Send(carol.by(), channel, "x", null, null))
                        .kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(node.refused(new ChannelAsk.OpenConversation(alice.by(), List.of(alice.id())))
                        .kind())
                .isEqualTo(Problem.Kind.INVALID);
    }

    @Test
    void a_repeated_create_gives_the_first_answer_and_other_content_is_refused() {
        var alice = node.somebody();
        var first = node.ask(new ServerAsk.Create(alice.by(), "One", null, new Nonce("key")));
        var second = node.ask(new ServerAsk.Create(alice.by(), "One", null, new Nonce("key")));
        assertThat(second).isEqualTo(first);
        assertThat(node.refused(new ServerAsk.Create(alice.by(), "Two", null, new Nonce("key")))
                        .kind())
                .isEqualTo(Problem.Kind.UNPROCESSABLE);
        assertThat(node.ask(new ServerAsk.Mine(alice.by())).items()).hasSize(1);
    }

    @Test
    void a_deleted_channel_or_server_is_gone_for_everybody() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        var category = node.ask(
                new ChannelAsk.Create(alice.by(), server.id(), "Rooms", ChannelType.CATEGORY, null, null, null, null));
        var inside = node.ask(new ChannelAsk.Create(
                alice.by(), server.id(), "inside", ChannelType.TEXT, "a topic", category.id(), null, null));
        assertThat(inside.parentId()).isEqualTo(category.id());
        assertThat(node.refused(new MessageAsk.Send(alice.by(), category.id(), "x", null, null))
                        .kind())
                .isEqualTo(Problem.Kind.UNPROCESSABLE);
        node.ask(new ChannelAsk.Delete(alice.by(), category.id()));
        assertThat(node.ask(new ChannelAsk.Get(bob.by(), inside.id())).parentId())
                .isNull();
        assertThat(node.refused(new ChannelAsk.Delete(bob.by(), inside.id())).kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
        node.ask(new ServerAsk.Delete(alice.by(), server.id()));
        assertThat(node.refused(new ServerAsk.Get(bob.by(), server.id())).kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(node.told(StreamId.of(bob.id()))).containsExactly("server:joined", "server:left");
        var visible = node.ask(
                new StreamAsk.Visible(Actor.NODE, AccessDomain.of(server.id()), List.of(alice.id(), bob.id())));
        assertThat(visible.groups()).isEmpty();
    }

    @Test
    void hostile_text_is_text() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        for (var text : List.of("'; DROP TABLE users; --", "<script>alert(1)</script>", "$1 \\ % _ \" ` {}")) {
            assertThat(node.say(alice, channel, text).message().content()).isEqualTo(text);
        }
        for (var text : List.of("", "   ", "a\u0000b", "half \ud800 pair", "x".repeat(4001))) {
            assertThat(node.refused(new MessageAsk.Send(alice.by(), channel, text, null, null))
                            .kind())
                    .isEqualTo(Problem.Kind.INVALID);
        }
        assertThat(node.refused(new MessageAsk.React(
                                alice.by(),
                                node.say(alice, channel, "x").message().id(),
                                "<b>"))
                        .kind())
                .isEqualTo(Problem.Kind.INVALID);
    }

    private List<StreamEvent> announced(StreamId stream) {
        return node.hints().stream()
                .filter(hint ->
                        hint instanceof StreamEvent event && event.stream().equals(stream))
                .map(StreamEvent.class::cast)
                .toList();
    }

    private List<DurableEvent> replayed(io.miscord.contract.ChannelId channel, long seq) {
        return node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), seq, 1000)).events().stream()
                .map(event -> (DurableEvent) Json.event(event.frame()))
                .toList();
    }

    private List<Message> history(OwnerNode.SomeOne reader, io.miscord.contract.ChannelId channel) {
        return node.ask(new MessageAsk.History(reader.by(), channel, null, null, null, 100))
                .items();
    }

    private List<String> page(MessageAsk.History ask) {
        return node.ask(ask).items().stream().map(Message::content).toList();
    }
}
