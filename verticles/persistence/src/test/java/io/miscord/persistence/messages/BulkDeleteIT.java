package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many messages deleted at once: all or none of them, told once. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkDeleteIT {
    private static final int MOST = 20;

    private OwnerNode one;
    private OwnerNode two;
    private Stores stores;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        one = new OwnerNode(own, Map.of("limits.bulkDelete", "" + MOST));
        two = new OwnerNode(own, Map.of("limits.bulkDelete", "" + MOST));
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
    }

    @BeforeEach
    void newServer() {
        alice = one.somebody();
        bob = one.somebody();
        server = one.server(alice);
        one.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
    }

    @Test
    void they_are_gone_at_once_and_told_as_one_event() {
        var first = one.say(bob, channel, "stays").message();
        var seqs =
                LongStream.rangeClosed(first.seq() + 1, first.seq() + 5).boxed().toList();
        var gone = said(bob, 5);
        long before = head();
        one.ask(new MessageAsk.BulkDelete(alice.by(), channel, gone.reversed()));
        assertThat(texts()).containsExactly("stays");
        assertThat(head()).isEqualTo(before + 1);
        assertThat(one.events(StreamId.of(channel), ChannelEvent.MessagesDeleted.class))
                .containsExactly(new ChannelEvent.MessagesDeleted(channel, gone, seqs, first.seq()));
        assertThat(one.events(StreamId.of(channel), ChannelEvent.MessageDeleted.class))
                .isEmpty();
        assertThat(one.events(StreamId.of(channel), ChannelEvent.MessageNew.class))
                .as("a replay never shows what is gone")
                .extracting(event -> event.message().content())
                .containsExactly("stays");
        assertThat(one.ask(new StreamAsk.Hello(bob.by(), false)).heads().get(StreamId.of(channel)))
                .as("nothing of it is unread")
                .isEqualTo(first.seq());
        assertThat(stores.query(
                        "SELECT content FROM messages WHERE channel_id = ?::uuid AND content <> ''", "" + channel))
                .containsExactly("stays");
    }

    @Test
    void what_they_called_and_answered_calls_nobody_any_more() {
        var called = one.say(alice, channel, "<@" + bob.id() + "> @everyone").message();
        var other = one.say(alice, channel, "<@" + bob.id() + ">").message();
        assertThat(marks()).isEqualTo(3);
        one.ask(new MessageAsk.BulkDelete(alice.by(), channel, List.of(called.id(), other.id())));
        assertThat(marks()).isZero();
        assertThat(stores.query(
                        "SELECT n.user_id FROM mentions n JOIN messages m ON m.id = n.message_id"
                                + " WHERE m.channel_id = ?::uuid",
                        "" + channel))
                .isEmpty();
    }

    @Test
    void what_is_gone_already_is_left_out_and_a_repeat_does_nothing() {
        var gone = said(bob, 4);
        one.ask(new MessageAsk.Delete(bob.by(), gone.get(1)));
        one.ask(new MessageAsk.BulkDelete(alice.by(), channel, gone));
        assertThat(one.events(StreamId.of(channel), ChannelEvent.MessagesDeleted.class))
                .extracting(ChannelEvent.MessagesDeleted::messageIds)
                .containsExactly(List.of(gone.get(0), gone.get(2), gone.get(3)));
        long head = head();
        one.ask(new MessageAsk.BulkDelete(alice.by(), channel, gone));
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void one_that_is_not_of_the_channel_refuses_all_of_them_whether_it_is_there_or_not() {
        var gone = said(bob, 3);
        var elsewhere = one.server(alice);
        var foreign = one.say(alice, OwnerNode.general(elsewhere), "elsewhere").message();
        var conversation = one.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        var whispered = one.say(bob, conversation, "between us").message();
        for (var other : List.of(foreign.id(), whispered.id(), new MessageId(UuidV7.next()))) {
            var wanted = Stream.concat(gone.stream(), Stream.of(other)).toList();
            assertThat(refusal(alice, channel, wanted)).isEqualTo(Refusal.NO_SUCH_MESSAGE);
        }
        assertThat(texts()).hasSize(3);
        assertThat(one.events(StreamId.of(channel), ChannelEvent.MessagesDeleted.class))
                .isEmpty();
        assertThat(history(alice, conversation)).hasSize(1);
    }

    @Test
    void only_who_manages_messages_may_and_nobody_in_a_conversation() {
        var own = said(bob, 2);
        assertThat(refusal(bob, channel, own)).isEqualTo(Refusal.MISSING_PERMISSION);
        var stranger = one.somebody();
        assertThat(refusal(stranger, channel, own)).isEqualTo(Refusal.NO_SUCH_CHANNEL);
        var conversation = one.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        var whispered = List.of(
                one.say(bob, conversation, "a").message().id(),
                one.say(bob, conversation, "b").message().id());
        assertThat(refusal(bob, conversation, whispered)).isEqualTo(Refusal.MISSING_PERMISSION);
        assertThat(texts()).hasSize(2);
    }

    @Test
    void from_two_to_as_many_as_are_configured_each_counted_once() {
        var gone = said(bob, MOST);
        assertThat(refusal(alice, channel, List.of())).isEqualTo(Refusal.TOO_FEW);
        assertThat(refusal(alice, channel, gone.subList(0, 1))).isEqualTo(Refusal.TOO_FEW);
        assertThat(refusal(alice, channel, Collections.nCopies(2, gone.getFirst())))
                .isEqualTo(Refusal.TOO_FEW);
        var more = Stream.concat(gone.stream(), Stream.of(new MessageId(UuidV7.next())))
                .toList();
        assertThat(refusal(alice, channel, more)).isEqualTo(Refusal.TOO_MANY);
        assertThat(texts()).hasSize(MOST);
        one.ask(new MessageAsk.BulkDelete(
                alice.by(), channel, Stream.concat(gone.stream(), gone.stream()).toList()));
        assertThat(texts()).isEmpty();
    }

    /** Orders that cross are where locks taken in no order would wait for each other. */
    @Test
    void many_at_once_from_two_nodes_delete_each_message_once() {
        var gone = said(bob, MOST);
        var random = new Random(7);
        var asked = new ArrayList<Future<? extends Answer>>();
        for (int i = 0; i < 16; i++) {
            var some = new ArrayList<>(gone);
            Collections.shuffle(some, random);
            var node = i % 2 == 0 ? one : two;
            asked.add(node.bus().ask(new MessageAsk.BulkDelete(alice.by(), channel, some.subList(0, 12))));
            // A message that is gone by then is refused, which is as good.
            asked.add(node.bus()
                    .ask(new MessageAsk.React(bob.by(), some.get(13), "👍"))
                    .otherwiseEmpty());
        }
        asked.forEach(OwnerNode::get);
        one.ask(new MessageAsk.BulkDelete(alice.by(), channel, gone));
        var told = one.events(StreamId.of(channel), ChannelEvent.MessagesDeleted.class).stream()
                .flatMap(event -> event.messageIds().stream())
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(gone);
        assertThat(texts()).isEmpty();
        assertThat(one.events(StreamId.of(channel), ChannelEvent.MessagesDeleted.class)
                        .getLast()
                        .lastMessageSeq())
                .isZero();
    }

    private List<MessageId> said(SomeOne author, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> one.say(author, channel, "text " + i).message().id())
                .toList();
    }

    private Refusal refusal(SomeOne person, ChannelId where, List<MessageId> messages) {
        return one.refused(new MessageAsk.BulkDelete(person.by(), where, messages))
                .reason();
    }

    private List<String> texts() {
        return history(bob, channel).stream().map(Message::content).toList();
    }

    private List<Message> history(SomeOne person, ChannelId where) {
        return one.ask(new MessageAsk.History(person.by(), where, null, null, null, 100))
                .items();
    }

    private long marks() {
        return stores.query("SELECT 1 FROM mention_marks WHERE channel_id = ?::uuid", "" + channel)
                .size();
    }

    private long head() {
        return one.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), 0, 1_000))
                .head();
    }
}
