package io.miscord.persistence.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.MessagesFrom;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.RelationshipKind;
import io.miscord.contract.Settings;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Friends, requests, and from whom somebody takes messages. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelationshipsIT {
    private static final int MOST = 3;

    private OwnerNode node;
    private SomeOne alice;
    private SomeOne bob;

    @BeforeAll
    void start(Stores stores) {
        node = new OwnerNode(stores, Map.of("limits.friends", String.valueOf(MOST)));
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
    void a_request_that_is_answered_by_another_is_a_friendship_on_both_sides() {
        assertThat(befriend(alice, bob)).isEqualTo(RelationshipKind.OUTGOING);
        assertThat(befriend(alice, bob)).isEqualTo(RelationshipKind.OUTGOING);
        assertThat(between(alice, bob)).isEqualTo(RelationshipKind.OUTGOING);
        assertThat(between(bob, alice)).isEqualTo(RelationshipKind.INCOMING);
        assertThat(befriend(bob, alice)).isEqualTo(RelationshipKind.FRIEND);
        assertThat(befriend(alice, bob)).isEqualTo(RelationshipKind.FRIEND);
        assertThat(between(alice, bob)).isEqualTo(RelationshipKind.FRIEND);
        assertThat(between(bob, alice)).isEqualTo(RelationshipKind.FRIEND);
        assertThat(told(alice)).containsExactly(bob.id() + " OUTGOING", bob.id() + " FRIEND");
        assertThat(told(bob)).containsExactly(alice.id() + " INCOMING", alice.id() + " FRIEND");
    }

    @Test
    void two_who_ask_each_other_at_the_same_moment_are_friends() {
        for (int round = 0; round < 20; round++) {
            var one = node.somebody();
            var other = node.somebody();
            var asked = List.of(
                    node.bus().ask(new PersonAsk.Befriend(one.by(), other.id())),
                    node.bus().ask(new PersonAsk.Befriend(other.by(), one.id())));
            assertThat(asked)
                    .extracting(answer -> OwnerNode.get(answer).kind())
                    .containsExactlyInAnyOrder(RelationshipKind.OUTGOING, RelationshipKind.FRIEND);
            assertThat(between(one, other)).isEqualTo(RelationshipKind.FRIEND);
            assertThat(between(other, one)).isEqualTo(RelationshipKind.FRIEND);
        }
    }

    @Test
    void either_side_ends_what_there_is_for_both() {
        befriend(alice, bob);
        end(bob, alice);
        assertThat(between(alice, bob)).isNull();
        assertThat(between(bob, alice)).isNull();
        befriend(alice, bob);
        end(alice, bob);
        befriend(alice, bob);
        befriend(bob, alice);
        end(alice, bob);
        assertThat(between(alice, bob)).isNull();
        assertThat(between(bob, alice)).isNull();
        var before = told(alice);
        end(alice, bob);
        assertThat(told(alice)).as("nothing has changed").isEqualTo(before).endsWith(bob.id() + " null");
        assertThat(told(bob)).endsWith(alice.id() + " null");
    }

    @Test
    void nobody_befriends_themselves_nobody_or_more_than_may_be() {
        assertThat(refused(new PersonAsk.Befriend(alice.by(), alice.id()))).isEqualTo(Refusal.NOT_YOURSELF);
        assertThat(refused(new PersonAsk.Block(alice.by(), alice.id()))).isEqualTo(Refusal.NOT_YOURSELF);
        var nobody = new UserId(UuidV7.next());
        assertThat(refused(new PersonAsk.Befriend(alice.by(), nobody))).isEqualTo(Refusal.NO_SUCH_PERSON);
        assertThat(refused(new PersonAsk.EndRelationship(alice.by(), nobody))).isEqualTo(Refusal.NO_SUCH_PERSON);
        for (int i = 0; i < MOST; i++) {
            befriend(alice, node.somebody());
            node.ask(new PersonAsk.Block(bob.by(), node.somebody().id()));
        }
        assertThat(refused(new PersonAsk.Befriend(alice.by(), bob.id()))).isEqualTo(Refusal.TOO_MANY_FRIENDS);
        assertThat(refused(new PersonAsk.Befriend(bob.by(), alice.id()))).isEqualTo(Refusal.NO_REQUESTS);
        assertThat(refused(new PersonAsk.Block(bob.by(), alice.id()))).isEqualTo(Refusal.TOO_MANY_BLOCKED);
    }

    @Test
    void a_request_can_be_accepted_by_whoever_has_as_many_as_may_be() {
        befriend(alice, bob);
        for (int i = 1; i < MOST; i++) {
            befriend(bob, node.somebody());
        }
        assertThat(befriend(bob, alice)).isEqualTo(RelationshipKind.FRIEND);
    }

    @Test
    void everybody_may_open_a_conversation_until_somebody_says_otherwise() {
        assertThat(node.ask(new PersonAsk.ReadSettings(bob.by())).messagesFrom())
                .isEqualTo(MessagesFrom.EVERYONE);
        node.ask(open(alice, bob));
        takesFrom(bob, MessagesFrom.FRIENDS);
        assertThat(node.ask(open(alice, bob)).created())
                .as("one that is there stays")
                .isFalse();
        var carol = node.somebody();
        var refused = node.refused(open(carol, bob));
        assertThat(refused.reason()).isEqualTo(Refusal.NOT_ACCEPTING);
        assertThat(refused.params()).containsEntry("name", bob.signedIn().user().displayName());
        assertThat(node.ask(open(bob, carol)).created())
                .as("bob himself may write")
                .isTrue();
    }

    @Test
    void mates_share_a_server_and_friends_need_none() {
        takesFrom(bob, MessagesFrom.MATES);
        assertThat(refused(open(alice, bob))).isEqualTo(Refusal.NOT_ACCEPTING);
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        node.ask(open(alice, bob));
        var carol = node.somebody();
        assertThat(refused(open(carol, bob))).isEqualTo(Refusal.NOT_ACCEPTING);
        befriend(carol, bob);
        assertThat(refused(open(carol, bob))).as("asked, not answered").isEqualTo(Refusal.NOT_ACCEPTING);
        befriend(bob, carol);
        node.ask(open(carol, bob));
        takesFrom(bob, MessagesFrom.FRIENDS);
        var dave = node.somebody();
        node.join(alice, server.id(), dave);
        assertThat(refused(open(dave, bob))).isEqualTo(Refusal.NOT_ACCEPTING);
        assertThat(refused(new ChannelAsk.OpenConversation(dave.by(), List.of(carol.id(), bob.id()))))
                .as("a group as well")
                .isEqualTo(Refusal.NOT_ACCEPTING);
    }

    @Test
    void settings_are_told_to_all_devices_and_again_to_whoever_was_away() {
        var before = node.ask(new StreamAsk.Hello(bob.by(), true)).positions().get(StreamId.of(bob.id()));
        var first = takesFrom(bob, MessagesFrom.MATES);
        var second = takesFrom(bob, MessagesFrom.FRIENDS);
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(node.ask(new PersonAsk.ChangeSettings(bob.by(), null))).isEqualTo(second);
        assertThat(node.ask(new PersonAsk.ReadSettings(bob.by()))).isEqualTo(second);
        befriend(alice, bob);
        var replay = node.ask(new StreamAsk.Since(bob.by(), StreamId.of(bob.id()), before, 10));
        assertThat(replay.events())
                .extracting(event -> Json.event(event.frame()))
                .filteredOn(event -> !(event instanceof PersonEvent.Notified))
                .containsExactly(
                        new PersonEvent.SettingsUpdated(first),
                        new PersonEvent.SettingsUpdated(second),
                        new PersonEvent.RelationshipUpdated(alice.id(), RelationshipKind.INCOMING));
    }

    private Settings takesFrom(SomeOne person, MessagesFrom from) {
        return node.ask(new PersonAsk.ChangeSettings(person.by(), from));
    }

    private RelationshipKind befriend(SomeOne asker, SomeOne other) {
        return node.ask(new PersonAsk.Befriend(asker.by(), other.id())).kind();
    }

    private void end(SomeOne asker, SomeOne other) {
        node.ask(new PersonAsk.EndRelationship(asker.by(), other.id()));
    }

    private static ChannelAsk.OpenConversation open(SomeOne asker, SomeOne other) {
        return new ChannelAsk.OpenConversation(asker.by(), List.of(other.id()));
    }

    private @Nullable Refusal refused(Ask<?> ask) {
        return node.refused(ask).reason();
    }

    private @Nullable RelationshipKind between(SomeOne asker, SomeOne other) {
        var kinds = node.ask(new PersonAsk.Relationships(asker.by())).items().stream()
                .collect(Collectors.toMap(relationship -> relationship.user().id(), one -> one.kind()));
        return kinds.get(other.id());
    }

    private List<String> told(SomeOne person) {
        return node.events(StreamId.of(person.id()), PersonEvent.RelationshipUpdated.class).stream()
                .map(event -> event.userId() + " " + event.kind())
                .toList();
    }
}
