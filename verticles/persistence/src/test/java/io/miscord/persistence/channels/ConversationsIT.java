package io.miscord.persistence.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Conversation;
import io.miscord.contract.MessagesFrom;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** That nobody fills somebody else's list of conversations, and what whoever tries is told. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConversationsIT {
    private static final int AN_HOUR = 3;

    private Stores stores;
    private OwnerNode node;
    private SomeOne alice;
    private SomeOne bob;
    private SomeOne carol;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own, Map.of("limits.newConversationsPerHour", Integer.toString(AN_HOUR)));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void come() {
        alice = node.somebody();
        bob = node.somebody();
        carol = node.somebody();
    }

    @Test
    void the_conversations_that_are_in_use_stay_however_many_are_begun() {
        var used = opened(bob, alice).conversation().id();
        var silent = opened(carol, alice).conversation().id();
        // A thousand are begun after them, and one of those is talked in.
        stores.execute("""
                INSERT INTO channels (id, name, type)
                SELECT uuidv7(), 'of %1$s', 'dm' FROM generate_series(1, 1000);
                INSERT INTO dm_conversations (id, people, owner_id, created_at)
                SELECT id, NULL, '%2$s', now() + interval '1 minute' FROM channels WHERE name = 'of %1$s';
                INSERT INTO dm_participants
                SELECT c.id, p FROM channels c, unnest(ARRAY['%1$s', '%2$s']::uuid[]) p WHERE c.name = 'of %1$s';
                INSERT INTO access_versions SELECT id, 1 FROM channels WHERE name = 'of %1$s';
                INSERT INTO stream_heads SELECT id, 0, 0 FROM channels WHERE name = 'of %1$s';
                """.formatted(alice.id(), carol.id()));
        assertThat(mine(alice)).hasSize(1_000).doesNotContain(used, silent);
        node.say(bob, used, "are you there?");
        stores.execute("UPDATE messages SET created_at = now() + interval '2 minutes' WHERE channel_id = '%s'"
                .formatted(used));
        assertThat(mine(alice)).hasSize(1_000).contains(used).doesNotContain(silent);
        var welcome = node.ask(new StreamAsk.Hello(alice.by(), true));
        assertThat(welcome.positions())
                .as("its events reach her sockets")
                .containsEntry(StreamId.of(used), 1L)
                .doesNotContainKey(StreamId.of(silent));
    }

    @Test
    void so_many_are_begun_in_an_hour_and_those_that_are_there_cost_nothing() {
        var first = opened(alice, bob).conversation().id();
        for (int i = 1; i < AN_HOUR; i++) {
            opened(alice, node.somebody());
        }
        var refused = node.refused(open(alice, carol));
        assertThat(refused.reason()).isEqualTo(Refusal.TOO_FAST);
        assertThat(refused.retryAfter()).isBetween(1, 3_600 / AN_HOUR);
        assertThat(opened(alice, bob)).satisfies(again -> {
            assertThat(again.created()).isFalse();
            assertThat(again.conversation().id()).isEqualTo(first);
        });
        assertThat(opened(carol, alice).created()).as("others begin theirs").isTrue();
        assertThat(opened(alice, carol).created()).isFalse();
    }

    @Test
    void into_a_group_people_are_put_by_friends_and_by_mates_alone() {
        var server = node.server(bob);
        node.join(bob, server.id(), alice);
        assertThat(opened(alice, carol).created())
                .as("one may write to anybody")
                .isTrue();
        var refused = node.refused(open(alice, bob, carol));
        assertThat(refused.reason()).isEqualTo(Refusal.STRANGER);
        assertThat(refused.params())
                .containsEntry("name", carol.signedIn().user().displayName());
        var dave = node.somebody();
        node.join(bob, server.id(), dave);
        var group = opened(alice, bob, dave).conversation().id();
        assertThat(node.refused(add(alice, group, carol)).reason()).isEqualTo(Refusal.STRANGER);
        node.ask(new PersonAsk.Befriend(alice.by(), carol.id()));
        node.ask(new PersonAsk.Befriend(carol.by(), alice.id()));
        assertThat(node.refused(add(bob, group, carol)).reason())
                .as("a friend of somebody else's")
                .isEqualTo(Refusal.STRANGER);
        assertThat(node.ask(add(alice, group, carol)).participants()).hasSize(4);
        node.ask(new PersonAsk.ChangeSettings(dave.by(), MessagesFrom.FRIENDS));
        assertThat(node.refused(open(bob, alice, dave)).reason())
                .as("who takes nothing from mates is in no group of theirs")
                .isEqualTo(Refusal.NOT_ACCEPTING);
    }

    private List<ChannelId> mine(SomeOne person) {
        return node.ask(new ChannelAsk.Conversations(person.by())).items().stream()
                .map(Conversation::id)
                .toList();
    }

    private Answer.Opened opened(SomeOne by, SomeOne... others) {
        return node.ask(open(by, others));
    }

    private static ChannelAsk.OpenConversation open(SomeOne by, SomeOne... others) {
        return new ChannelAsk.OpenConversation(
                by.by(), Stream.of(others).map(SomeOne::id).toList());
    }

    private static ChannelAsk.AddPeople add(SomeOne by, ChannelId group, SomeOne user) {
        return new ChannelAsk.AddPeople(by.by(), group, List.of(user.id()));
    }
}
