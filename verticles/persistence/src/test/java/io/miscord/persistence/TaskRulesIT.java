package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskStatus;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.storage.StorageKey;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may have tasks, how many, and what is left of them: on real stores. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskRulesIT {
    private static final String MESSAGE = """
            {"id":"0190b6d2-0000-7000-8000-000000000001","seq":1,"type":"text","content":"first",
             "createdAt":"2019-02-03T04:05:06.007Z","reactions":[]}""";

    private OwnerNode node;
    private Stores stores;
    private ChannelFiles files;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(
                own, Map.of("tasks.importRate", "100000", "tasks.perPerson", "5", "tasks.filesPerPerson", "2"));
        files = new ChannelFiles(node);
    }

    @AfterAll
    void stop() {
        node.close();
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
                new TaskAsk.Uploaded(bob.by(), task.id(), "tasks/stranger"))) {
            assertThat(node.refused(ask).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
        }
        assertThat(node.ask(new TaskAsk.Visible(bob.by(), null, 10)).items()).isEmpty();
        assertThat(node.ask(new TaskAsk.Visible(alice.by(), null, 10)).items())
                .extracting(Task::id)
                .containsExactly(task.id());
        assertThat(node.ask(new TaskAsk.Visible(operator.by(), null, 100)).items())
                .extracting(Task::id)
                .contains(task.id());
        assertThat(node.ask(new TaskAsk.Get(operator.by(), task.id())).createdBy())
                .isEqualTo(alice.id());
        files.ended(alice, task);
    }

    @Test
    void who_manages_channels_exports_and_administrators_alone_import() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        var channel = OwnerNode.general(server);
        var role = role(alice, server, bob, Permission.MANAGE_CHANNELS);
        files.ended(bob, node.ask(new TaskAsk.Export(bob.by(), channel, null)));
        var begins = new TaskAsk.Import(bob.by(), channel, null);
        assertThat(node.refused(begins))
                .isEqualTo(ProblemException.of(Refusal.MISSING_PERMISSION, Permission.ADMINISTRATOR)
                        .problem());
        var all = Permissions.of(Permission.ADMINISTRATOR);
        node.ask(new RoleAsk.Update(alice.by(), server.id(), role, null, null, all, null, null));
        var task = node.ask(begins);
        var less = Permissions.of(Permission.MANAGE_CHANNELS);
        node.ask(new RoleAsk.Update(alice.by(), server.id(), role, null, null, less, null, null));
        files.upload(bob, task, ChannelFiles.of(MESSAGE));
        assertThat(files.ended(bob, task).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(stores.query(
                        "SELECT id FROM messages WHERE channel_id = ?::uuid AND content = 'first'", "" + channel))
                .isEmpty();
    }

    @Test
    void who_does_not_see_the_channel_any_more_is_given_no_file_of_it() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        role(alice, server, bob, Permission.MANAGE_CHANNELS);
        var channel = files.channel(alice, server, "exported");
        var hers = files.ended(alice, node.ask(new TaskAsk.Export(alice.by(), channel, null)));
        var his = files.ended(bob, node.ask(new TaskAsk.Export(bob.by(), channel, null)));
        assertThat(hasFile(alice, hers)).isTrue();
        assertThat(hasFile(bob, his)).isTrue();
        var hidden = Permissions.of(Permission.VIEW_CHANNEL);
        node.ask(new ChannelAsk.SetOverwrite(alice.by(), channel, Overwrite.of(bob.id(), Permissions.NONE, hidden)));
        assertThat(hasFile(bob, his)).isFalse();
        node.ask(new ChannelAsk.SetOverwrite(alice.by(), channel, Overwrite.of(bob.id(), hidden, Permissions.NONE)));
        assertThat(hasFile(bob, his)).isTrue();
        node.ask(new ChannelAsk.Delete(alice.by(), channel));
        assertThat(hasFile(alice, hers)).as("of a deleted channel").isTrue();
        assertThat(hasFile(bob, his)).as("of a deleted channel").isTrue();
        node.ask(new ModerationAsk.Ban(alice.by(), server.id(), bob.id(), null, null, null, null));
        assertThat(hasFile(bob, his)).isFalse();
        assertThat(node.ask(new TaskAsk.Cancel(bob.by(), his.id())).result()).isNull();
        assertThat(files.hasFiles(his)).as("until it expires").isTrue();
    }

    /** Whether whoever started it is told of its file, in the list as by itself. */
    private boolean hasFile(SomeOne by, Task task) {
        var alone = node.ask(new TaskAsk.Get(by.by(), task.id())).result();
        assertThat(node.ask(new TaskAsk.Visible(by.by(), null, 10)).items())
                .filteredOn(listed -> listed.id().equals(task.id()))
                .singleElement()
                .extracting(Task::result)
                .isEqualTo(alone);
        return alone != null;
    }

    private RoleId role(SomeOne owner, ServerDetail server, SomeOne holder, Permission allowed) {
        var role = node.ask(new RoleAsk.Create(
                        owner.by(), server.id(), "role", 0, Permissions.of(allowed), false, false, null))
                .id();
        node.ask(new RoleAsk.Give(owner.by(), server.id(), holder.id(), role));
        return role;
    }

    @Test
    void what_a_newer_release_started_is_left_to_its_nodes_and_holds_nobody_up() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        stores.execute("ALTER TABLE tasks DROP CONSTRAINT tasks_kind_check");
        stores.execute("""
                INSERT INTO tasks (id, kind, created_by, due_at, created_at)
                VALUES ('%1$s', 'of-tomorrow', '%1$s', now() - interval '1 hour', now() - interval '1 hour')
                """.formatted(alice.id()));
        files.ended(alice, node.ask(new TaskAsk.Export(alice.by(), channel, null)));
        assertThat(node.ask(new TaskAsk.Visible(alice.by(), null, 10)).items()).hasSize(1);
        assertThat(stores.query("SELECT status FROM tasks WHERE kind = 'of-tomorrow'"))
                .containsExactly("queued");
        stores.execute("DELETE FROM tasks WHERE kind = 'of-tomorrow'");
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
        var task = files.ended(alice, node.ask(new TaskAsk.Export(alice.by(), channel, null)));
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
            try (var left = Files.walk(node.files().resolve("tasks/" + task.id()))) {
                return left.filter(Files::isRegularFile).count() == 1;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void files_expire_uploads_that_never_come_fail_and_old_tasks_are_forgotten() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var exported = files.ended(alice, node.ask(new TaskAsk.Export(alice.by(), channel, null)));
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
        assertThat(node.ask(new TaskAsk.Visible(alice.by(), null, 10)).items()).isEmpty();
    }

    @Test
    void an_upload_that_ends_after_its_task_leaves_no_file() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var task = node.ask(new TaskAsk.Import(alice.by(), channel, null));
        node.ask(new TaskAsk.Cancel(alice.by(), task.id()));
        var late = files.stored(task, "late");
        assertThat(node.ask(new TaskAsk.Uploaded(alice.by(), task.id(), late)).status())
                .isEqualTo(TaskStatus.CANCELLED);
        Eventually.that(() -> "the file is left", () -> !files.hasFiles(task));
    }

    @Test
    void of_two_files_for_one_import_the_first_is_read_and_the_second_deleted() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var task = node.ask(new TaskAsk.Import(alice.by(), channel, null));
        var first = files.stored(task, ChannelFiles.of(MESSAGE));
        var second = files.stored(task, ChannelFiles.of(""));
        // Nobody takes it while it waits for its turn.
        stores.execute("UPDATE tasks SET due_at = now() + interval '1 hour', upload_key = '" + first + "' WHERE id = '"
                + task.id() + "'");
        node.ask(new TaskAsk.Uploaded(alice.by(), task.id(), second));
        Eventually.that(
                () -> "the second is left", () -> !Files.exists(node.files().resolve(second)));
        node.ask(new TaskAsk.Uploaded(alice.by(), task.id(), first)); // told twice
        assertThat(node.files().resolve(first)).exists();
        stores.execute("UPDATE tasks SET due_at = now() WHERE id = '" + task.id() + "'");
        var ended = files.ended(alice, task);
        assertThat(ended.status()).isEqualTo(TaskStatus.DONE);
        assertThat(ended.processedItems()).isEqualTo(1);
    }

    @Test
    void a_file_is_refused_in_one_sentence_that_says_where_and_why() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var message = """
                {"id":"0190b6d2-0000-7000-8000-000000000001","seq":1,"type":"text","content":"first",
                 "createdAt":"2019-02-03T04:05:06.007Z","reactions":[]}""";
        var why = Map.of(
                ChannelFiles.of(message) + "more",
                "message 2: this is not valid JSON",
                ChannelFiles.of(message).replace("]}]}", "]}],\"more\":1}"),
                "message 2: nothing may stand behind the messages",
                ChannelFiles.of(message + "," + message),
                "message 2: seq: must rise from message to message, to 68719476735 at most",
                ChannelFiles.of(message.replace("\"2019-02-03T04:05:06.007Z\"", "1e300")),
                "message 1: createdAt: has a wrong type or value");
        why.forEach((file, sentence) -> assertThat(
                        files.imported(alice, channel, file).error())
                .isEqualTo("The file cannot be imported; " + sentence));
        var task = node.ask(new TaskAsk.Import(alice.by(), channel, null));
        var key = TaskAsk.upload(task.id(), UuidV7.next());
        var bytes = ChannelFiles.of(message).replace("first", "f\u00fcrst").getBytes(StandardCharsets.ISO_8859_1);
        OwnerNode.get(node.storage().put(new StorageKey(key), Buffer.buffer(bytes)));
        node.ask(new TaskAsk.Uploaded(alice.by(), task.id(), key));
        assertThat(files.ended(alice, task).error()).contains("this is not text in UTF-8");
    }

    @Test
    void an_upload_that_is_cut_ends_its_task_but_not_one_whose_file_came_another_time() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var cut = node.ask(new TaskAsk.Import(alice.by(), channel, null));
        assertThat(node.ask(new TaskAsk.NotUploaded(alice.by(), cut.id())).status())
                .isEqualTo(TaskStatus.CANCELLED);
        var task = node.ask(new TaskAsk.Import(alice.by(), channel, null));
        files.upload(alice, task, ChannelFiles.of(""));
        node.ask(new TaskAsk.NotUploaded(alice.by(), task.id()));
        assertThat(files.ended(alice, task).status()).isEqualTo(TaskStatus.DONE);
        var export = files.ended(alice, node.ask(new TaskAsk.Export(alice.by(), channel, null)));
        assertThat(node.refused(new TaskAsk.NotUploaded(alice.by(), export.id()))
                        .kind())
                .isEqualTo(Problem.Kind.CONFLICT);
        assertThat(files.hasFiles(export)).isTrue();
    }

    @Test
    void a_person_has_few_files_and_the_oldest_goes_first() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var tasks = new ArrayList<Task>();
        for (int i = 0; i < 4; i++) {
            tasks.add(files.ended(alice, node.ask(new TaskAsk.Export(alice.by(), channel, null))));
        }
        node.persistence().housekeeping().round();
        assertThat(tasks)
                .extracting(
                        task -> node.ask(new TaskAsk.Get(alice.by(), task.id())).result() != null)
                .containsExactly(false, false, true, true);
        Eventually.that(() -> "the oldest is left", () -> !files.hasFiles(tasks.getFirst()));
        assertThat(files.hasFiles(tasks.getLast())).isTrue();
    }

    @Test
    void the_tasks_of_a_person_are_done_one_after_the_other_and_others_do_not_wait_for_them() {
        var alice = node.somebody();
        var bob = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var busy = node.ask(new TaskAsk.Import(alice.by(), channel, null));
        stores.execute("UPDATE tasks SET status = 'running', fence = 7, leased_until = now() + interval '1 hour'"
                + " WHERE id = '" + busy.id() + "'");
        var waiting = node.ask(new TaskAsk.Export(alice.by(), channel, null));
        files.ended(bob, node.ask(new TaskAsk.Export(bob.by(), OwnerNode.general(node.server(bob)), null)));
        assertThat(node.ask(new TaskAsk.Get(alice.by(), waiting.id())).startedAt())
                .isNull();
        node.ask(new TaskAsk.Cancel(alice.by(), busy.id()));
        assertThat(files.ended(alice, waiting).status()).isEqualTo(TaskStatus.DONE);
    }

    /** The first account of the instance. */
    private SomeOne operator() {
        var somebody = node.somebody();
        stores.execute("UPDATE users SET operator = true WHERE id = '" + somebody.id() + "'");
        return somebody;
    }
}
