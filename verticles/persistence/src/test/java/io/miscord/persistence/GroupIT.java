package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Conversation;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conversations of more than two, as their people change. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupIT {
    private Stores stores;
    private OwnerNode node;
    private SomeOne alice;
    private SomeOne bob;
    private SomeOne carol;
    private SomeOne dave;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
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
        dave = node.somebody();
        node.join(alice, node.server(alice).id(), bob, carol, dave);
    }

    @Test
    void who_opens_a_group_owns_it_and_a_conversation_of_two_is_nobodys() {
        var group = open(alice, bob, carol);
        assertThat(group.ownerId()).isEqualTo(alice.id());
        assertThat(open(bob, alice, carol))
                .as("the same people, the same group")
                .isEqualTo(group);
        var two = open(alice, bob);
        assertThat(two.ownerId()).isNull();
        assertThat(refused(add(alice, two.id(), carol))).isEqualTo(Refusal.NOT_A_GROUP);
        assertThat(refused(rename(alice, two.id(), "Us"))).isEqualTo(Refusal.NOT_A_GROUP);
        assertThat(refused(leave(alice, two.id()))).isEqualTo(Refusal.NOT_A_GROUP);
        assertThat(refused(remove(alice, two.id(), bob))).isEqualTo(Refusal.NOT_A_GROUP);
    }

    @Test
    void who_is_added_is_told_from_where_it_goes_on_and_has_nothing_unread_before() {
        var group = open(alice, bob, carol).id();
        node.say(alice, group, "one");
        node.say(bob, group, "two");
        var now = node.ask(add(bob, group, dave));
        assertThat(ids(now)).containsExactlyInAnyOrder(alice.id(), bob.id(), carol.id(), dave.id());
        assertThat(node.events(StreamId.of(dave.id()), PersonEvent.DmCreated.class))
                .containsExactly(new PersonEvent.DmCreated(now, 2));
        assertThat(node.told(StreamId.of(group)))
                .containsExactly("message:new", "message:new", "conversation:updated", "message:new");
        assertThat(node.events(StreamId.of(group), ChannelEvent.ConversationUpdated.class))
                .containsExactly(new ChannelEvent.ConversationUpdated(now));
        var welcome = node.ask(new StreamAsk.Hello(dave.by(), false));
        assertThat(welcome.reads()).containsEntry(StreamId.of(group), 2L);
        assertThat(welcome.heads()).containsEntry(StreamId.of(group), 4L);
        assertThat(welcome.dms()).containsExactly(now);
        assertThat(node.ask(add(bob, group, dave))).as("again").isEqualTo(now);
        assertThat(node.told(StreamId.of(group))).hasSize(4);
        assertThat(texts(dave, group)).containsExactly("one", "two", "");
    }

    @Test
    void a_group_that_changed_is_no_longer_the_one_of_those_people() {
        var group = open(alice, bob, carol).id();
        node.ask(add(alice, group, dave));
        assertThat(open(alice, bob, carol).id()).isNotEqualTo(group);
        assertThat(open(alice, bob, carol, dave).id()).isNotEqualTo(group);
        node.ask(leave(carol, group));
        node.ask(leave(dave, group));
        assertThat(open(alice, bob).id())
                .as("two in a group have their own besides")
                .isNotEqualTo(group);
        befriend(alice, carol);
        assertThat(node.ask(add(alice, group, carol)).participants()).hasSize(3);
    }

    @Test
    void a_group_has_ten_people_at_most() {
        var others = IntStream.range(0, 9).mapToObj(i -> node.somebody()).toArray(SomeOne[]::new);
        node.join(alice, node.server(alice).id(), others);
        var group = open(alice, others).id();
        assertThat(refused(add(alice, group, bob))).isEqualTo(Refusal.GROUP_FULL);
        node.ask(remove(alice, group, others[0]));
        assertThat(node.ask(add(alice, group, bob)).participants()).hasSize(10);
    }

    @Test
    void nobody_is_added_by_whom_they_blocked_or_do_not_take_conversations_from() {
        var group = open(alice, bob, carol).id();
        node.ask(new PersonAsk.Block(dave.by(), alice.id()));
        assertThat(refused(add(alice, group, dave))).isEqualTo(Refusal.NOT_ACCEPTING);
        assertThat(node.told(StreamId.of(dave.id()))).doesNotContain("dm:created");
        assertThat(ids(node.ask(add(bob, group, dave)))).contains(dave.id());
        assertThat(refused(new ChannelAsk.AddPeople(alice.by(), group, List.of(new UserId(group.value())))))
                .isEqualTo(Refusal.NO_SUCH_PERSON);
    }

    @Test
    void who_left_is_brought_back_by_friends_alone_and_once_an_hour() {
        var group = open(alice, bob, carol).id();
        node.ask(leave(carol, group));
        var refused = node.refused(add(alice, group, carol));
        assertThat(refused.reason()).as("not even by the owner").isEqualTo(Refusal.LEFT_GROUP);
        assertThat(refused.params())
                .containsEntry("name", carol.signedIn().user().displayName());
        befriend(bob, carol);
        assertThat(refused(add(alice, group, carol))).isEqualTo(Refusal.LEFT_GROUP);
        assertThat(ids(node.ask(add(bob, group, carol)))).contains(carol.id());
        node.ask(leave(carol, group));
        var again = node.refused(add(bob, group, carol));
        assertThat(again.reason()).isEqualTo(Refusal.BACK_LATELY);
        assertThat(again.retryAfter()).isBetween(3_500, 3_600);
        stores.execute("UPDATE group_departures SET back_at = back_at - interval '1 hour'");
        assertThat(ids(node.ask(add(bob, group, carol)))).contains(carol.id());
    }

    @Test
    void who_was_taken_out_is_brought_back_by_the_owner_alone() {
        var group = open(alice, bob, carol).id();
        node.ask(remove(alice, group, carol));
        befriend(bob, carol);
        assertThat(refused(add(bob, group, carol))).isEqualTo(Refusal.TAKEN_OUT);
        assertThat(ids(node.ask(add(alice, group, carol)))).contains(carol.id());
        node.ask(leave(carol, group));
        assertThat(refused(add(alice, group, carol)))
                .as("this time by her own will")
                .isEqualTo(Refusal.LEFT_GROUP);
    }

    @Test
    void only_the_owner_takes_people_out_and_nobody_outside_does_anything() {
        var group = open(alice, bob, carol).id();
        assertThat(refused(remove(bob, group, carol))).isEqualTo(Refusal.OWNER_ONLY);
        assertThat(refused(remove(alice, group, alice))).isEqualTo(Refusal.NOT_YOURSELF);
        assertThat(refused(remove(alice, group, dave))).isEqualTo(Refusal.NO_SUCH_PERSON);
        for (Ask<?> ask : List.<Ask<?>>of(
                add(dave, group, dave), remove(dave, group, bob), rename(dave, group, "Mine"), leave(dave, group))) {
            assertThat(refused(ask)).as("%s", ask).isEqualTo(Refusal.NO_SUCH_CHANNEL);
        }
    }

    @Test
    void who_was_taken_out_is_told_so_and_sees_and_does_nothing_there_any_more() {
        var group = open(alice, bob, carol).id();
        var said = node.say(bob, group, "mine").message().id();
        long before = visible(group, alice, bob, carol).version();
        node.ask(remove(alice, group, bob));
        assertThat(node.told(StreamId.of(bob.id()))).endsWith("conversation:left");
        var now = visible(group, alice, bob, carol, dave);
        assertThat(now.version()).isGreaterThan(before);
        assertThat(now.groups()).containsExactly(new Visibility.Group(Set.of(alice.id(), carol.id()), Set.of(group)));
        assertThat(now.positions()).isEqualTo(Map.of(StreamId.of(group), 3L));
        for (Ask<?> ask : List.<Ask<?>>of(
                new MessageAsk.Send(bob.by(), group, "still here", null, null),
                new ChannelAsk.Typing(bob.by(), group),
                new ChannelAsk.Pins(bob.by(), group))) {
            assertThat(refused(ask)).isEqualTo(Refusal.NO_SUCH_CHANNEL);
        }
        assertThat(refused(new MessageAsk.Delete(bob.by(), said))).isEqualTo(Refusal.NO_SUCH_MESSAGE);
        var welcome = node.ask(new StreamAsk.Hello(bob.by(), false));
        assertThat(welcome.positions()).doesNotContainKey(StreamId.of(group));
        assertThat(welcome.access()).doesNotContainKey(AccessDomain.of(group));
        assertThat(system(alice, group)).containsExactly(SystemMessage.removed(bob.id()));
    }

    @Test
    void the_group_goes_to_the_oldest_account_that_is_left_and_with_the_last_one_it_is_gone() {
        var group = open(carol, alice, bob).id();
        node.ask(leave(carol, group));
        assertThat(mine(alice))
                .singleElement()
                .satisfies(now -> assertThat(now.ownerId()).isEqualTo(alice.id()));
        node.ask(leave(alice, group));
        assertThat(mine(bob)).singleElement().satisfies(now -> {
            assertThat(now.ownerId()).isEqualTo(bob.id());
            assertThat(ids(now)).containsExactly(bob.id());
        });
        assertThat(system(bob, group)).containsExactly(SystemMessage.left(), SystemMessage.left());
        node.ask(leave(bob, group));
        assertThat(mine(bob)).isEmpty();
        assertThat(visible(group, alice, bob, carol).groups()).isEmpty();
    }

    @Test
    void a_name_is_given_told_and_taken_away() {
        var group = open(alice, bob, carol).id();
        assertThat(node.ask(rename(bob, group, "  Trio ")).name()).isEqualTo("Trio");
        assertThat(mine(carol)).extracting(Conversation::name).containsExactly("Trio");
        assertThat(node.ask(rename(bob, group, "")).name()).isNull();
        assertThat(node.told(StreamId.of(group)))
                .containsExactly("message:new", "conversation:updated", "conversation:updated");
        assertThat(system(alice, group)).containsExactly(SystemMessage.renamed("Trio"));
        assertThat(refused(rename(bob, group, "x".repeat(101)))).isEqualTo(Refusal.TOO_LONG);
    }

    @Test
    void each_greeting_says_under_which_version_conversations_are_seen() {
        var group = open(alice, bob, carol).id();
        assertThat(node.ask(new StreamAsk.Hello(alice.by(), true)).access())
                .containsEntry(AccessDomain.of(group), visible(group, alice).version());
    }

    private void befriend(SomeOne one, SomeOne other) {
        node.ask(new PersonAsk.Befriend(one.by(), other.id()));
        node.ask(new PersonAsk.Befriend(other.by(), one.id()));
    }

    private Conversation open(SomeOne by, SomeOne... others) {
        var ids = Stream.of(others).map(SomeOne::id).toList();
        return node.ask(new ChannelAsk.OpenConversation(by.by(), ids)).conversation();
    }

    private static ChannelAsk.AddPeople add(SomeOne by, ChannelId group, SomeOne user) {
        return new ChannelAsk.AddPeople(by.by(), group, List.of(user.id()));
    }

    private static ChannelAsk.RemovePerson remove(SomeOne by, ChannelId group, SomeOne user) {
        return new ChannelAsk.RemovePerson(by.by(), group, user.id());
    }

    private static ChannelAsk.RenameConversation rename(SomeOne by, ChannelId group, String name) {
        return new ChannelAsk.RenameConversation(by.by(), group, name);
    }

    private static ChannelAsk.LeaveConversation leave(SomeOne by, ChannelId group) {
        return new ChannelAsk.LeaveConversation(by.by(), group);
    }

    private List<Conversation> mine(SomeOne person) {
        return node.ask(new ChannelAsk.Conversations(person.by())).items();
    }

    private Visibility visible(ChannelId group, SomeOne... people) {
        var ids = Stream.of(people).map(SomeOne::id).toList();
        return node.ask(new StreamAsk.Visible(Actor.NODE, AccessDomain.of(group), ids));
    }

    private List<String> texts(SomeOne person, ChannelId channel) {
        return history(person, channel).map(message -> message.content()).toList();
    }

    /** What the group's messages tell of its people and its name, oldest first. */
    private List<SystemMessage> system(SomeOne person, ChannelId channel) {
        return history(person, channel)
                .flatMap(message -> Stream.ofNullable(message.system()))
                .toList();
    }

    private Stream<io.miscord.contract.Message> history(SomeOne person, ChannelId channel) {
        return node.ask(new MessageAsk.History(person.by(), channel, null, null, null, 50)).items().reversed().stream();
    }

    private Refusal refused(Ask<?> ask) {
        return node.refused(ask).reason();
    }

    private static List<UserId> ids(Conversation conversation) {
        return conversation.participants().stream().map(User::id).toList();
    }
}
