package io.miscord.persistence.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Notification;
import io.miscord.contract.NotificationKind;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is told of what, and that it happens once, whatever becomes of nodes. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotifierIT {
    private static final int MESSAGES = 60;

    private Stores stores;
    private OwnerNode node;
    private OwnerNode other;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
        other = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
        other.close();
    }

    @BeforeEach
    void come() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
    }

    @Test
    void a_node_that_dies_after_the_commit_owes_nobody_a_notification() {
        try (var dying = new OwnerNode(stores)) {
            dying.tellsNobody();
            var sent = dying.say(alice, channel, "<@%s>".formatted(bob.id())).message();
            assertThat(toldOf(bob)).singleElement().satisfies(news -> {
                assertThat(news.kind()).isEqualTo(NotificationKind.MENTION);
                assertThat(news.messageId()).isEqualTo(sent.id());
                assertThat(news.seq()).isEqualTo(sent.seq());
                assertThat(news.by()).isEqualTo(sent.author());
                assertThat(news.serverId()).isEqualTo(server.id());
                assertThat(news.channelId()).isEqualTo(channel);
            });
        }
        assertThat(stores.query("SELECT count(*)::text FROM pending_notices")).containsExactly("0");
    }

    @Test
    void two_nodes_at_it_tell_of_each_message_once() {
        var asks = new ArrayList<Future<Answer.Sent>>();
        for (int i = 0; i < MESSAGES; i++) {
            var text = "<@%s> %d".formatted(bob.id(), i);
            asks.add((i % 2 == 0 ? node : other).bus().ask(new MessageAsk.Send(alice.by(), channel, text, null, null)));
        }
        var messages = asks.stream()
                .map(OwnerNode::get)
                .map(Answer.Sent::message)
                .map(Message::id)
                .toList();
        Eventually.that(
                () -> told(bob).size() + " of " + MESSAGES, () -> told(bob).size() >= MESSAGES);
        settle();
        assertThat(told(bob)).extracting(Notification::messageId).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(list(bob, false)).containsExactlyInAnyOrderElementsOf(told(bob));
    }

    @Test
    void a_name_an_answer_and_a_conversation_are_told_once_each() {
        var first = node.say(bob, channel, "mine").message();
        node.ask(new MessageAsk.Reply(alice.by(), first.id(), "an answer", null));
        node.ask(new MessageAsk.Reply(alice.by(), first.id(), "an answer to <@%s>".formatted(bob.id()), null));
        node.ask(new MessageAsk.Reply(bob.by(), first.id(), "to myself", null));
        var conversation = conversation();
        node.say(alice, conversation, "hello");
        node.say(alice, channel, "@everyone finds it in the message");
        settle();
        assertThat(told(bob))
                .extracting(Notification::kind)
                .containsExactly(NotificationKind.REPLY, NotificationKind.MENTION, NotificationKind.DM);
        assertThat(told(alice)).isEmpty();
    }

    @Test
    void an_invite_in_a_conversation_is_told_as_one() {
        var code = node.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), null, null, null))
                .code();
        var conversation = conversation();
        node.say(alice, conversation, "come: https://chat.example.org/invite/" + code);
        node.say(alice, conversation, "come: https://chat.example.org/invite/nowhere");
        settle();
        assertThat(told(bob))
                .extracting(Notification::kind)
                .containsExactly(NotificationKind.INVITE, NotificationKind.DM);
        assertThat(told(bob).getFirst().code()).isEqualTo(code);
    }

    @Test
    void who_does_not_see_the_channel_is_not_told() {
        stores.execute("""
                INSERT INTO channel_overwrites (channel_id, user_id, deny)
                VALUES ('%s', '%s', '["VIEW_CHANNEL"]')
                """.formatted(channel, bob.id()));
        names();
        stores.execute("DELETE FROM channel_overwrites WHERE channel_id = '%s'".formatted(channel));
        var stranger = node.somebody();
        node.say(alice, channel, "<@%s>".formatted(stranger.id()));
        settle();
        assertThat(told(bob)).isEmpty();
        assertThat(told(stranger)).isEmpty();
    }

    /** What the channel says goes before what its server says. */
    @Test
    void who_wants_nothing_or_has_muted_it_is_not_told() {
        sets(StreamId.of(server.id()), NotifyLevel.NOTHING, null);
        names();
        sets(StreamId.of(channel), NotifyLevel.MENTIONS, null);
        var wanted = names();
        sets(StreamId.of(server.id()), null, Instant.now().plus(Duration.ofHours(1)));
        names();
        sets(StreamId.of(server.id()), null, Instant.now().minus(Duration.ofHours(1)));
        var again = names();
        assertThat(told(bob)).extracting(Notification::messageId).containsExactly(wanted.id(), again.id());
        var conversation = conversation();
        sets(StreamId.of(conversation), NotifyLevel.MENTIONS, null);
        node.say(alice, conversation, "hello");
        settle();
        assertThat(told(bob)).hasSize(2);
    }

    @Test
    void who_blocks_the_author_is_not_told() {
        node.ask(new PersonAsk.Block(bob.by(), alice.id()));
        names();
        assertThat(told(bob)).isEmpty();
    }

    @Test
    void what_is_deleted_hidden_or_left_is_not_listed() {
        var first = names();
        var second = names();
        assertThat(list(bob, false)).hasSize(2);
        node.ask(new MessageAsk.Delete(alice.by(), first.id()));
        assertThat(list(bob, false)).extracting(Notification::messageId).containsExactly(second.id());
        stores.execute("""
                INSERT INTO channel_overwrites (channel_id, user_id, deny)
                VALUES ('%s', '%s', '["VIEW_CHANNEL"]')
                """.formatted(channel, bob.id()));
        assertThat(list(bob, false)).isEmpty();
        stores.execute("DELETE FROM channel_overwrites WHERE channel_id = '%s'".formatted(channel));
        assertThat(list(bob, false)).hasSize(1);
        node.ask(new ServerAsk.Leave(bob.by(), server.id()));
        assertThat(list(bob, false)).isEmpty();
    }

    @Test
    void reading_the_channel_reads_them_and_the_list_can_be_read_by_itself() {
        var first = names();
        var second = names();
        var third = names();
        assertThat(list(bob, true)).hasSize(3);
        node.ask(new ChannelAsk.Read(bob.by(), channel, first.seq()));
        assertThat(list(bob, true)).extracting(Notification::messageId).containsExactly(third.id(), second.id());
        assertThat(list(bob, false).getLast().readAt()).isNotNull();
        var ids = List.of(list(bob, true).getFirst().id());
        node.ask(new PersonAsk.ReadNotifications(bob.by(), ids, null, false));
        node.ask(new PersonAsk.ReadNotifications(bob.by(), ids, null, false));
        assertThat(list(bob, true)).extracting(Notification::messageId).containsExactly(second.id());
        node.ask(new PersonAsk.ReadNotifications(alice.by(), null, null, true));
        assertThat(list(bob, true)).hasSize(1);
        var fourth = names();
        node.ask(new PersonAsk.ReadNotifications(bob.by(), null, channel, false));
        assertThat(list(bob, true)).isEmpty();
        assertThat(list(bob, false).getFirst().messageId()).isEqualTo(fourth.id());
        var read = node.events(StreamId.of(bob.id()), PersonEvent.NotificationsRead.class);
        assertThat(read.getFirst().ids()).isEqualTo(ids);
        assertThat(read).hasSize(2);
        assertThat(node.refused(new PersonAsk.ReadNotifications(bob.by(), null, channel, true))
                        .reason())
                .isEqualTo(Refusal.ONE_OF_THESE);
    }

    @Test
    void a_list_is_read_page_by_page() {
        for (int i = 0; i < 5; i++) {
            names();
        }
        var seen = new ArrayList<Notification>();
        String cursor = null;
        do {
            var page = node.ask(new PersonAsk.Notifications(bob.by(), cursor, 2, false));
            seen.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).isEqualTo(told(bob).reversed()).hasSize(5);
    }

    @Test
    void requests_of_friends_and_their_answers_are_told() {
        node.ask(new PersonAsk.Befriend(alice.by(), bob.id()));
        node.ask(new PersonAsk.EndRelationship(alice.by(), bob.id()));
        node.ask(new PersonAsk.Befriend(alice.by(), bob.id()));
        assertThat(told(bob))
                .as("one that was not read says it all")
                .singleElement()
                .satisfies(news -> {
                    assertThat(news.kind()).isEqualTo(NotificationKind.FRIEND);
                    assertThat(news.by()).isNotNull();
                });
        node.ask(new PersonAsk.Befriend(bob.by(), alice.id()));
        assertThat(told(alice)).extracting(Notification::kind).containsExactly(NotificationKind.FRIEND);
        assertThat(list(alice, true)).isEqualTo(told(alice));
    }

    /** One message that nobody can be told of, whatever the cause, keeps the others from nobody. */
    @Test
    void what_cannot_be_told_holds_up_nothing_else() {
        var eve = node.somebody();
        node.join(alice, server.id(), eve);
        stores.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'not this one'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON notifications
                   FOR EACH ROW WHEN (NEW.user_id = '%s') EXECUTE FUNCTION refuse();
                """.formatted(eve.id()));
        node.say(alice, channel, "<@%s>".formatted(eve.id()));
        names();
        assertThat(told(eve)).isEmpty();
        stores.execute("DROP TRIGGER refuse ON notifications");
        assertThat(toldOf(eve)).hasSize(1);
    }

    private ChannelId conversation() {
        return node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
    }

    /** Alice calls Bob by name; what follows from it has happened. */
    private Message names() {
        var message = node.say(alice, channel, "<@%s>".formatted(bob.id())).message();
        Eventually.that(
                () -> "not through " + message.id(),
                () -> stores.query("SELECT '' FROM pending_notices WHERE message_id = '%s'".formatted(message.id()))
                        .isEmpty());
        return message;
    }

    private void sets(StreamId subject, @Nullable NotifyLevel level, @Nullable Instant until) {
        node.ask(new PersonAsk.SetLevel(bob.by(), subject, level, until));
    }

    private void settle() {
        Eventually.that(
                () -> "not all told",
                () -> stores.query("SELECT '' FROM pending_notices").isEmpty());
    }

    private List<Notification> toldOf(SomeOne person) {
        Eventually.that(() -> "nothing told", () -> !told(person).isEmpty());
        return told(person);
    }

    /** As their devices are told, in order. */
    private List<Notification> told(SomeOne person) {
        return node.events(StreamId.of(person.id()), PersonEvent.Notified.class).stream()
                .map(PersonEvent.Notified::notification)
                .toList();
    }

    private List<Notification> list(SomeOne person, boolean unreadOnly) {
        return node.ask(new PersonAsk.Notifications(person.by(), null, 100, unreadOnly))
                .items();
    }
}
