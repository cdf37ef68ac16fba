package io.miscord.persistence.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskStatus;
import io.miscord.persistence.ChannelFiles;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class RemovalIT {
    @Test
    void a_ban_removes_what_was_written_lately_in_this_server_and_nothing_else(Stores stores) {
        try (var node = new OwnerNode(stores)) {
            var alice = node.somebody();
            var bob = node.somebody();
            var here = node.server(alice);
            var elsewhere = node.server(alice);
            node.join(alice, here.id(), bob);
            node.join(alice, elsewhere.id(), bob);
            var general = OwnerNode.general(here);
            var other = node.ask(new ChannelAsk.Create(
                            alice.by(), here.id(), "other", ChannelType.TEXT, null, null, null, null))
                    .id();
            var old = node.say(bob, general, "long ago").message();
            stores.execute("UPDATE messages SET id = uuidv7(interval '-2 hours') WHERE id = '%s'".formatted(old.id()));
            node.say(alice, general, "hers");
            says(node, bob, general, 230);
            says(node, bob, other, 3);
            var pinned = node.say(bob, other, "pinned for @everyone <@" + alice.id() + ">")
                    .message();
            node.ask(new MessageAsk.Pin(alice.by(), pinned.id()));
            node.say(bob, OwnerNode.general(elsewhere), "another server");
            long before = head(node, general);

            node.ask(new ModerationAsk.Ban(alice.by(), here.id(), bob.id(), "flood", null, null, 3_600));
            var status = "SELECT status FROM tasks WHERE server_id = ?::uuid";
            var id = here.id().toString();
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> "the removal is " + stores.query(status, id),
                    () -> stores.query(status, id).equals(List.of("done")));
            assertThat(texts(node, alice, general)).containsExactly("hers", "long ago");
            assertThat(texts(node, alice, other)).containsExactly(""); // that she pinned something

            assertThat(texts(node, alice, OwnerNode.general(elsewhere))).containsExactly("another server");
            assertThat(stores.query("SELECT count(created_by) FROM tasks WHERE server_id = ?::uuid", id))
                    .as("it is nobody's")
                    .containsExactly("0");
            assertThat(stores.query("SELECT processed_items FROM tasks WHERE server_id = ?::uuid", id))
                    .containsExactly("234");
            assertThat(stores.query(
                            "SELECT count(*) FROM messages WHERE channel_id = ?::uuid"
                                    + " AND (content LIKE 'm%' OR pinned)",
                            general.toString()))
                    .containsExactly("0");
            assertThat(stores.query("SELECT count(*) FROM mention_marks WHERE channel_id = ?::uuid", other.toString()))
                    .containsExactly("0");
            // 230 in slices of a hundred; the seq of what is left says that all is read.
            var told = node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(general), before, 1_000))
                    .events();
            assertThat(told).hasSize(3).extracting(StreamEvent::name).containsOnly("messages:deleted");
            assertThat(told.getLast().frame().text()).contains("\"lastMessageSeq\":2");
        }
    }

    @Test
    void a_ban_without_a_purge_removes_nothing(Stores stores) {
        try (var node = new OwnerNode(stores)) {
            var alice = node.somebody();
            var bob = node.somebody();
            var here = node.server(alice);
            node.join(alice, here.id(), bob);
            node.say(bob, OwnerNode.general(here), "stays");
            node.ask(new ModerationAsk.Ban(alice.by(), here.id(), bob.id(), null, null, null, 0));
            assertThat(stores.query(
                            "SELECT count(*) FROM tasks WHERE server_id = ?::uuid",
                            here.id().toString()))
                    .containsExactly("0");
            assertThat(texts(node, alice, OwnerNode.general(here))).containsExactly("stays");
        }
    }

    @Test
    void of_one_person_in_a_server_one_removal_is_open_which_goes_back_as_far_as_was_ever_asked(Stores stores) {
        try (var node = new OwnerNode(stores)) {
            var alice = node.somebody();
            var bob = node.somebody();
            var here = node.server(alice);
            node.join(alice, here.id(), bob);
            var general = OwnerNode.general(here);
            var old = node.say(bob, general, "an hour and a half ago").message();
            stores.execute(
                    "UPDATE messages SET id = uuidv7(interval '-90 minutes') WHERE id = '%s'".formatted(old.id()));
            node.say(bob, general, "now");
            // As long as another node works on one of this server, nobody takes a second.
            stores.execute("""
                    INSERT INTO tasks (id, kind, status, server_id, about_id, checkpoint, due_at, leased_until)
                    VALUES (uuidv7(), 'removal', 'running', '%s', '%s', '{}', now(), now() + interval '1 hour')
                    """.formatted(here.id(), alice.id()));
            for (int purge : List.of(3_600, 7_200, 60)) {
                node.ask(new ModerationAsk.Ban(alice.by(), here.id(), bob.id(), null, null, null, purge));
            }
            var files = new ChannelFiles(node);
            assertThat(files.ended(alice, node.ask(new TaskAsk.Export(alice.by(), general, null)))
                            .status())
                    .isEqualTo(TaskStatus.DONE);
            assertThat(stores.query(
                            "SELECT status FROM tasks WHERE about_id = ?::uuid",
                            bob.id().toString()))
                    .containsExactly("queued");
            assertThat(texts(node, alice, general)).hasSize(2);

            stores.execute("UPDATE tasks SET status = 'done', finished_at = now() WHERE status = 'running'");
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> "the removal is " + stores.query("SELECT status FROM tasks"),
                    () -> texts(node, alice, general).isEmpty());
            assertThat(stores.query(
                            "SELECT count(*) FROM tasks WHERE about_id = ?::uuid",
                            bob.id().toString()))
                    .containsExactly("1");
        }
    }

    @Test
    void whoever_wrote_nothing_there_lately_starts_no_removal_and_whoever_writes_too_much_to_look_at_does(
            Stores stores) {
        try (var node = new OwnerNode(stores)) {
            var alice = node.somebody();
            var bob = node.somebody();
            var here = node.server(alice);
            var elsewhere = node.server(alice);
            node.join(alice, here.id(), bob);
            node.join(alice, elsewhere.id(), bob);
            var old = node.say(bob, OwnerNode.general(here), "long ago").message();
            stores.execute("UPDATE messages SET id = uuidv7(interval '-2 hours') WHERE id = '%s'".formatted(old.id()));
            var gone = node.say(bob, OwnerNode.general(here), "gone again").message();
            node.ask(new MessageAsk.Delete(bob.by(), gone.id()));
            node.say(bob, OwnerNode.general(elsewhere), "elsewhere");
            var ban = new ModerationAsk.Ban(alice.by(), here.id(), bob.id(), null, null, null, 3_600);
            node.ask(ban);
            assertThat(stores.query(
                            "SELECT count(*) FROM tasks WHERE server_id = ?::uuid",
                            here.id().toString()))
                    .containsExactly("0");

            stores.execute("""
                    INSERT INTO messages (id, channel_id, seq, user_id, content)
                    SELECT uuidv7(), '%s', 1000 + i, '%s', 'm' FROM generate_series(1, 1000) i
                    """.formatted(OwnerNode.general(elsewhere), bob.id()));
            node.ask(ban);
            assertThat(stores.query(
                            "SELECT count(*) FROM tasks WHERE server_id = ?::uuid",
                            here.id().toString()))
                    .containsExactly("1");
            assertThat(texts(node, alice, OwnerNode.general(here))).containsExactly("long ago");
        }
    }

    private static void says(OwnerNode node, SomeOne author, ChannelId channel, int messages) {
        var said = new ArrayList<Future<Answer.Sent>>();
        for (int i = 0; i < messages; i++) {
            said.add(node.bus().ask(new MessageAsk.Send(author.by(), channel, "m" + i, null, null)));
        }
        said.forEach(OwnerNode::get);
    }

    private static long head(OwnerNode node, ChannelId channel) {
        var stream = StreamId.of(channel);
        return node.ask(new StreamAsk.Heads(Actor.NODE, List.of(stream)))
                .heads()
                .getOrDefault(stream, 0L);
    }

    private static List<String> texts(OwnerNode node, SomeOne reader, ChannelId channel) {
        return node.ask(new MessageAsk.History(reader.by(), channel, null, null, null, 100)).items().stream()
                .map(Message::content)
                .toList();
    }
}
