package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.Http;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two nodes, a channel with many messages ({@code -Dmiscord.exportSize=100000}; less unless told), and the node that
 * works on it is killed or frozen in the middle: the other one finishes, and nothing is there twice.
 */
@Tag("system")
@ExtendWith(RealServers.class)
final class TasksTest {
    private static final int MESSAGES = Integer.getInteger("miscord.exportSize", 20_000);
    private static final Duration PATIENCE = Duration.ofSeconds(120 + MESSAGES / 500);

    /** Authors in turn, some answers, pins, edits, reactions and every hundredth message deleted. */
    private static final String FILL = """
            INSERT INTO messages (id, channel_id, seq, user_id, content, created_at, updated_at, pinned, pinned_at,
                                  deleted_at)
            SELECT gen_random_uuid(), ':channel', i, CASE WHEN i % 2 = 0 THEN ':alice'::uuid ELSE ':bob'::uuid END,
                   'message ' || i || ' "quoted" \\ ' || repeat('text ', (i % 20)::integer),
                   now() - (:count - i) * interval '1 second',
                   CASE WHEN i % 7 = 0 THEN now() END, i % 1000 = 1, CASE WHEN i % 1000 = 1 THEN now() END,
                   CASE WHEN i % 100 = 0 THEN now() END
              FROM generate_series(1, :count) i;
            UPDATE messages m SET reply_to = o.id FROM messages o
             WHERE m.channel_id = ':channel' AND o.channel_id = ':channel' AND m.seq % 10 = 5 AND o.seq = m.seq - 3;
            INSERT INTO reactions (message_id, emoji, user_id)
            SELECT id, '👍', ':bob' FROM messages WHERE channel_id = ':channel' AND seq % 50 = 1;
            UPDATE messages SET pinned = false, pinned_at = NULL
             WHERE channel_id = ':channel' AND pinned AND seq > 50000;
            INSERT INTO stream_events (stream_id, seq, kind, subject_id, domain_id, access_version, created_at)
            SELECT channel_id, seq, 'message:new', id, ':server', 1, now() FROM messages WHERE channel_id = ':channel';
            UPDATE stream_heads SET last_seq = :count, last_message_seq = :count WHERE stream_id = ':channel';
            ANALYZE messages;
            """;

    private final Path data = Folders.temporary("tasks");
    private Stores stores;
    private NodeProcess first;
    private NodeProcess second;
    private People people;
    private People.Meeting here;

    @BeforeEach
    void start(Stores own) {
        stores = own;
        String[] quick = {"--set", "tasks.lease=2s", "--set", "tasks.importRate=1000000"};
        first = NodeProcess.start(data, Nodes.options(stores, quick));
        var joined = new ArrayList<>(List.of(quick));
        joined.addAll(List.of("--join", first.clusterAddress()));
        second = NodeProcess.start(data, Nodes.options(stores, joined.toArray(String[]::new)));
        people = new People(first.url(), second.url());
        here = people.meet();
        var server = stores.query("SELECT server_id FROM channels WHERE id = ?::uuid", here.channel())
                .getFirst();
        stores.execute(FILL.replace(":channel", here.channel())
                .replace(":alice", here.alice().id())
                .replace(":bob", here.bob().id())
                .replace(":server", server)
                .replace(":count", String.valueOf(MESSAGES)));
    }

    @AfterEach
    void stop() {
        Nodes.stop(data, first, second);
    }

    @Test
    void the_other_node_finishes_once_what_one_was_doing_when_it_was_killed_or_frozen(TestReporter report) {
        var alice = here.alice();
        long began = System.nanoTime();
        var export =
                alice.http().post("/api/channels/" + here.channel() + "/export").expect(202);
        var worker = worker(export, 1);
        worker.kill9();
        var other = worker == first ? second : first;
        alice.movesTo(other.url());
        var exported = ended(alice, export);
        report.publishEntry("export of %d".formatted(MESSAGES), seconds(began));
        report.publishEntry("memory of the node", memory(other));
        assertThat(stores.query("SELECT fence FROM tasks WHERE id = ?::uuid", id(export)))
                .containsExactly("2");
        var file = fetch(other, exported);
        assertThat(file.path("messages")).hasSize(MESSAGES - MESSAGES / 100);
        worker.startAgain();

        began = System.nanoTime();
        var target = alice.createsChannel(here.place(), "copy");
        var imported = alice.http()
                .raw("POST", "/api/channels/" + target + "/import", "application/json", file.toString())
                .expect(202);
        var frozen = worker(imported, 1);
        frozen.freeze();
        alice.movesTo((frozen == first ? second : first).url());
        assertThat(ended(alice, imported).path("processedItems").asInt()).isEqualTo(MESSAGES - MESSAGES / 100);
        report.publishEntry("import", seconds(began));
        var before = fingerprint(target);
        frozen.thaw();
        // It finds that the task is not its own any more, and says so.
        Eventually.within(
                PATIENCE,
                () -> "the frozen node did not notice",
                () -> frozen.log().contains("task lost"));
        assertThat(fingerprint(target)).isEqualTo(before);
        var again = fetch(
                other,
                ended(
                        alice,
                        alice.http().post("/api/channels/" + target + "/export").expect(202)));
        assertThat(content(again)).isEqualTo(content(file));
        people.leave();
    }

    /** The node that works on it, once it is in the middle. */
    private NodeProcess worker(JsonNode task, int fence) {
        Eventually.within(
                PATIENCE,
                () -> "not begun: " + task,
                () -> !stores.query(
                                "SELECT 1 FROM tasks WHERE id = ?::uuid AND fence = ? AND processed_items >= ?::bigint",
                                id(task),
                                (long) fence,
                                (long) MESSAGES / 20)
                        .isEmpty());
        var state = stores.query("SELECT status || ' ' || coalesce(node, '') FROM tasks WHERE id = ?::uuid", id(task))
                .getFirst()
                .split(" ", -1);
        assertThat(state[0]).as("it was over before it was in the middle").isEqualTo("running");
        return first.log().contains("node started id=" + state[1]) ? first : second;
    }

    private JsonNode ended(Person by, JsonNode task) {
        var last = new JsonNode[] {task};
        Eventually.within(PATIENCE, () -> "still " + last[0], () -> {
            last[0] = by.http().get("/api/tasks/" + id(task)).expect(200);
            return Set.of("done", "failed", "cancelled")
                    .contains(last[0].path("status").asText());
        });
        assertThat(last[0].path("status").asText()).as(last[0].toString()).isEqualTo("done");
        return last[0];
    }

    private static JsonNode fetch(NodeProcess node, JsonNode task) {
        return new Http(node.url())
                .get(task.path("result").path("url").asText())
                .expect(200);
    }

    /** How many messages and events a channel has, and how far it is. */
    private List<String> fingerprint(String channel) {
        return stores.query("""
                SELECT (SELECT count(*) || ' ' || max(seq) FROM messages WHERE channel_id = h.stream_id) || ' '
                    || (SELECT count(*) || ' ' || max(seq) FROM stream_events WHERE stream_id = h.stream_id) || ' '
                    || h.last_seq
                  FROM stream_heads h WHERE h.stream_id = ?::uuid
                """, channel);
    }

    /** Messages without their ids and numbers: an answer names how many messages before it is the one it answers. */
    private static List<String> content(JsonNode file) {
        var places = new HashMap<Long, Integer>();
        var content = new ArrayList<String>();
        for (var message : file.path("messages")) {
            places.put(message.path("seq").asLong(), content.size());
            var told = (ObjectNode) message.deepCopy();
            told.remove(List.of("id", "seq"));
            if (!message.path("replyTo").isNull()) {
                told.put(
                        "replyTo",
                        content.size() - places.get(message.path("replyTo").asLong()));
            }
            content.add(told.toString());
        }
        return content;
    }

    private static String id(JsonNode task) {
        return task.path("id").asText();
    }

    private static String seconds(long began) {
        return "%.1f s".formatted((System.nanoTime() - began) / 1e9);
    }

    private static String memory(NodeProcess node) {
        try (var lines = Files.lines(Path.of("/proc/" + node.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
