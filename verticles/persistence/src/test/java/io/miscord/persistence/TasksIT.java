package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Actor;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Nonce;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskStatus;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.json.Json;
import io.miscord.platform.storage.StorageKey;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exports and imports on real stores: what comes out is what was there, and what goes in comes out again. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasksIT {
    private OwnerNode node;
    private Stores stores;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own, Map.of("tasks.importRate", "100000", "tasks.perPerson", "5"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void what_was_exported_and_imported_exports_the_same_again() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        var source = OwnerNode.general(server);
        fill(alice, bob, source, 1_100);
        var file = export(alice, source);
        assertThat(file.path("messages")).hasSize(1_099); // one was deleted
        var target = channel(alice, server, "elsewhere");
        var before = node.say(bob, target, "was here before");
        var imported = importInto(alice, target, file.toString());
        assertThat(imported.status()).isEqualTo(TaskStatus.DONE);
        assertThat(imported.processedItems()).isEqualTo(1_099);
        var again = export(alice, target);
        assertThat(again.path("messages").get(0).path("id").asText())
                .isEqualTo(before.message().id().toString());
        assertThat(content(again).subList(1, 1_100)).isEqualTo(content(file));
        // What watches live is told the same: nothing is missing in the stream, and it ends where the history does.
        assertStreamIsWhole(target);
        assertThat(stores.query(
                        "SELECT 1 FROM mentions n JOIN messages m ON m.id = n.message_id WHERE m.channel_id = ?::uuid",
                        target.toString()))
                .isEmpty();
    }

    @Test
    void who_has_no_account_here_keeps_the_name_and_nothing_else() {
        var alice = node.somebody();
        var server = node.server(alice);
        var channel = OwnerNode.general(server);
        var stranger = "0190b6d2-0000-7000-8000-00000000beef";
        var text = file("""
                {"id":"0190b6d2-0000-7000-8000-000000000001","seq":3,"type":"text",
                 "author":{"id":"%s","username":"zoe","displayName":"Zoë"},"content":"hello",
                 "createdAt":"2019-02-03T04:05:06.007Z","editedAt":null,"replyTo":null,"pinnedAt":null,
                 "reactions":[{"emoji":"👍","count":2,"users":["%s","%s"]}]}
                """.formatted(stranger, stranger, alice.id()));
        assertThat(importInto(alice, channel, text).status()).isEqualTo(TaskStatus.DONE);
        var page = node.ask(new MessageAsk.History(alice.by(), channel, null, null, null, 10))
                .items();
        assertThat(page).singleElement().satisfies(message -> {
            assertThat(message.author()).isNull();
            assertThat(message.importedAuthor()).isEqualTo("Zoë");
            assertThat(message.flags()).isEqualTo(1);
            assertThat(message.createdAt()).isEqualTo("2019-02-03T04:05:06.007Z");
            assertThat(message.reactions()).singleElement().satisfies(reaction -> {
                assertThat(reaction.count()).isEqualTo(1);
                assertThat(reaction.me()).isTrue();
            });
        });
        var again = export(alice, channel).path("messages").get(0);
        assertThat(again.path("author").path("id").asText()).isEqualTo(stranger);
        assertThat(again.path("author").path("username").asText()).isEqualTo("zoe");
    }

    @Test
    void a_file_that_is_wrong_somewhere_changes_nothing_and_says_where() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var good = """
                {"id":"0190b6d2-0000-7000-8000-000000000001","seq":1,"type":"text","author":null,"content":"fine",
                 "createdAt":"2019-02-03T04:05:06.007Z","reactions":[]}""";
        var wrong = new HashMap<String, String>();
        wrong.put(file(good + "," + good), "message 2: seq: must rise");
        wrong.put(file(good.replace("fine", " ")), "message 1: content: must not be empty");
        wrong.put(file(good.replace("\"seq\":1", "\"seq\":1,\"replyTo\":1")), "message 1: replyTo");
        wrong.put(file(good.replace("2019-", "2999-")), "message 1: createdAt");
        wrong.put(file(good.replace("\"author\"", "\"writer\"")), "message 1: writer: is not a known field");
        wrong.put(file(good.replace("[]", "[{\"emoji\":\"x\",\"count\":1,\"users\":[]}]")), "message 1: emoji");
        wrong.put(file(good.replace("\"content\":\"fine\",", "")), "message 1: The JSON is not of the expected shape");
        wrong.put(file(good).replace("\"version\":1", "\"version\":2"), "format must be");
        wrong.put(file(good).replace("]}", "]} more"), "not valid JSON");
        wrong.put(file(good).substring(0, 100), "not valid JSON");
        wrong.put("[]", "a JSON object is expected");
        wrong.put("", "a JSON object is expected");
        wrong.forEach((text, why) -> {
            var task = importInto(alice, channel, text);
            assertThat(task.status()).as(text).isEqualTo(TaskStatus.FAILED);
            assertThat(task.error()).as(text).contains(why);
        });
        assertThat(node.ask(new MessageAsk.History(alice.by(), channel, null, null, null, 10))
                        .items())
                .isEmpty();
    }

    @Test
    void a_message_that_is_too_long_to_hold_is_refused_before_it_is_held() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var id = "\"0190b6d2-0000-7000-8000-000000000001\"";
        var users = String.join(",", java.util.Collections.nCopies(200_000, id));
        var task = importInto(alice, channel, file("""
                {"id":%s,"seq":1,"type":"text","author":null,"content":"fine","createdAt":"2019-02-03T04:05:06.007Z",
                 "reactions":[{"emoji":"👍","count":1,"users":[%s]}]}""".formatted(id, users)));
        assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(task.error()).contains("message 1: it is too long");
    }

    @Test
    void only_who_manages_the_channel_starts_and_only_who_started_and_operators_see() {
        var operator = operator();
        var alice = node.somebody();
        var bob = node.somebody();
        var stranger = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        var channel = OwnerNode.general(server);
        assertThat(node.refused(new TaskAsk.Export(bob.by(), channel, null)).kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(node.refused(new TaskAsk.Import(bob.by(), channel, null)).kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(node.refused(new TaskAsk.Export(stranger.by(), channel, null))
                        .kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(node.refused(new TaskAsk.Export(Actor.anonymous(""), channel, null))
                        .kind())
                .isEqualTo(Problem.Kind.UNAUTHENTICATED);
        var task = node.ask(new TaskAsk.Export(alice.by(), channel, null));
        for (var ask : List.<TaskAsk<?>>of(
                new TaskAsk.Get(bob.by(), task.id()),
                new TaskAsk.Cancel(bob.by(), task.id()),
                new TaskAsk.Uploaded(bob.by(), task.id()))) {
            assertThat(node.refused(ask).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
        }
        assertThat(node.ask(new TaskAsk.Mine(bob.by(), null, 10)).items()).isEmpty();
        assertThat(node.ask(new TaskAsk.Mine(alice.by(), null, 10)).items())
                .extracting(Task::id)
                .containsExactly(task.id());
        assertThat(node.ask(new TaskAsk.Mine(operator.by(), null, 100)).items())
                .extracting(Task::id)
                .contains(task.id());
        assertThat(node.ask(new TaskAsk.Get(operator.by(), task.id())).createdBy())
                .isEqualTo(alice.id());
        ended(alice, task);
    }

    @Test
    void a_repeated_start_is_one_task_and_a_person_has_few_at_a_time() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var nonce = new Nonce("start");
        var first = node.ask(new TaskAsk.Import(alice.by(), channel, nonce));
        assertThat(node.ask(new TaskAsk.Import(alice.by(), channel, nonce)).id())
                .isEqualTo(first.id());
        for (int i = 1; i < 5; i++) {
            node.ask(new TaskAsk.Import(alice.by(), channel, null));
        }
        assertThat(node.refused(new TaskAsk.Import(alice.by(), channel, null)).kind())
                .isEqualTo(Problem.Kind.CONFLICT);
        assertThat(node.ask(new TaskAsk.Cancel(alice.by(), first.id())).status())
                .isEqualTo(TaskStatus.CANCELLED);
        assertThat(node.ask(new TaskAsk.Import(alice.by(), channel, null)).status())
                .isEqualTo(TaskStatus.QUEUED);
        assertThat(node.ask(new TaskAsk.Cancel(alice.by(), first.id())).status())
                .isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void an_end_is_told_and_what_an_export_leaves_is_one_file() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        node.say(alice, channel, "one");
        var task = ended(alice, node.ask(new TaskAsk.Export(alice.by(), channel, null)));
        assertThat(task.progress()).isEqualTo(100);
        Eventually.that(
                () -> "the end is not told",
                () -> node.hints().stream()
                        .anyMatch(hint -> hint instanceof EphemeralEvent.TaskUpdated told
                                && told.task().id().equals(task.id())
                                && told.task().status() == TaskStatus.DONE));
        var file = node.ask(new TaskAsk.FileOf(Actor.NODE, task.id()));
        assertThat(OwnerNode.get(node.storage().size(new StorageKey(file.key()))))
                .isEqualTo(file.size());
        Eventually.that(() -> "parts are left", () -> {
            try (var left = java.nio.file.Files.walk(node.files().resolve("tasks/" + task.id()))) {
                return left.filter(java.nio.file.Files::isRegularFile).count() == 1;
            } catch (java.io.IOException e) {
                return false;
            }
        });
    }

    @Test
    void files_expire_uploads_that_never_come_fail_and_old_tasks_are_forgotten() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var exported = ended(alice, node.ask(new TaskAsk.Export(alice.by(), channel, null)));
        var waiting = node.ask(new TaskAsk.Import(alice.by(), channel, null));
        stores.execute("UPDATE tasks SET created_at = created_at - interval '2 hours' WHERE due_at IS NULL");
        stores.execute("UPDATE tasks SET expires_at = now() - interval '1 second'");
        node.persistence().housekeeping().round();
        assertThat(node.refused(new TaskAsk.FileOf(Actor.NODE, exported.id())).kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(node.ask(new TaskAsk.Get(alice.by(), exported.id())).result())
                .isNull();
        assertThat(node.ask(new TaskAsk.Get(alice.by(), waiting.id())).status()).isEqualTo(TaskStatus.FAILED);
        stores.execute("UPDATE tasks SET finished_at = now() - interval '31 days'");
        node.persistence().housekeeping().round();
        assertThat(node.ask(new TaskAsk.Mine(alice.by(), null, 10)).items()).isEmpty();
    }

    /** The first account of the instance. */
    private SomeOne operator() {
        var somebody = node.somebody();
        stores.execute("UPDATE users SET operator = true WHERE id = '" + somebody.id() + "'");
        return somebody;
    }

    private ChannelId channel(SomeOne owner, ServerDetail server, String name) {
        return node.ask(new ChannelAsk.Create(owner.by(), server.id(), name, ChannelType.TEXT, null, null, null, null))
                .id();
    }

    /** Messages with everything that a message can have; the seventh is deleted. */
    private void fill(SomeOne alice, SomeOne bob, ChannelId channel, int messages) {
        var ids = new ArrayList<MessageId>();
        for (int from = 0; from < messages; from += 100) {
            int slice = from;
            IntStream.range(from, from + 100)
                    .mapToObj(i -> node.bus()
                            .ask(new MessageAsk.Send(
                                    (i % 3 == 0 ? bob : alice).by(),
                                    channel,
                                    "message %d \"quoted\" \\ \n <@%s> 😀".formatted(i, bob.id()),
                                    null,
                                    slice > 0 && i % 10 == 5 ? ids.get(i - 100) : null)))
                    .toList()
                    .forEach(sent -> ids.add(OwnerNode.get(sent).message().id()));
        }
        node.ask(new MessageAsk.Edit(alice.by(), ids.get(1), "edited"));
        node.ask(new MessageAsk.Pin(alice.by(), ids.get(2)));
        node.ask(new MessageAsk.Pin(alice.by(), ids.get(1_050)));
        for (int i = 0; i < messages; i += 50) {
            node.ask(new MessageAsk.React(bob.by(), ids.get(i), "👍"));
            node.ask(new MessageAsk.React(alice.by(), ids.get(i), "👍"));
            node.ask(new MessageAsk.React(alice.by(), ids.get(i), "😀"));
        }
        node.ask(new MessageAsk.Delete(alice.by(), ids.get(7)));
    }

    private JsonNode export(SomeOne by, ChannelId channel) {
        var task = ended(by, node.ask(new TaskAsk.Export(by.by(), channel, null)));
        assertThat(task.status()).as(String.valueOf(task.error())).isEqualTo(TaskStatus.DONE);
        var file = node.ask(new TaskAsk.FileOf(Actor.NODE, task.id()));
        var bytes = OwnerNode.get(node.storage().read(new StorageKey(file.key()), 0, Math.toIntExact(file.size())));
        var tree = Json.tree(bytes.toString(StandardCharsets.UTF_8));
        assertThat(task.processedItems()).isEqualTo(tree.path("messages").size());
        return tree;
    }

    private Task importInto(SomeOne by, ChannelId channel, String file) {
        var task = node.ask(new TaskAsk.Import(by.by(), channel, null));
        OwnerNode.get(node.storage().put(new StorageKey(TaskAsk.upload(task.id())), Buffer.buffer(file)));
        node.ask(new TaskAsk.Uploaded(by.by(), task.id()));
        return ended(by, task);
    }

    private Task ended(SomeOne by, Task task) {
        var last = new Task[] {task};
        Eventually.that(() -> "still " + last[0], () -> {
            last[0] = node.ask(new TaskAsk.Get(by.by(), task.id()));
            return last[0].status().isFinal();
        });
        return last[0];
    }

    /** Messages without what is another after an import: ids, and numbers other than their order. */
    static List<String> content(JsonNode file) {
        var places = new HashMap<Long, Integer>();
        var content = new ArrayList<String>();
        for (var message : file.path("messages")) {
            places.put(message.path("seq").asLong(), content.size());
            var reply = message.path("replyTo");
            var told = message.deepCopy();
            ((com.fasterxml.jackson.databind.node.ObjectNode) told).remove(List.of("id", "seq"));
            if (!reply.isNull()) {
                // How far back it answers: the same wherever the messages begin.
                ((com.fasterxml.jackson.databind.node.ObjectNode) told)
                        .put("replyTo", content.size() - places.get(reply.asLong()));
            }
            content.add(told.toString());
        }
        return content;
    }

    private void assertStreamIsWhole(ChannelId channel) {
        var names = new ArrayList<String>();
        long seq = 0;
        while (true) {
            var replay = node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), seq, 1_000));
            assertThat(replay.tooOld()).isFalse();
            if (replay.events().isEmpty()) {
                assertThat(seq).isEqualTo(replay.head());
                break;
            }
            for (var event : replay.events()) {
                assertThat(event.seq()).isEqualTo(++seq);
                names.add(event.name());
            }
        }
        assertThat(names).filteredOn("message:new"::equals).hasSize(1_100);
        assertThat(names).filteredOn("reaction:added"::equals).hasSize(66);
        assertThat(names).filteredOn("message:pinned"::equals).hasSize(2);
        Eventually.that(
                () -> "not all was announced",
                () -> node.told(StreamId.of(channel)).size() == names.size());
        assertThat(node.told(StreamId.of(channel))).isEqualTo(names);
    }

    private static String file(String messages) {
        return "{\"format\":\"miscord.channel\",\"version\":1,\"messages\":[" + messages + "]}";
    }
}
