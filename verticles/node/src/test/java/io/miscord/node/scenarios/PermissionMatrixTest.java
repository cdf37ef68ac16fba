package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Refusal;
import io.miscord.testkit.AsyncApi;
import io.miscord.testkit.Folders;
import io.miscord.testkit.Http;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation, asked by one of each kind of person: what is allowed to whom stands in {@code permissions.csv}, and
 * whatever is refused says why in a sentence. With {@code -Dmiscord.matrix=write} what is answered now is written to
 * {@code target/permissions.csv} instead: for somebody to look at each cell of a new row, and take it or not.
 */
@Tag("system")
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermissionMatrixTest {
    private static final Path ROOT = Path.of(System.getProperty("miscord.root", "../.."));
    private static final boolean WRITES = "write".equals(System.getProperty("miscord.matrix"));

    private final Path data = Folders.temporary("matrix");
    private final Map<String, Operation> operations = operations();
    private NodeProcess node;
    private People people;
    private PermissionWorld world;

    /** An operation of the contract. */
    private record Operation(String method, String path) {}

    @BeforeAll
    void start(Stores stores) {
        node = NodeProcess.start(
                data, Nodes.options(stores, "--set", "tasks.perPerson=1000", "--set", "tasks.startsPerHour=1000"));
        people = new People(node.url());
        world = new PermissionWorld(people, stores);
    }

    @AfterAll
    void stop() {
        people.leave();
        Nodes.stop(data, node);
    }

    @Test
    void every_operation_has_a_row_and_every_row_an_operation() {
        assertThat(PermissionMatrix.rows().stream().map(PermissionMatrix.Row::operation))
                .as("operations of openapi.yaml: a new one needs a row")
                .containsAll(operations.keySet())
                .isSubsetOf(operations.keySet());
    }

    @Test
    void every_operation_answers_everybody_as_the_matrix_says() {
        var answered = new ArrayList<PermissionMatrix.Row>();
        var others = new ArrayList<String>();
        for (var row : rows()) {
            var now = row.with(asked(row));
            answered.add(now);
            for (int i = 0; i < now.cells().size() && !WRITES; i++) {
                if (!now.cells().get(i).equals(row.cells().get(i))) {
                    others.add("%s as %s: %s, not %s"
                            .formatted(
                                    row.name(),
                                    PermissionMatrix.PEOPLE.get(i),
                                    now.cells().get(i),
                                    row.cells().get(i)));
                }
            }
        }
        if (WRITES) {
            PermissionMatrix.write(Path.of("target", "permissions.csv"), answered);
        }
        assertThat(others).isEmpty();
    }

    @Test
    void whatever_is_refused_has_a_sentence_in_both_languages() throws IOException {
        var refusals = new TreeSet<String>();
        PermissionMatrix.rows().forEach(row -> refusals.addAll(row.cells()));
        refusals.remove(PermissionMatrix.OK);
        var english = Files.readString(ROOT.resolve("webroot/src/i18n/refusals.en.ts"));
        var russian = Files.readString(ROOT.resolve("webroot/src/i18n/refusals.ru.ts"));
        for (var name : refusals) {
            assertThat(Refusal.valueOf(name).sentence()).as(name).isNotBlank();
            assertThat(english).contains("  " + name + ":");
            assertThat(russian).contains("  " + name + ":");
        }
    }

    /** Those that are written down; to be written, with one more for each operation that has none yet. */
    private List<PermissionMatrix.Row> rows() {
        var rows = new ArrayList<>(PermissionMatrix.rows());
        if (WRITES) {
            var missing = new LinkedHashSet<>(operations.keySet());
            rows.forEach(row -> missing.remove(row.operation()));
            missing.forEach(operation -> rows.add(new PermissionMatrix.Row(operation, "", List.of())));
        }
        return rows;
    }

    /** What everybody is answered. */
    private List<String> asked(PermissionMatrix.Row row) {
        var operation = operations.get(row.operation());
        assertThat(operation).as(row.operation()).isNotNull();
        boolean needsServer = (operation.path + row.request()).matches(".*\\{\\w+\\}.*");
        if (needsServer) {
            world.settle();
        }
        var cells = new ArrayList<String>();
        for (var kind : PermissionMatrix.PEOPLE) {
            cells.add(said(ask(row, operation, kind)));
            if (row.operation().equals("logout")) {
                world.comesBack(kind);
            }
        }
        if (needsServer) {
            world.end();
        }
        return cells;
    }

    private Http.Reply ask(PermissionMatrix.Row row, Operation operation, String kind) {
        var path = world.filled(operation.path + row.query(), kind, row.variant());
        var body = world.filled(row.body(), kind, row.variant());
        var http = world.http(kind);
        if (body.equals("a picture")) {
            return http.bytes(operation.method, path, "image/png", SampleImages.square(16, 0x4080C0));
        }
        return switch (operation.method) {
            case "GET" -> http.get(path);
            case "DELETE" -> http.delete(path);
            case "POST" -> body.isEmpty() ? http.post(path) : http.raw("POST", path, "application/json", body);
            default -> body.isEmpty() ? http.put(path) : http.raw(operation.method, path, "application/json", body);
        };
    }

    /** A cell: that it went well, or why it did not. */
    private static String said(Http.Reply reply) {
        if (reply.status() < 400) {
            return PermissionMatrix.OK;
        }
        var reason = reply.json().path("reason").asText();
        assertThat(Stream.of(Refusal.values()).map(Enum::name)).as(reply.text()).contains(reason);
        assertThat(reply.status()).isEqualTo(Refusal.valueOf(reason).kind().status());
        return reason;
    }

    private static Map<String, Operation> operations() {
        var found = new LinkedHashMap<String, Operation>();
        for (var path : AsyncApi.read("openapi.yaml").path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                var id = method.getValue().path("operationId").asText();
                if (!id.isEmpty()) {
                    found.put(id, new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey()));
                }
            }
        }
        return found;
    }
}
