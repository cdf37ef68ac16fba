package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.ServerDetail;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code append_messages} does with a group, by what it stores. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendingIT {
    private static final UUID ROLE = new UUID(4, 1);

    private Stores stores;
    private OwnerNode node;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;

    /** A message of a group. */
    private record Sent(
            SomeOne author,
            @Nullable String nonce,
            int slow,
            @Nullable UUID replyTo,
            List<UUID> people,
            List<UUID> called) {}

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
        alice = node.somebody();
        bob = node.somebody();
    }

    @BeforeEach
    void newChannel() {
        server = node.server(alice);
        node.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void a_message_marks_whom_it_calls_and_a_deleted_one_calls_nobody() {
        append(
                new Sent(
                        alice,
                        "n1",
                        0,
                        null,
                        List.of(bob.id().value()),
                        List.of(ROLE, server.id().value(), ROLE)),
                new Sent(bob, null, 0, null, List.of(new UUID(9, 9)), List.of()));
        assertThat(stores.query(
                        "SELECT seq || ' ' || target_id FROM mention_marks WHERE channel_id = ?::uuid", channel()))
                .containsExactlyInAnyOrder("1 " + bob.id(), "1 " + ROLE, "1 " + server.id());
        assertThat(stores.query(
                        "SELECT flags || ' ' || mention_roles::text FROM messages WHERE channel_id = ?::uuid"
                                + " ORDER BY seq",
                        channel()))
                .containsExactly("1 {%s}".formatted(ROLE), "1 {}");
        var message = node.ask(new io.miscord.contract.MessageAsk.History(bob.by(), channel, null, null, null, 10))
                .items()
                .getLast();
        assertThat(message.mentionRoles()).extracting("value").containsExactly(ROLE);
        node.ask(new io.miscord.contract.MessageAsk.Delete(alice.by(), message.id()));
        assertThat(stores.query("SELECT seq FROM mention_marks WHERE channel_id = ?::uuid", channel()))
                .isEmpty();
    }

    @Test
    void who_is_answered_or_named_is_owed_a_notification_and_nobody_else() {
        var first = node.say(bob, channel, "the first").message().id().value();
        append(
                new Sent(alice, null, 0, first, List.of(), List.of()),
                new Sent(alice, null, 0, null, List.of(bob.id().value()), List.of()),
                new Sent(
                        alice,
                        null,
                        0,
                        null,
                        List.of(),
                        List.of(ROLE, server.id().value())));
        assertThat(stores.query("""
                        SELECT m.seq FROM pending_notices n JOIN messages m ON m.id = n.message_id
                         WHERE m.channel_id = ?::uuid ORDER BY m.seq
                        """, channel())).containsExactly("2", "3");
    }

    @Test
    void a_try_whose_end_nobody_saw_calls_nobody_again_even_where_it_was_deleted_meanwhile() {
        var ids = List.of(UUID.randomUUID(), UUID.randomUUID());
        var calling = new Sent(alice, null, 0, null, List.of(bob.id().value()), List.of(ROLE));
        assertThat(append(ids, false, calling, calling)).containsExactly("stored 1 0", "stored 2 0");
        node.ask(new io.miscord.contract.MessageAsk.Delete(alice.by(), new MessageId(ids.getFirst())));
        stores.execute("DELETE FROM pending_notices");
        assertThat(append(ids, true, calling, calling)).containsExactly("duplicate 1 0", "duplicate 2 0");
        assertThat(stores.query("SELECT DISTINCT message_id FROM mention_marks WHERE channel_id = ?::uuid", channel()))
                .containsExactly(ids.getLast().toString());
        assertThat(stores.query("SELECT 1 FROM pending_notices")).isEmpty();
    }

    @Test
    void slow_mode_lets_one_message_through_and_says_how_long_to_wait() {
        assertThat(append(
                        new Sent(alice, "n1", 10, null, List.of(), List.of()),
                        new Sent(alice, "n2", 10, null, List.of(), List.of()),
                        new Sent(bob, "n1", 10, null, List.of(), List.of())))
                .containsExactly("stored 1 0", "slow null 10", "stored 2 0");
        lately(alice, "6500 milliseconds");
        assertThat(append(
                        new Sent(alice, "n3", 10, null, List.of(), List.of()),
                        new Sent(alice, "n1", 10, null, List.of(), List.of()),
                        new Sent(bob, "n3", 0, null, List.of(), List.of())))
                .as("a repeat is what it was, and who is not bound does not wait")
                .containsExactly("slow null 4", "duplicate 1 0", "stored 3 0");
        lately(alice, "10 seconds");
        assertThat(append(new Sent(alice, "n3", 10, null, List.of(), List.of())))
                .containsExactly("stored 4 0");
        lately(alice, "-1 hour");
        assertThat(append(new Sent(alice, "n4", 10, null, List.of(), List.of())))
                .as("a clock that was set back")
                .containsExactly("slow null 10");
    }

    private void lately(SomeOne person, String ago) {
        stores.execute("UPDATE slow_marks SET sent_at = clock_timestamp() - interval '%s' WHERE user_id = '%s'"
                .formatted(ago, person.id()));
    }

    private List<String> append(Sent... group) {
        return append(Stream.generate(UUID::randomUUID).limit(group.length).toList(), false, group);
    }

    private List<String> append(List<UUID> ids, boolean again, Sent... group) {
        int n = group.length;
        var sql = """
                SELECT a.status || ' ' || coalesce(a.seq::text, 'null') || ' ' || a.wait
                  FROM append_messages(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) a
                """.formatted(
                array("uuid", ids),
                array("uuid", IntStream.range(0, n).mapToObj(i -> channel).toList()),
                array("uuid", IntStream.range(0, n).mapToObj(i -> server.id()).toList()),
                array("bigint", IntStream.range(0, n).mapToObj(i -> version()).toList()),
                array(
                        "uuid",
                        List.of(group).stream().map(sent -> sent.author.id()).toList()),
                array("text", List.of(group).stream().map(Sent::nonce).toList()),
                array("text", List.of(group).stream().map(sent -> "text").toList()),
                array("uuid", List.of(group).stream().map(Sent::replyTo).toList()),
                places(group, true),
                array(
                        "uuid",
                        List.of(group).stream()
                                .flatMap(sent -> sent.people.stream())
                                .toList()),
                array("integer", List.of(group).stream().map(sent -> 1).toList()),
                array("integer", List.of(group).stream().map(Sent::slow).toList()),
                places(group, false),
                array(
                        "uuid",
                        List.of(group).stream()
                                .flatMap(sent -> sent.called.stream())
                                .toList()),
                again);
        return stores.query(sql);
    }

    private static String places(Sent[] group, boolean people) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < group.length; i++) {
            for (int k = 0; k < (people ? group[i].people : group[i].called).size(); k++) {
                places.add(i + 1);
            }
        }
        return array("bigint", places);
    }

    private static String array(String type, List<?> values) {
        return values.stream()
                .map(value -> value == null ? "NULL" : "'" + value + "'")
                .collect(Collectors.joining(", ", "ARRAY [", "]::" + type + "[]"));
    }

    private String version() {
        return stores.query(
                        "SELECT version FROM access_versions WHERE domain_id = ?::uuid",
                        server.id().toString())
                .getFirst();
    }

    private String channel() {
        return channel.toString();
    }
}
