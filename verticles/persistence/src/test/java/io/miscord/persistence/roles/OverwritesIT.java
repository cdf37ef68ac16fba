package io.miscord.persistence.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Ask;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Event;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What single channels allow and deny: who may say so, what it means, and how it is told. */
final class OverwritesIT extends RolesOnPostgres {
    private static final Permissions VIEW = Permissions.of(Permission.VIEW_CHANNEL);
    private static final Permissions SEND = Permissions.of(Permission.SEND_MESSAGES);
    private static final Permissions ROLES = Permissions.of(Permission.MANAGE_ROLES);

    private ChannelId general;

    @BeforeEach
    void enter() {
        general = OwnerNode.general(server);
    }

    @Test
    void what_hides_a_channel_and_what_shows_it_is_told_to_whom_it_moves_and_before_the_channel_is() {
        var role = makes(alice, "Guards", Permissions.NONE);
        gives(alice, role, bob);
        sets(alice, Overwrite.of(role("member").id(), Permissions.NONE, VIEW));
        assertThat(node.refused(new ChannelAsk.Get(bob.by(), general)).reason()).isEqualTo(Refusal.NO_SUCH_CHANNEL);
        sets(alice, Overwrite.of(role.id(), VIEW, SEND));
        sets(alice, Overwrite.of(carol.id(), VIEW, Permissions.NONE));
        sets(alice, Overwrite.of(carol.id(), VIEW.plus(SEND), Permissions.NONE));
        clears(alice, role.id().value());
        var told = updates();
        assertThat(told)
                .extracting(Update::whose)
                .containsExactly("anybody", List.of(bob.id()), List.of(carol.id()), List.of(), List.of(bob.id()));
        assertThat(told).allSatisfy(update -> assertThat(update.channel.id()).isEqualTo(general));
        assertThat(told.get(1).channel.overwrites())
                .containsExactlyInAnyOrder(
                        Overwrite.of(role("member").id(), Permissions.NONE, VIEW), Overwrite.of(role.id(), VIEW, SEND));
        assertThat(told.getLast().channel).isEqualTo(channel(general));
        assertThat(channel(general).overwrites()).hasSize(2);
        assertThat(node.ask(new ChannelAsk.Get(carol.by(), general))).isEqualTo(channel(general));
        assertThat(node.refused(new ChannelAsk.Get(bob.by(), general)).reason()).isEqualTo(Refusal.NO_SUCH_CHANNEL);
    }

    @Test
    void what_is_denied_holds_from_the_next_message_on() {
        node.say(bob, general, "while I may");
        sets(alice, Overwrite.of(bob.id(), Permissions.NONE, SEND));
        refused(
                new MessageAsk.Send(bob.by(), general, "hello", null, null),
                Refusal.MISSING_PERMISSION,
                Permission.SEND_MESSAGES);
        clears(alice, bob.id().value());
        node.say(bob, general, "again");
    }

    @Test
    void who_changes_nothing_tells_nothing() {
        var overwrite = Overwrite.of(bob.id(), Permissions.NONE, SEND);
        sets(alice, overwrite);
        sets(alice, overwrite);
        clears(alice, carol.id().value());
        clears(alice, role("admin").id().value());
        assertThat(updates()).hasSize(1);
    }

    @Test
    void it_takes_the_right_to_roles_in_the_channel() {
        var lounge = makes("lounge", ChannelType.TEXT, null);
        var asks = List.of(set(bob, Overwrite.of(carol.id(), VIEW, SEND)), clear(bob, carol.id()), sync(bob, general));
        asks.forEach(ask -> refused(ask, Refusal.MISSING_PERMISSION, Permission.MANAGE_ROLES));
        sets(alice, Overwrite.of(bob.id(), ROLES, Permissions.NONE));
        refused(set(bob, Overwrite.of(carol.id(), VIEW, SEND)), Refusal.ABOVE_YOU, nameOf(carol));
        gives(alice, raised("Guards", Permissions.NONE), bob);
        node.ask(set(bob, Overwrite.of(carol.id(), VIEW, SEND)));
        refused(
                new ChannelAsk.SetOverwrite(bob.by(), lounge, Overwrite.of(carol.id(), VIEW, SEND)),
                Refusal.MISSING_PERMISSION,
                Permission.MANAGE_ROLES);
        sets(alice, Overwrite.of(bob.id(), Permissions.NONE, VIEW));
        asks.forEach(ask -> refused(ask, Refusal.NO_SUCH_CHANNEL));
    }

    @Test
    void what_is_said_of_somebody_who_left_is_changed_by_who_manages_roles_in_all_of_the_server() {
        sets(alice, Overwrite.of(bob.id(), ROLES.plus(SEND), Permissions.NONE));
        gives(alice, raised("Guards", Permissions.NONE), bob);
        sets(alice, Overwrite.of(carol.id(), Permissions.NONE, SEND));
        node.ask(new ServerAsk.Leave(carol.by(), server.id()));
        refused(clear(bob, carol.id()), Refusal.MISSING_PERMISSION, Permission.MANAGE_ROLES);
        assertThat(channel(general).overwrites()).contains(Overwrite.of(carol.id(), Permissions.NONE, SEND));
        gives(alice, makes(alice, "Managers", ROLES), bob);
        node.ask(clear(bob, carol.id()));
        assertThat(channel(general).overwrites()).hasSize(1);
    }

    @Test
    void one_acts_on_roles_and_people_below_oneself_and_on_oneself() {
        var low = makes(alice, "Low", Permissions.NONE);
        var guards = raised("Guards", ROLES);
        gives(alice, guards, bob);
        for (var above : List.of(guards, role("admin"))) {
            refused(set(bob, Overwrite.of(above.id(), VIEW, SEND)), Refusal.ROLE_ABOVE_YOU, above.name());
        }
        refused(set(bob, Overwrite.of(alice.id(), VIEW, SEND)), Refusal.OWNER_STAYS);
        node.ask(set(bob, Overwrite.of(low.id(), VIEW, SEND)));
        node.ask(set(bob, Overwrite.of(role("member").id(), Permissions.NONE, SEND)));
        node.ask(set(bob, Overwrite.of(carol.id(), VIEW, Permissions.NONE)));
        gives(alice, guards, carol);
        refused(set(bob, Overwrite.of(carol.id(), VIEW, SEND)), Refusal.ABOVE_YOU, nameOf(carol));
        refused(clear(bob, carol.id()), Refusal.ABOVE_YOU, nameOf(carol));
        node.ask(set(bob, Overwrite.of(bob.id(), Permissions.NONE, VIEW)));
        refused(clear(bob, bob.id()), Refusal.NO_SUCH_CHANNEL);
        assertThat(channel(general).overwrites()).hasSize(4);
    }

    @Test
    void nobody_gives_what_they_do_not_have_nor_takes_a_denial_of_it_back() {
        gives(alice, raised("Guards", ROLES), bob);
        var pins = Permissions.of(Permission.MANAGE_MESSAGES, Permission.MENTION_EVERYONE);
        refused(
                set(bob, Overwrite.of(carol.id(), pins, SEND)),
                Refusal.CANNOT_GRANT,
                "MANAGE_MESSAGES, MENTION_EVERYONE");
        node.ask(set(bob, Overwrite.of(carol.id(), SEND, pins)));
        refused(clear(bob, carol.id()), Refusal.CANNOT_GRANT, "MANAGE_MESSAGES, MENTION_EVERYONE");
        refused(
                set(bob, Overwrite.of(carol.id(), SEND, Permissions.of(Permission.MANAGE_MESSAGES))),
                Refusal.CANNOT_GRANT,
                "MENTION_EVERYONE");
        // What is denied to oneself in the channel one does not have there, whatever one may do elsewhere.
        sets(alice, Overwrite.of(bob.id(), Permissions.NONE, SEND));
        refused(clear(bob, bob.id()), Refusal.CANNOT_GRANT, "SEND_MESSAGES");
        sets(alice, Overwrite.of(bob.id(), pins, Permissions.NONE));
        node.ask(clear(bob, carol.id()));
        assertThat(channel(general).overwrites()).extracting("userId").containsExactly(bob.id());
    }

    @Test
    void what_is_not_there_is_refused_by_name() {
        var stranger = node.somebody();
        refused(set(alice, Overwrite.of(stranger.id(), VIEW, SEND)), Refusal.NOT_A_MEMBER);
        refused(set(alice, Overwrite.of(new UserId(UuidV7.next()), VIEW, SEND)), Refusal.NOT_A_MEMBER);
        refused(set(alice, Overwrite.of(new RoleId(UuidV7.next()), VIEW, SEND)), Refusal.NO_SUCH_ROLE);
        var elsewhere = node.server(alice).roles().getLast();
        refused(set(alice, Overwrite.of(elsewhere.id(), VIEW, SEND)), Refusal.NO_SUCH_ROLE);
        refused(sync(alice, general), Refusal.NO_CATEGORY);
        var dm = node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        refused(
                new ChannelAsk.SetOverwrite(alice.by(), dm, Overwrite.of(bob.id(), VIEW, SEND)),
                Refusal.CONVERSATION_FIXED);
        assertThat(updates()).isEmpty();
    }

    @Test
    void what_is_said_of_somebody_outlives_their_leaving() {
        sets(alice, Overwrite.of(bob.id(), Permissions.NONE, VIEW));
        node.ask(new ServerAsk.Leave(bob.by(), server.id()));
        node.join(alice, server.id(), bob);
        assertThat(node.refused(new ChannelAsk.Get(bob.by(), general)).reason()).isEqualTo(Refusal.NO_SUCH_CHANNEL);
        node.ask(new ServerAsk.Leave(bob.by(), server.id()));
        clears(alice, bob.id().value());
        assertThat(channel(general).overwrites()).isEmpty();
    }

    @Test
    void a_channel_and_a_server_have_so_many_and_no_more() {
        for (int i = 0; i < 8; i++) {
            sets(alice, Overwrite.of(makes(alice, "Role " + i, Permissions.NONE).id(), SEND, VIEW));
        }
        refused(set(alice, Overwrite.of(bob.id(), VIEW, SEND)), Refusal.TOO_MANY_OVERWRITES, 8);
        sets(alice, Overwrite.of(role("Role 0").id(), VIEW, SEND));
        var category = makes("Rooms", ChannelType.CATEGORY, null);
        for (int i = 0; i < 4; i++) {
            sets(alice, category, Overwrite.of(role("Role " + i).id(), SEND, VIEW));
        }
        refused(
                new ChannelAsk.SetOverwrite(alice.by(), category, Overwrite.of(bob.id(), VIEW, SEND)),
                Refusal.TOO_MANY_OVERWRITES,
                12);
        refused(
                new ChannelAsk.Create(alice.by(), server.id(), "x", ChannelType.TEXT, null, category, null, null),
                Refusal.TOO_MANY_OVERWRITES,
                12);
        clears(alice, role("Role 1").id().value());
        node.ask(new ChannelAsk.Delete(alice.by(), general));
        assertThat(channel(makes("y", ChannelType.TEXT, category)).overwrites()).hasSize(4);
    }

    @Test
    void a_channel_begins_with_what_its_category_says_and_is_brought_back_to_it() {
        var category = makes("Rooms", ChannelType.CATEGORY, null);
        var hidden = Overwrite.of(role("member").id(), Permissions.NONE, VIEW);
        var shown = Overwrite.of(bob.id(), VIEW, Permissions.NONE);
        sets(alice, category, hidden);
        sets(alice, category, shown);
        var room = makes("room", ChannelType.TEXT, category);
        assertThat(channel(room).overwrites()).containsExactlyInAnyOrder(hidden, shown);
        assertThat(node.refused(new ChannelAsk.Get(carol.by(), room)).reason()).isEqualTo(Refusal.NO_SUCH_CHANNEL);
        node.ask(new ChannelAsk.Get(bob.by(), room));
        sets(alice, category, Overwrite.of(bob.id(), VIEW, SEND));
        assertThat(channel(room).overwrites()).containsExactlyInAnyOrder(hidden, shown);
        sets(alice, room, Overwrite.of(carol.id(), VIEW, Permissions.NONE));
        int before = updates().size();
        node.ask(sync(alice, room));
        assertThat(channel(room).overwrites()).isEqualTo(channel(category).overwrites());
        assertThat(updates().subList(before, updates().size())).singleElement().satisfies(update -> {
            assertThat(update.whose).isEqualTo(List.of(carol.id()));
            assertThat(update.channel).isEqualTo(channel(room));
        });
        node.ask(sync(alice, room));
        assertThat(updates()).hasSize(before + 1);
    }

    @Test
    void who_does_not_see_a_category_brings_nothing_back_to_it() {
        var category = makes("Rooms", ChannelType.CATEGORY, null);
        var room = makes("room", ChannelType.TEXT, category);
        sets(alice, category, Overwrite.of(role("member").id(), Permissions.NONE, VIEW));
        gives(alice, raised("Guards", ROLES), bob);
        refused(sync(bob, room), Refusal.NO_CATEGORY);
        sets(alice, category, Overwrite.of(bob.id(), VIEW.plus(ROLES), SEND));
        node.ask(set(bob, Overwrite.of(carol.id(), VIEW, SEND)));
        node.ask(sync(bob, room));
        assertThat(channel(room).overwrites()).isEqualTo(channel(category).overwrites());
    }

    @Test
    void overwrites_for_many_at_once_are_all_there() {
        var people = new ArrayList<SomeOne>();
        for (int i = 0; i < 8; i++) {
            people.add(node.somebody());
        }
        node.join(alice, server.id(), people.toArray(SomeOne[]::new));
        OwnerNode.get(Future.all(people.stream()
                .map(person -> node.bus().ask(set(alice, Overwrite.of(person.id(), VIEW, SEND))))
                .toList()));
        assertThat(channel(general).overwrites())
                .extracting("userId")
                .containsExactlyInAnyOrderElementsOf(
                        people.stream().map(SomeOne::id).toList());
        assertThat(updates()).hasSize(8);
        assertThat(updates().getLast().channel).isEqualTo(channel(general));
    }

    /** One change as it was told: whose sight it moves, and then what the channel is like. */
    private record Update(Object whose, Channel channel) {}

    private List<Update> updates() {
        var told = new ArrayList<Update>();
        StreamEvent last = null;
        for (var hint : node.hints()) {
            if (hint instanceof StreamEvent event) {
                if (event.name().equals(Event.nameOf(ChannelEvent.ChannelUpdated.class)) && isHere(event)) {
                    assertThat(last).isNotNull();
                    var moved = (ServerEvent.AccessChanged) Json.event(last.frame());
                    assertThat(event.accessVersion()).isEqualTo(moved.version());
                    var users = moved.userIds();
                    var updated = (ChannelEvent.ChannelUpdated) Json.event(event.frame());
                    told.add(new Update(users == null ? "anybody" : users, updated.channel()));
                }
                last = event.stream().equals(StreamId.of(server.id()))
                                && event.name().equals(Event.nameOf(ServerEvent.AccessChanged.class))
                        ? event
                        : null;
            }
        }
        return told;
    }

    private boolean isHere(StreamEvent event) {
        return event.domain().value().equals(server.id().value());
    }

    private void sets(SomeOne by, Overwrite overwrite) {
        sets(by, general, overwrite);
    }

    private void sets(SomeOne by, ChannelId channel, Overwrite overwrite) {
        node.ask(new ChannelAsk.SetOverwrite(by.by(), channel, overwrite));
    }

    private void clears(SomeOne by, UUID target) {
        node.ask(new ChannelAsk.ClearOverwrite(by.by(), general, target));
    }

    private Ask<?> set(SomeOne by, Overwrite overwrite) {
        return new ChannelAsk.SetOverwrite(by.by(), general, overwrite);
    }

    private Ask<?> clear(SomeOne by, UserId target) {
        return new ChannelAsk.ClearOverwrite(by.by(), general, target.value());
    }

    private static Ask<?> sync(SomeOne by, ChannelId channel) {
        return new ChannelAsk.SyncOverwrites(by.by(), channel);
    }

    private ChannelId makes(String name, ChannelType type, ChannelId parent) {
        return node.ask(new ChannelAsk.Create(alice.by(), server.id(), name, type, null, parent, null, null))
                .id();
    }

    /** A role above all but the administrators'. */
    private Role raised(String name, Permissions permissions) {
        var role = makes(alice, name, permissions);
        node.ask(new RoleAsk.Move(
                alice.by(), server.id(), List.of(to(role, roles(alice).size() - 2))));
        return role(name);
    }

    private Channel channel(ChannelId id) {
        return node.ask(new ChannelAsk.Get(alice.by(), id));
    }

    private static String nameOf(SomeOne person) {
        return person.signedIn().user().displayName();
    }
}
