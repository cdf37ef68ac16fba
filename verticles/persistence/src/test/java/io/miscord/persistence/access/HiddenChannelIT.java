package io.miscord.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.TaskAsk;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A channel that an overwrite hides is, to those who do not see it, not there. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenChannelIT {
    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId general;
    private ChannelId vault;
    private MessageId secret;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    /** Alice's server, with Bob in it, and a channel with something in it that he does not see. */
    @BeforeEach
    void hide() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        general = OwnerNode.general(server);
        node.join(alice, server.id(), bob);
        vault = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "vault", ChannelType.TEXT, "Gold bars", null, null, null))
                .id();
        secret = node.say(alice, vault, "the combination").message().id();
        node.ask(new MessageAsk.Pin(alice.by(), secret));
        node.ask(new MessageAsk.React(alice.by(), secret, "👍"));
        overwrite(vault, role("member"), null, List.of(), List.of("VIEW_CHANNEL"));
    }

    @Test
    void nothing_names_a_hidden_channel() {
        var carol = node.somebody();
        node.join(alice, server.id(), carol);
        for (var blind : List.of(bob, carol)) {
            saysNothing(node.ask(new StreamAsk.Hello(blind.by(), false)));
            saysNothing(node.ask(new StreamAsk.Hello(blind.by(), true)));
            saysNothing(node.ask(new ServerAsk.Get(blind.by(), server.id())));
            saysNothing(node.ask(new ChannelAsk.Of(blind.by(), server.id())));
            saysNothing(node.ask(new StreamAsk.Visible(Actor.NODE, AccessDomain.of(server.id()), List.of(blind.id()))));
        }
        var invite = node.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), null, null, null));
        saysNothing(node.ask(new ServerAsk.Join(node.somebody().by(), invite.code())));
        node.hints().stream()
                .filter(hint ->
                        hint instanceof StreamEvent event && event.stream().equals(StreamId.of(carol.id())))
                .forEach(hint -> assertThat(((StreamEvent) hint).frame().text()).doesNotContain(vault.toString()));
    }

    @Test
    void who_may_not_write_somewhere_is_not_said_to_be_writing_there() {
        node.ask(new ChannelAsk.Typing(alice.by(), vault));
        overwrite(general, role("member"), null, List.of(), List.of("SEND_MESSAGES"));
        assertThat(node.refused(new ChannelAsk.Typing(bob.by(), general)).reason())
                .isEqualTo(Refusal.MISSING_PERMISSION);
        var category = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "rooms", ChannelType.CATEGORY, null, null, null, null))
                .id();
        assertThat(node.refused(new ChannelAsk.Typing(alice.by(), category)).reason())
                .isEqualTo(Refusal.NO_MESSAGES_HERE);
    }

    @Test
    void it_is_answered_for_as_if_it_were_not_there() {
        likeNothing(bob, new ChannelAsk.Get(bob.by(), vault), new ChannelAsk.Get(bob.by(), nowhere()));
        for (var channel : List.of(vault, nowhere())) {
            isMissing(
                    new ChannelAsk.Update(bob.by(), channel, "mine", null, null, null, null), Refusal.NO_SUCH_CHANNEL);
            isMissing(new ChannelAsk.Delete(bob.by(), channel), Refusal.NO_SUCH_CHANNEL);
            isMissing(new ChannelAsk.Read(bob.by(), channel, 1), Refusal.NO_SUCH_CHANNEL);
            isMissing(new ChannelAsk.Typing(bob.by(), channel), Refusal.NO_SUCH_CHANNEL);
            isMissing(new ChannelAsk.Pins(bob.by(), channel), Refusal.NO_SUCH_CHANNEL);
            isMissing(new MessageAsk.Send(bob.by(), channel, "hello", null, null), Refusal.NO_SUCH_CHANNEL);
            var both = List.of(secret, new MessageId(UuidV7.next()));
            isMissing(new MessageAsk.BulkDelete(bob.by(), channel, both), Refusal.NO_SUCH_CHANNEL);
            isMissing(new MessageAsk.History(bob.by(), channel, null, null, null, 50), Refusal.NO_SUCH_CHANNEL);
            isMissing(new TaskAsk.Export(bob.by(), channel, null), Refusal.NO_SUCH_CHANNEL);
        }
        for (var message : List.of(secret, new MessageId(UuidV7.next()))) {
            isMissing(new MessageAsk.Reply(bob.by(), message, "hello", null), Refusal.NO_SUCH_MESSAGE);
            isMissing(new MessageAsk.Edit(bob.by(), message, "hello"), Refusal.NO_SUCH_MESSAGE);
            isMissing(new MessageAsk.Delete(bob.by(), message), Refusal.NO_SUCH_MESSAGE);
            isMissing(new MessageAsk.React(bob.by(), message, "👍"), Refusal.NO_SUCH_MESSAGE);
            isMissing(new MessageAsk.Unreact(bob.by(), message, "👍"), Refusal.NO_SUCH_MESSAGE);
            isMissing(new MessageAsk.Pin(bob.by(), message), Refusal.NO_SUCH_MESSAGE);
            isMissing(new MessageAsk.Unpin(bob.by(), message), Refusal.NO_SUCH_MESSAGE);
        }
        assertThat(node.ask(new MessageAsk.History(alice.by(), vault, null, null, null, 50))
                        .items())
                .as("the secret, and that it was pinned")
                .extracting(Message::pinned)
                .containsExactly(false, true);
    }

    @Test
    void who_once_saw_a_category_is_told_nothing_of_it_by_what_is_kept_of_them() {
        var category = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "rooms", ChannelType.CATEGORY, null, null, null, null))
                .id();
        var hello = new MessageAsk.Send(bob.by(), category, "hello", null, null);
        assertThat(node.refused(hello).reason()).isEqualTo(Refusal.NO_MESSAGES_HERE);
        overwrite(category, role("member"), null, List.of(), List.of("VIEW_CHANNEL"));
        isMissing(hello, Refusal.NO_SUCH_CHANNEL);
    }

    @Test
    void the_owner_administrators_and_who_is_let_in_by_name_see_it() {
        var carol = node.somebody();
        node.join(alice, server.id(), carol);
        overwrite(vault, null, carol.id().value(), List.of("VIEW_CHANNEL"), List.of());
        var visible = node.ask(new StreamAsk.Visible(
                Actor.NODE, AccessDomain.of(server.id()), List.of(alice.id(), bob.id(), carol.id())));
        assertThat(visible.groups()).hasSize(2).anySatisfy(group -> {
            assertThat(group.users()).containsExactlyInAnyOrder(alice.id(), carol.id());
            assertThat(group.channels()).contains(vault, general);
        });
        assertThat(visible.channels())
                .filteredOn(channel -> channel.id().equals(vault))
                .singleElement()
                .satisfies(channel -> assertThat(channel.overwrites()).hasSize(2));
        assertThat(visible.positions()).containsKey(StreamId.of(vault));
        assertThat(node.say(carol, vault, "I am in").message().channelId()).isEqualTo(vault);
        stores.execute("INSERT INTO user_roles (user_id, role_id, server_id) VALUES ('%s', '%s', '%s')"
                .formatted(bob.id(), role("admin"), server.id()));
        raise();
        assertThat(node.ask(new ChannelAsk.Of(bob.by(), server.id())).items())
                .extracting("id")
                .contains(vault);
        var welcome = node.ask(new StreamAsk.Hello(bob.by(), false));
        assertThat(welcome.channels().get(server.id())).contains(vault);
        assertThat(welcome.positions()).containsKey(StreamId.of(vault));
        assertThat(welcome.servers().getFirst().permissions()).isEqualTo(Permissions.ALL);
    }

    @Test
    void who_sees_a_channel_but_may_not_write_there_is_told_so_from_the_next_message_on() {
        node.say(bob, general, "while I may");
        overwrite(general, role("member"), null, List.of(), List.of("SEND_MESSAGES"));
        assertThat(node.refused(new MessageAsk.Send(bob.by(), general, "hello", null, null))
                        .kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(node.ask(new ChannelAsk.Get(bob.by(), general)).overwrites())
                .singleElement()
                .satisfies(one -> assertThat(one.deny().allowed()).containsExactly(Permission.SEND_MESSAGES));
        assertThat(node.say(alice, general, "the owner may").duplicate()).isFalse();
    }

    @Test
    void the_muted_read_and_do_nothing_else_until_it_is_over() {
        node.say(bob, general, "while I may");
        mute("10 minutes");
        var detail = node.ask(new ServerAsk.Get(bob.by(), server.id()));
        assertThat(detail.permissions().allowed()).containsExactly(Permission.VIEW_CHANNEL);
        assertThat(detail.member().mutedUntil()).isNotNull();
        assertThat(node.ask(new MessageAsk.History(bob.by(), general, null, null, null, 50))
                        .items())
                .hasSize(1);
        assertThat(node.refused(new MessageAsk.Send(bob.by(), general, "hello", null, null))
                        .kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
        mute("-1 minutes");
        assertThat(node.ask(new ServerAsk.Get(bob.by(), server.id())).member().mutedUntil())
                .isNull();
        node.say(bob, general, "again");
    }

    private void saysNothing(Answer answer) {
        assertThat(Json.text(answer))
                .contains(general.toString())
                .doesNotContain(vault.toString())
                .doesNotContain(secret.toString())
                .doesNotContain("Gold bars");
    }

    private void isMissing(Ask<?> ask, Refusal why) {
        assertThat(node.refused(ask)).as(ask.toString()).isEqualTo(Problem.of(why));
    }

    private void likeNothing(SomeOne person, Ask<?> hidden, Ask<?> nothing) {
        assertThat(node.refused(hidden)).as("to %s", person.id()).isEqualTo(node.refused(nothing));
    }

    private static ChannelId nowhere() {
        return new ChannelId(UuidV7.next());
    }

    private UUID role(String name) {
        return server.roles().stream()
                .filter(role -> role.name().equals(name))
                .map(Role::id)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private void mute(String length) {
        stores.execute("""
                INSERT INTO mutes (server_id, user_id, until) VALUES ('%s', '%s', now() + interval '%s')
                    ON CONFLICT (server_id, user_id) DO UPDATE SET until = excluded.until
                """.formatted(server.id(), bob.id(), length));
        raise();
    }

    private void overwrite(
            ChannelId channel, @Nullable UUID role, @Nullable UUID user, List<String> allow, List<String> deny) {
        stores.execute("""
                INSERT INTO channel_overwrites (channel_id, role_id, user_id, allow, deny)
                VALUES ('%s', %s, %s, '%s', '%s')
                """.formatted(channel, quoted(role), quoted(user), Json.text(allow), Json.text(deny)));
        raise();
    }

    /** As whoever changes a permission does. */
    private void raise() {
        stores.execute(
                "UPDATE access_versions SET version = version + 1 WHERE domain_id = '%s'".formatted(server.id()));
    }

    private static String quoted(@Nullable UUID id) {
        return id == null ? "NULL" : "'" + id + "'";
    }
}
