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
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Seed;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is unread, after what happens to the messages that were. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadIT {
    private static final int MESSAGES = 40;

    private OwnerNode one;
    private OwnerNode two;

    @BeforeAll
    void start(Stores own) {
        one = new OwnerNode(own);
        two = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void deleting_the_last_message_reads_the_channel() {
        var alice = one.somebody();
        var bob = one.somebody();
        var server = one.server(alice);
        one.join(alice, server.id(), bob);
        var channel = OwnerNode.general(server);
        var first = one.say(alice, channel, "read").message();
        one.ask(new ChannelAsk.Read(bob.by(), channel, first.seq()));
        var second = one.say(alice, channel, "unread").message();
        assertThat(lastMessage(bob, channel)).isEqualTo(second.seq());
        one.ask(new MessageAsk.React(alice.by(), second.id(), "👍"));
        one.ask(new MessageAsk.Delete(alice.by(), second.id()));
        assertThat(lastMessage(bob, channel)).as("nothing is unread").isEqualTo(first.seq());
        assertThat(deletions(channel)).extracting("lastMessageSeq").containsExactly(first.seq());
        one.ask(new MessageAsk.Delete(alice.by(), first.id()));
        assertThat(one.ask(new StreamAsk.Hello(bob.by(), false)).heads()).doesNotContainKey(StreamId.of(channel));
        assertThat(deletions(channel)).extracting("lastMessageSeq").containsExactly(first.seq(), 0L);
        var third = one.say(alice, channel, "unread again").message();
        assertThat(lastMessage(bob, channel)).isEqualTo(third.seq());
    }

    @Test
    void what_was_deleted_from_two_nodes_at_once_counts_in_the_order_of_the_stream() {
        var seed = Seed.announced();
        var random = seed.random();
        var alice = one.somebody();
        var channel = OwnerNode.general(one.server(alice));
        var messages = new ArrayList<Message>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(one.say(alice, channel, "m" + i).message());
        }
        var there = new TreeMap<Long, MessageId>();
        messages.forEach(message -> there.put(message.seq(), message.id()));
        Collections.shuffle(messages, random);
        var gone = messages.subList(0, MESSAGES - 3);
        var deletes = new ArrayList<Future<Answer.Changed>>();
        for (var message : gone) {
            var node = random.nextBoolean() ? one : two;
            deletes.add(node.bus().ask(new MessageAsk.Delete(alice.by(), message.id())));
        }
        deletes.forEach(OwnerNode::get);
        for (var deletion : deletions(channel)) {
            there.values().remove(deletion.messageId());
            assertThat(deletion.lastMessageSeq()).as(seed.toString()).isEqualTo(there.lastKey());
        }
        assertThat(there).as(seed.toString()).hasSize(3);
        assertThat(lastMessage(alice, channel)).as(seed.toString()).isEqualTo(there.lastKey());
    }

    /** As they are told again, which is how they were told at once. */
    private List<ChannelEvent.MessageDeleted> deletions(ChannelId channel) {
        var stream = StreamId.of(channel);
        var deletions = new ArrayList<ChannelEvent.MessageDeleted>();
        for (var event :
                one.ask(new StreamAsk.Since(Actor.NODE, stream, 0, 1000)).events()) {
            if (Json.event(event.frame()) instanceof ChannelEvent.MessageDeleted deletion) {
                deletions.add(deletion);
                var told = Eventually.get(() -> "not told " + event.seq(), () -> told(stream, event.seq()));
                assertThat(told).isEqualTo(event.frame().text());
            }
        }
        return deletions;
    }

    private Optional<String> told(StreamId stream, long seq) {
        return Stream.of(one, two)
                .flatMap(node -> node.hints().stream())
                .filter(hint ->
                        hint instanceof StreamEvent event && event.stream().equals(stream) && event.seq() == seq)
                .map(hint -> ((StreamEvent) hint).frame().text())
                .findFirst();
    }

    private long lastMessage(SomeOne person, ChannelId channel) {
        return one.ask(new StreamAsk.Hello(person.by(), false)).heads().getOrDefault(StreamId.of(channel), 0L);
    }
}
