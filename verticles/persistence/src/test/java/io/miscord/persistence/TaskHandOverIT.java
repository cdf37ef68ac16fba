package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskStatus;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks that are cancelled, given away or taken away while a node is at them; paced, so that there is a middle. */
@ExtendWith(RealServers.class)
class TaskHandOverIT {
    private static final int MESSAGES = 1_500;
    private static final Map<String, String> PACED = Map.of("tasks.importRate", "500");

    private final Path folder = Folders.temporary("hand-over");
    private Stores stores;
    private OwnerNode node;
    private SomeOne alice;
    private ChannelId channel;

    @BeforeEach
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own, PACED, folder);
        alice = node.somebody();
        channel = OwnerNode.general(node.server(alice));
    }

    @AfterEach
    void stop() {
        node.close();
        Folders.delete(folder);
    }

    @Test
    void a_cancelled_import_stops_where_it_is_and_its_file_goes() {
        var task = begun();
        var cancelled = node.ask(new TaskAsk.Cancel(alice.by(), task.id()));
        assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(cancelled.processedItems()).isBetween(200L, MESSAGES - 1L);
        Eventually.that(() -> "its file is left", () -> !files().hasFiles(task));
        somebodyElseImports(400);
        assertThat(stored()).isEqualTo(upTo(cancelled.processedItems()));
        assertThat(node.ask(new TaskAsk.Get(alice.by(), task.id()))).isEqualTo(cancelled);
    }

    @Test
    void imports_leave_a_place_for_exports() {
        var hers = begun();
        var bob = node.somebody();
        var waiting = node.ask(new TaskAsk.Import(bob.by(), OwnerNode.general(node.server(bob)), null));
        files().upload(bob, waiting, ChannelFiles.of(messages(1)));
        var carol = node.somebody();
        var exported = files().exported(carol, OwnerNode.general(node.server(carol)));
        assertThat(exported.path("messages")).isEmpty();
        assertThat(node.ask(new TaskAsk.Get(alice.by(), hers.id())).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(node.ask(new TaskAsk.Get(bob.by(), waiting.id())).startedAt())
                .isNull();
        node.ask(new TaskAsk.Cancel(alice.by(), hers.id()));
        assertThat(files().ended(bob, waiting).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void what_a_leaving_node_was_doing_another_finishes_and_each_message_is_there_once() {
        var task = begun();
        var leaving = node;
        node = new OwnerNode(stores, PACED, folder);
        leaving.close();
        assertThat(files().ended(alice, task).status()).isEqualTo(TaskStatus.DONE);
        assertThat(stored()).isEqualTo(upTo(MESSAGES));
        assertThat(stores.query(
                        "SELECT fence FROM tasks WHERE id = ?::uuid", task.id().toString()))
                .containsExactly("2");
        assertThat(files().exported(alice, channel).path("messages")).hasSize(MESSAGES);
    }

    @Test
    void a_node_whose_task_was_taken_writes_and_tells_nothing_more_of_it() {
        var task = begun();
        stores.execute("UPDATE tasks SET fence = fence + 1, leased_until = now() + interval '1 hour' WHERE id = '"
                + task.id() + "'");
        var taken = node.ask(new TaskAsk.Get(alice.by(), task.id()));
        somebodyElseImports(400);
        assertThat(stored()).isEqualTo(upTo(taken.processedItems()));
        assertThat(node.ask(new TaskAsk.Get(alice.by(), task.id()))).isEqualTo(taken);
        assertThat(node.hints())
                .filteredOn(hint -> hint instanceof EphemeralEvent.TaskUpdated told
                        && told.task().id().equals(task.id())
                        && told.task().processedItems() > taken.processedItems())
                .isEmpty();
        assertThat(files().hasFiles(task)).as("the other one reads it").isTrue();
    }

    /** An import that is in its middle. */
    private Task begun() {
        var task = node.ask(new TaskAsk.Import(alice.by(), channel, null));
        files().upload(alice, task, ChannelFiles.of(messages(MESSAGES)));
        Eventually.that(
                () -> "not begun",
                () -> node.ask(new TaskAsk.Get(alice.by(), task.id())).processedItems() >= 200);
        return task;
    }

    /** Takes longer than a slice of any other import would. */
    private void somebodyElseImports(int messages) {
        var bob = node.somebody();
        var done = files().imported(bob, OwnerNode.general(node.server(bob)), ChannelFiles.of(messages(messages)));
        assertThat(done.status()).isEqualTo(TaskStatus.DONE);
    }

    private ChannelFiles files() {
        return new ChannelFiles(node);
    }

    private static String messages(int count) {
        return IntStream.rangeClosed(1, count).mapToObj("""
                {"id":"0190b6d2-0000-7000-8000-000000000001","seq":%1$d,"type":"text","content":"message %1$d",
                 "createdAt":"2019-02-03T04:05:06.007Z","reactions":[]}"""::formatted).collect(Collectors.joining(","));
    }

    private List<String> stored() {
        return stores.query("SELECT content FROM messages WHERE channel_id = ?::uuid ORDER BY seq", channel.toString());
    }

    private static List<String> upTo(long messages) {
        return IntStream.rangeClosed(1, Math.toIntExact(messages))
                .mapToObj("message %d"::formatted)
                .toList();
    }
}
