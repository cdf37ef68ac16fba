package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** How fast people may write in a channel, set on one node and kept by all. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowModeIT {
    private static final int HOUR = 3_600;

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
        one = new OwnerNode(own);
        two = new OwnerNode(own);
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
    void who_is_too_fast_is_told_when_to_write_again_and_nothing_is_stored() {
        assertThat(slow(HOUR).slowMode()).isEqualTo(HOUR);
        var first = one.say(bob, channel, "first", "n1");
        var refused = two.refused(send(bob, "second", "n2"));
        assertThat(refused.kind()).isEqualTo(Problem.Kind.RATE_LIMITED);
        assertThat(refused.reason()).isEqualTo(Refusal.SLOW_MODE);
        assertThat(refused.retryAfter()).isBetween(HOUR - 60, HOUR);
        assertThat(refused.params()).isEqualTo(Map.of("seconds", String.valueOf(refused.retryAfter())));
        assertThat(two.ask(send(bob, "first", "n1")).message())
                .as("a repeat is no second message")
                .isEqualTo(first.message());
        assertThat(contents()).containsExactly("first");
        stores.execute("UPDATE slow_marks SET sent_at = sent_at - interval '1 hour' WHERE channel_id = '%s'"
                .formatted(channel));
        assertThat(two.ask(send(bob, "second", "n2")).duplicate()).isFalse();
        assertThat(contents()).containsExactly("first", "second");
    }

    @Test
    void it_holds_for_those_whom_every_node_knows_already_and_ends_for_them_too() {
        one.say(bob, channel, "known here");
        two.say(bob, channel, "and there");
        slow(HOUR);
        two.say(bob, channel, "one more");
        assertThat(one.refused(send(bob, "too fast", null)).reason()).isEqualTo(Refusal.SLOW_MODE);
        assertThat(two.refused(send(bob, "too fast", null)).reason()).isEqualTo(Refusal.SLOW_MODE);
        slow(0);
        two.say(bob, channel, "as fast");
        one.say(bob, channel, "as I like");
        assertThat(contents()).hasSize(5);
    }

    @Test
    void of_many_at_once_from_two_nodes_one_is_stored() {
        slow(HOUR);
        var sends = new ArrayList<Future<Answer.Sent>>();
        for (int i = 0; i < 40; i++) {
            sends.add((i % 2 == 0 ? one : two).bus().ask(send(bob, "m" + i, i % 3 == 0 ? null : "n" + i)));
        }
        int stored = 0;
        for (var sent : sends) {
            try {
                OwnerNode.get(sent);
                stored++;
            } catch (ProblemException refused) {
                assertThat(refused.problem().reason()).isEqualTo(Refusal.SLOW_MODE);
            }
        }
        assertThat(stored).isEqualTo(1);
        assertThat(contents()).hasSize(1);
    }

    @Test
    void each_person_waits_for_themselves_and_who_keeps_order_does_not() {
        var carol = one.somebody();
        one.join(alice, server.id(), carol);
        slow(HOUR);
        one.say(bob, channel, "bob");
        one.say(carol, channel, "carol");
        one.say(alice, channel, "the owner");
        one.say(alice, channel, "is free");
        assertThat(one.refused(send(carol, "too fast", null)).reason()).isEqualTo(Refusal.SLOW_MODE);
        for (var permission : List.of("MANAGE_MESSAGES", "MANAGE_CHANNELS")) {
            overwrite(carol, "[\"%s\"]".formatted(permission));
            one.say(carol, channel, "free by " + permission);
        }
        overwrite(carol, "[]");
        assertThat(one.refused(send(carol, "bound again", null)).reason()).isEqualTo(Refusal.SLOW_MODE);
        var other = one.ask(
                new ChannelAsk.Create(alice.by(), server.id(), "other", ChannelType.TEXT, null, null, null, null));
        one.say(bob, other.id(), "elsewhere");
        one.say(bob, other.id(), "as fast as I like");
    }

    @Test
    void a_change_of_it_moves_nobodys_sight_and_is_told_with_the_channel() {
        long version = version();
        slow(10);
        assertThat(version()).isEqualTo(version + 1);
        slow(10);
        assertThat(version()).as("what changes nothing raises nothing").isEqualTo(version + 1);
        var changes = events(StreamId.of(server.id())).stream()
                .filter(ServerEvent.AccessChanged.class::isInstance)
                .map(ServerEvent.AccessChanged.class::cast)
                .filter(event -> event.version() > version)
                .toList();
        assertThat(changes).extracting("userIds").containsExactly(List.of());
        assertThat(events(StreamId.of(channel)))
                .filteredOn(ChannelEvent.ChannelUpdated.class::isInstance)
                .hasSize(1)
                .allSatisfy(event -> assertThat(
                                ((ChannelEvent.ChannelUpdated) event).channel().slowMode())
                        .isEqualTo(10));
        one.ask(new ChannelAsk.Update(alice.by(), channel, "renamed", null, null, null, null));
        assertThat(one.ask(new ChannelAsk.Get(bob.by(), channel)).slowMode()).isEqualTo(10);
        assertThat(version()).isEqualTo(version + 1);
    }

    @Test
    void what_cannot_be_set_is_refused() {
        assertThat(refusal(bob, channel, 5)).isEqualTo(Refusal.MISSING_PERMISSION);
        assertThat(refusal(alice, channel, -1)).isEqualTo(Refusal.BELOW_LEAST);
        assertThat(refusal(alice, channel, 21_601)).isEqualTo(Refusal.ABOVE_MOST);
        var category = one.ask(new ChannelAsk.Create(
                alice.by(), server.id(), "category", ChannelType.CATEGORY, null, null, null, null));
        assertThat(refusal(alice, category.id(), 5)).isEqualTo(Refusal.NO_MESSAGES_HERE);
        var conversation = one.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        assertThat(refusal(alice, conversation, 5)).isEqualTo(Refusal.CONVERSATION_FIXED);
    }

    private Refusal refusal(SomeOne person, ChannelId where, int seconds) {
        return one.refused(new ChannelAsk.Update(person.by(), where, null, null, null, seconds, null))
                .reason();
    }

    private Channel slow(int seconds) {
        return one.ask(new ChannelAsk.Update(alice.by(), channel, null, null, null, seconds, null));
    }

    private MessageAsk.Send send(SomeOne person, String text, String nonce) {
        return new MessageAsk.Send(person.by(), channel, text, nonce == null ? null : new Nonce(nonce), null);
    }

    private List<String> contents() {
        return stores.query("SELECT content FROM messages WHERE channel_id = ?::uuid ORDER BY seq", "" + channel);
    }

    private List<Object> events(StreamId stream) {
        var events = new ArrayList<Object>();
        one.ask(new StreamAsk.Since(Actor.NODE, stream, 0, 1000))
                .events()
                .forEach(event -> events.add(Json.event(event.frame())));
        return events;
    }

    private void overwrite(SomeOne person, String allow) {
        stores.execute("""
                INSERT INTO channel_overwrites (channel_id, user_id, allow) VALUES ('%s', '%s', '%s')
                    ON CONFLICT (channel_id, role_id, user_id) DO UPDATE SET allow = excluded.allow
                """.formatted(channel, person.id(), allow));
        stores.execute(
                "UPDATE access_versions SET version = version + 1 WHERE domain_id = '%s'".formatted(server.id()));
    }

    private long version() {
        return Long.parseLong(
                stores.query("SELECT version FROM access_versions WHERE domain_id = ?::uuid", "" + server.id())
                        .getFirst());
    }
}
