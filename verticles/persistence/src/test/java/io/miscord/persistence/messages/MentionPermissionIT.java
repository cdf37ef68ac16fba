package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whom a message calls depends on what its author may call; the text stays as it is. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MentionPermissionIT {
    private static final int ALL = Message.EVERYONE | Message.HERE;

    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;
    private RoleId crew;
    private RoleId staff;
    private String text;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    /** Alice's server, with Bob in it, a role that anybody may call and one that not anybody may. */
    @BeforeEach
    void newServer() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
        crew = role("crew", 10, true);
        staff = role("staff", 20, false);
        text = "@everyone @here <@&%s> <@&%s> <@%s>".formatted(staff, crew, alice.id());
    }

    @Test
    void what_one_may_not_call_is_text_and_calls_nobody() {
        var message = node.say(bob, channel, text).message();
        assertThat(message.content()).isEqualTo(text);
        assertThat(message.flags()).isZero();
        assertThat(message.mentionRoles()).containsExactly(crew);
        assertThat(message.mentions()).containsExactly(alice.id());
        assertThat(marks(message))
                .containsExactlyInAnyOrder(crew.value(), alice.id().value());
        told_again_and_read_it_is_the_same(message);
    }

    @Test
    void who_may_call_everybody_calls_any_role_too() {
        var message = node.say(alice, channel, text).message();
        assertThat(message.flags()).isEqualTo(ALL);
        assertThat(message.mentionRoles()).containsExactlyInAnyOrder(crew, staff);
        assertThat(marks(message))
                .containsExactlyInAnyOrder(
                        crew.value(),
                        staff.value(),
                        server.id().value(),
                        alice.id().value());
        told_again_and_read_it_is_the_same(message);
    }

    @Test
    void many_roles_are_told_in_the_order_in_which_they_are_kept() {
        // As numbers with a sign, which Java compares, the first half of all ids comes after the second.
        var roles = IntStream.range(0, 16)
                .mapToObj(i -> role(new UUID(((long) i << 60) | UuidV7.next().getMostSignificantBits() >>> 4, i), i))
                .toList();
        var names = new StringBuilder();
        roles.reversed().forEach(role -> names.append("<@&").append(role).append('>'));
        var message = node.say(bob, channel, names.toString()).message();
        assertThat(message.mentionRoles()).hasSize(16);
        told_again_and_read_it_is_the_same(message);
    }

    @Test
    void only_a_call_is_urgent() {
        assertThat(told(node.say(bob, channel, "@everyone").message()).urgent()).isFalse();
        assertThat(told(node.say(bob, channel, "<@&" + staff + ">").message()).urgent())
                .isFalse();
        assertThat(told(node.say(bob, channel, "<@&" + crew + ">").message()).urgent())
                .isTrue();
        assertThat(told(node.say(alice, channel, "@here").message()).urgent()).isTrue();
        assertThat(told(node.say(alice, channel, "`@here`").message()).urgent()).isFalse();
    }

    @Test
    void a_permission_counts_from_the_moment_when_it_is_given_to_that_when_it_is_taken() {
        assertThat(node.say(bob, channel, text).message().flags()).isZero();
        allow("[\"MENTION_EVERYONE\"]");
        var called = node.say(bob, channel, text).message();
        assertThat(called.flags()).isEqualTo(ALL);
        assertThat(called.mentionRoles()).containsExactlyInAnyOrder(crew, staff);
        allow("[]");
        assertThat(node.say(bob, channel, text).message().flags()).isZero();
        stores.execute("UPDATE roles SET mentionable = false WHERE id = '%s'".formatted(crew));
        raise();
        assertThat(node.say(bob, channel, text).message().mentionRoles()).isEmpty();
    }

    @Test
    void a_channel_may_allow_it_where_the_server_does_not() {
        var other = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "loud", ChannelType.TEXT, null, null, null, null))
                .id();
        stores.execute("""
                INSERT INTO channel_overwrites (channel_id, user_id, allow, deny)
                VALUES ('%s', '%s', '["MENTION_EVERYONE"]', '[]')
                """.formatted(other, bob.id()));
        raise();
        assertThat(node.say(bob, other, text).message().flags()).isEqualTo(ALL);
        assertThat(node.say(bob, channel, text).message().flags()).isZero();
    }

    @Test
    void roles_of_another_server_and_everybodys_own_are_text() {
        var elsewhere = node.server(alice);
        var foreign = elsewhere.roles().getLast().id();
        var everybodys = server.roles().getFirst();
        assertThat(everybodys.position()).isZero();
        var message = node.say(alice, channel, "<@&%s> <@&%s>".formatted(foreign, everybodys.id()))
                .message();
        assertThat(message.mentionRoles()).isEmpty();
        assertThat(marks(message)).isEmpty();
    }

    @Test
    void in_a_conversation_nobody_calls_everybody() {
        var conversation = node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        var message = node.say(alice, conversation, text).message();
        assertThat(message.flags()).isZero();
        assertThat(message.mentionRoles()).isEmpty();
        assertThat(message.mentions()).containsExactly(alice.id());
        assertThat(marks(message)).containsExactly(alice.id().value());
    }

    @Test
    void an_edit_calls_nobody() {
        var message = node.say(alice, channel, "hello").message();
        node.ask(new MessageAsk.Edit(alice.by(), message.id(), text));
        assertThat(read().flags()).isZero();
        assertThat(read().mentionRoles()).isEmpty();
        assertThat(marks(message)).isEmpty();
    }

    private void told_again_and_read_it_is_the_same(Message message) {
        var logged = node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), message.seq() - 1, 1))
                .events()
                .getFirst();
        assertThat(told(message).frame().text()).isEqualTo(logged.frame().text());
        assertThat(Json.event(logged.frame()))
                .isInstanceOfSatisfying(
                        ChannelEvent.MessageNew.class,
                        sent -> assertThat(sent.message()).isEqualTo(message));
        assertThat(read()).isEqualTo(message);
    }

    private Message read() {
        return node.ask(new MessageAsk.History(bob.by(), channel, null, null, null, 1))
                .items()
                .getFirst();
    }

    private StreamEvent told(Message message) {
        return Eventually.get(
                () -> "not told " + message,
                () -> node.hints().stream()
                        .flatMap(hint -> hint instanceof StreamEvent event ? Stream.of(event) : Stream.empty())
                        .filter(event ->
                                event.stream().equals(StreamId.of(message.channelId())) && event.seq() == message.seq())
                        .findFirst());
    }

    private List<UUID> marks(Message message) {
        return stores
                .query("SELECT target_id::text FROM mention_marks WHERE message_id = ?::uuid", "" + message.id())
                .stream()
                .map(UUID::fromString)
                .toList();
    }

    private RoleId role(String name, int position, boolean mentionable) {
        var id = UuidV7.next();
        stores.execute("""
                INSERT INTO roles (id, server_id, name, permissions, position, mentionable)
                VALUES ('%s', '%s', '%s', '[]', %d, %s)
                """.formatted(id, server.id(), name, position, mentionable));
        return new RoleId(id);
    }

    private RoleId role(UUID id, int number) {
        stores.execute("""
                INSERT INTO roles (id, server_id, name, permissions, position, mentionable)
                VALUES ('%s', '%s', 'role %d', '[]', %d, true)
                """.formatted(id, server.id(), number, 100 + number));
        return new RoleId(id);
    }

    /** Gives Bob a role that allows this. */
    private void allow(String permissions) {
        stores.execute("UPDATE roles SET permissions = '%s' WHERE id = '%s'".formatted(permissions, staff));
        stores.execute("""
                INSERT INTO user_roles (server_id, user_id, role_id) VALUES ('%s', '%s', '%s') ON CONFLICT DO NOTHING
                """.formatted(server.id(), bob.id(), staff));
        raise();
    }

    /** As whoever changes a permission does. */
    private void raise() {
        stores.execute(
                "UPDATE access_versions SET version = version + 1 WHERE domain_id = '%s'".formatted(server.id()));
    }
}
