package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.FlatSocket;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two nodes, a channel with many messages ({@code -Dmiscord.exportSize=100000}; less unless told), and the node that
 * works on it is killed or frozen in the middle: the other one finishes, and nothing is there twice. Those who watch,
 * at whichever node, see it come.
 */
@Tag("system")
@ExtendWith(RealServers.class)
final class TasksTest {
    private static final int MESSAGES = Integer.getInteger("miscord.exportSize", 40_000);
    /** Every hundredth was deleted, and one more while it went on. */
    private static final int EXPORTED = MESSAGES - MESSAGES / 100 - 1;

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
    private final long began = System.nanoTime();
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
        reports("nodes started");
        here = people.meet();
        here.bob().close();
        var server = stores.query("SELECT server_id FROM channels WHERE id = ?::uuid", here.channel())
                .getFirst();
        stores.execute(FILL.replace(":channel", here.channel())
                .replace(":alice", here.alice().id())
                .replace(":bob", here.bob().id())
                .replace(":server", server)
                .replace(":count", String.valueOf(MESSAGES)));
        reports("filled");
    }

    @AfterEach
    void stop() {
        Nodes.stop(data, first, second);
    }

    @Test
    void the_other_node_finishes_once_what_one_was_doing_when_it_was_killed_or_frozen() {
        var alice = here.alice();
        var atFirst = watches(first);
        var atSecond = watches(second);
        var export =
                alice.http().post("/api/channels/" + here.channel() + "/export").expect(202);
        var worker = worker(export, 1);
        var other = worker == first ? second : first;
        Eventually.that(
                () -> "two watchers were told " + told(atFirst, export) + " and " + told(atSecond, export),
                () -> isUnderWay(atFirst, export) && isUnderWay(atSecond, export));
        reports("killed");
        worker.kill9();
        var lost = worker == first ? atFirst : atSecond;
        lost.closed();
        assertComesForward(told(lost, export));
        var back = watches(other);
        alice.movesTo(other.url()).connects(other.url());
        meddle(alice);
        var exported = ended(alice, export);
        reports("exported " + MESSAGES);
        reports("memory of the node " + memory(other));
        assertThat(stores.query("SELECT fence FROM tasks WHERE id = ?::uuid", id(export)))
                .containsExactly("2");
        for (var watch : List.of(worker == first ? atSecond : atFirst, back)) {
            watch.await("sync_update", told -> told.at("/data/status").asText().equals("done"));
            assertComesForward(told(watch, export));
            assertThat(told(watch, export))
                    .filteredOn(told -> told.at("/data/status").asText().equals("done"))
                    .singleElement()
                    .satisfies(told ->
                            assertThat(told.at("/data/progress").asInt()).isEqualTo(100));
            reports("updates " + updates(told(watch, export)));
        }
        List.of(atFirst, atSecond, back).forEach(FlatSocket::close);
        alice.close(); // what the import tells is more than a test can hold
        var file = fetch(other, exported);
        var content = content(file);
        assertThat(content).hasSize(EXPORTED);
        assertThat(content.getLast()).contains("edited while it was exported");
        reports("fetched");
        worker.startAgain();
        reports("started again");

        var target = alice.createsChannel(here.place(), "copy");
        var imported = alice.http()
                .raw("POST", "/api/channels/" + target + "/import", "application/json", file)
                .expect(202);
        var frozen = worker(imported, 1);
        reports("frozen");
        frozen.freeze();
        alice.movesTo((frozen == first ? second : first).url());
        assertThat(ended(alice, imported).path("processedItems").asInt()).isEqualTo(EXPORTED);
        reports("imported");
        var before = fingerprint(target);
        frozen.thaw();
        // It finds that the task is not its own any more, or that its stores have long hung up: it lets go of it.
        Eventually.within(
                PATIENCE,
                () -> "the frozen node did not notice: " + frozen.log(),
                () -> Stream.of("task lost task=", "a task was left as it is task=")
                        .anyMatch(said -> frozen.log().contains(said + id(imported))));
        reports("thawed");
        assertThat(fingerprint(target)).isEqualTo(before);
        var again = ended(
                alice, alice.http().post("/api/channels/" + target + "/export").expect(202));
        assertThat(content(fetch(other, again))).isEqualTo(content);
        reports("exported again");
    }

    private FlatSocket watches(NodeProcess node) {
        return FlatSocket.open(node.url(), "/ws?token=" + here.alice().accessToken());
    }

    /** What a watcher was told of a task. */
    private static List<JsonNode> told(FlatSocket watch, JsonNode task) {
        return watch.of("sync_update").stream()
                .filter(told -> told.at("/data/task_id").asText().equals(id(task)))
                .toList();
    }

    private static boolean isUnderWay(FlatSocket watch, JsonNode task) {
        return told(watch, task).stream()
                .anyMatch(told -> told.at("/data/progress").asInt() > 0);
    }

    /** It never goes back, and is told at most twice a second by each of the two nodes; both may begin at once. */
    private static void assertComesForward(List<JsonNode> told) {
        assertThat(told)
                .extracting(one -> one.at("/data/processed_items").asLong())
                .isSorted();
        var times = told.stream()
                .map(one -> Instant.parse(one.path("timestamp").asText()))
                .toList();
        for (int i = 4; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 4), times.get(i)))
                    .as("%d of %s", i, times)
                    .isGreaterThan(Duration.ofMillis(900));
        }
    }

    private static String updates(List<JsonNode> told) {
        return told.stream().map(one -> one.at("/data/progress").asText()).collect(Collectors.joining(" "));
    }

    /** Writes behind the end of what is exported, and changes what has not been reached. */
    private void meddle(Person alice) {
        alice.sends(here.channel(), "too late");
        alice.does("message:delete", messageAt(MESSAGES - 1));
        alice.does("message:edit", messageAt(MESSAGES - 2), "content", "edited while it was exported");
    }

    private String messageAt(int seq) {
        return stores.query(
                        "SELECT id FROM messages WHERE channel_id = ?::uuid AND seq = ?::bigint", here.channel(), (long)
                                seq)
                .getFirst();
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

    private static String fetch(NodeProcess node, JsonNode task) {
        var file = new Http(node.url()).get(task.path("result").path("url").asText());
        file.expect(200);
        return file.text();
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

    /**
     * Messages in their order, each there once, without their ids and numbers: an answer names how many messages before
     * it is the one it answers.
     */
    private static List<String> content(String file) {
        var places = new HashMap<Long, Integer>();
        var content = new ArrayList<String>();
        long last = 0;
        for (var line : file.lines().toList()) {
            if (!line.startsWith("{\"id\"")) {
                continue; // what stands before and behind the messages
            }
            var told = (ObjectNode) Http.tree(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
            long seq = told.path("seq").asLong();
            assertThat(seq).isGreaterThan(last);
            last = seq;
            places.put(seq, content.size());
            told.remove(List.of("id", "seq"));
            if (!told.path("replyTo").isNull()) {
                told.put(
                        "replyTo",
                        content.size() - places.get(told.path("replyTo").asLong()));
            }
            content.add(told.toString());
        }
        return content;
    }

    private static String id(JsonNode task) {
        return task.path("id").asText();
    }

    /** What took how long can be read in the output. */
    private void reports(String what) {
        System.out.printf("TasksTest %.1f s: %s%n", (System.nanoTime() - began) / 1e9, what);
    }

    private static String memory(NodeProcess node) {
        try (var lines = Files.lines(Path.of("/proc/" + node.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
