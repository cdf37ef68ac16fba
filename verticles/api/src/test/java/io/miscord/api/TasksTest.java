package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.Nonce;
import io.miscord.contract.Problem;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.TaskStatus;
import io.miscord.contract.UserId;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.storage.StorageKey;
import io.miscord.testkit.Eventually;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tasks over HTTP: bodies that are streamed in, files that are streamed out, links that speak for themselves. */
class TasksTest {
    private static final String FILE = "{\"format\":\"miscord.channel\",\"version\":1,\"messages\":[]}";

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of("tasks.importLimit", "2MB", "tasks.startsPerHour", "10"));
        server.owners.answer(TaskAsk.Export.class, ask -> Samples.task(TaskStatus.QUEUED));
        server.owners.answer(TaskAsk.Import.class, ask -> Samples.task(TaskStatus.QUEUED));
        server.owners.answer(TaskAsk.Uploaded.class, ask -> Samples.task(TaskStatus.QUEUED));
        server.owners.answer(TaskAsk.NotUploaded.class, ask -> Samples.task(TaskStatus.CANCELLED));
        answers();
        server.owners.answer(
                TaskAsk.FileOf.class, ask -> new Answer.StoredFile("tasks/x/export-1.json", FILE.length()));
        ApiServer.await(server.storage.put(new StorageKey("tasks/x/export-1.json"), Buffer.buffer(FILE)));
    }

    private static void answers() {
        server.owners.answer(TaskAsk.Get.class, ask -> Samples.task(TaskStatus.DONE));
        server.owners.answer(TaskAsk.Cancel.class, ask -> Samples.task(TaskStatus.CANCELLED));
        server.owners.answer(
                TaskAsk.Visible.class, ask -> new Answer.Listing<>(List.of(Samples.task(TaskStatus.DONE)), "more"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tasks_are_started_listed_read_and_cancelled() {
        var begun = server.as("POST", "/api/channels/" + Samples.CHANNEL + "/export")
                .header("Idempotency-Key", "once")
                .send();
        assertThat(begun.status()).isEqualTo(202);
        assertThat(server.owners.last(TaskAsk.Export.class).nonce()).isEqualTo(new Nonce("once"));
        var page = server.as("GET", "/api/tasks?limit=3&cursor=abc").send().json();
        assertThat(page.getString("next")).isEqualTo("more");
        assertThat(server.owners.last(TaskAsk.Visible.class).cursor()).isEqualTo("abc");
        var path = "/api/tasks/" + Samples.TASK;
        assertThat(server.as("GET", path).send().json().getJsonObject("result").getString("url"))
                .startsWith("/files/tasks/" + Samples.TASK + "?expires=");
        assertThat(server.as("DELETE", path).send().json().getString("status")).isEqualTo("cancelled");
    }

    @Test
    void who_looks_at_the_task_of_somebody_else_is_shown_no_link() {
        var others = Arrays.asList(new UserId(UuidV7.next()), null);
        for (var by : others) {
            var task = Samples.task(TaskStatus.DONE, by);
            server.owners.answer(TaskAsk.Get.class, ask -> task);
            server.owners.answer(TaskAsk.Cancel.class, ask -> task);
            server.owners.answer(TaskAsk.Visible.class, ask -> new Answer.Listing<>(List.of(task), null));
            try {
                var path = "/api/tasks/" + Samples.TASK;
                var listed = server.as("GET", "/api/tasks").send().json().getJsonArray("items");
                for (var shown : List.of(
                        server.as("GET", path).send().json(),
                        server.as("DELETE", path).send().json(),
                        listed.getJsonObject(0))) {
                    assertThat(shown.getJsonObject("result").getInteger("size")).isEqualTo(4);
                    assertThat(shown.getJsonObject("result").getString("url")).isNull();
                }
            } finally {
                answers();
            }
        }
    }

    @Test
    void a_file_is_fetched_by_its_link_and_by_no_other() {
        var link = link();
        var file = server.anonymous("GET", link).send();
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.text()).isEqualTo(FILE);
        assertThat(file.header("content-type")).isEqualTo("application/json");
        assertThat(file.header("content-disposition"))
                .isEqualTo("attachment; filename=\"miscord-channel-" + Samples.TASK + ".json\"");
        assertThat(file.header("x-content-type-options")).isEqualTo("nosniff");
        var again = server.anonymous("GET", link)
                .header("If-None-Match", file.header("etag"))
                .send();
        assertThat(again.status()).isEqualTo(304);
        for (var other : List.of(
                link.replace("expires=1", "expires=2"),
                link.replaceAll("signature=...", "signature=AAA"),
                link.replace(Samples.TASK.toString(), Samples.CHANNEL.toString()))) {
            assertThat(server.anonymous("GET", other).send().status()).as(other).isEqualTo(403);
        }
        assertThat(server.anonymous("GET", "/files/tasks/" + Samples.TASK)
                        .send()
                        .status())
                .isEqualTo(403);
        var before = server.now;
        server.now = before.plusSeconds(15 * 60);
        try {
            assertThat(server.anonymous("GET", link).send().status()).isEqualTo(403);
        } finally {
            server.now = before;
        }
    }

    @Test
    void a_link_that_nobody_made_is_refused_whatever_stands_in_it() {
        for (var expires : List.of("99999999999999999999", "9223372036854775807", "1e3", "-1", "x", "", "1.5")) {
            var link = "/files/tasks/%s?expires=%s&signature=x".formatted(Samples.TASK, expires);
            assertThat(server.anonymous("GET", link).send().status()).as(link).isIn(400, 403);
        }
        assertThat(server.anonymous("GET", "/files/tasks/..%2F..%2Fsecrets?expires=1&signature=x")
                        .send()
                        .status())
                .isIn(400, 403, 404);
    }

    @Test
    void a_file_that_is_cut_on_its_way_leaves_nothing_and_its_task_is_told() throws IOException {
        int before = server.owners.asked(TaskAsk.NotUploaded.class).size();
        int done = server.owners.asked(TaskAsk.Uploaded.class).size();
        server.owners.answer(TaskAsk.Get.class, ask -> Samples.task(TaskStatus.QUEUED));
        try (var socket = halfOf()) {
            Eventually.that(() -> "not begun", () -> unfinished() == 1);
            assertThat(socket.isConnected()).isTrue();
        } finally {
            answers();
        }
        Eventually.that(
                () -> "not told",
                () -> server.owners.asked(TaskAsk.NotUploaded.class).size() == before + 1);
        Eventually.that(() -> "something is left", () -> unfinished() == 0);
        assertThat(server.owners.asked(TaskAsk.Uploaded.class)).hasSize(done);
    }

    @Test
    void a_file_is_not_taken_to_its_end_when_its_task_is_cancelled() throws IOException {
        server.owners.answer(TaskAsk.Get.class, ask -> Samples.task(TaskStatus.QUEUED));
        try (var socket = halfOf()) {
            Eventually.that(() -> "not begun", () -> unfinished() == 1);
            server.owners.answer(TaskAsk.Get.class, ask -> Samples.task(TaskStatus.CANCELLED));
            Eventually.that(() -> "something is left", () -> unfinished() == 0);
            socket.setSoTimeout(30_000);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 409 ");
        } finally {
            answers();
        }
    }

    @Test
    void a_file_that_is_larger_than_any_other_body_is_stored_as_it_comes() {
        var body = FILE + " ".repeat(1_500_000);
        assertThat(upload(body).status()).isEqualTo(202);
        var told = server.owners.last(TaskAsk.Uploaded.class);
        assertThat(told.task()).isEqualTo(Samples.TASK);
        assertThat(ApiServer.await(server.storage.size(new StorageKey(told.key()))))
                .isEqualTo(body.length());
        assertThat(upload(FILE).status()).isEqualTo(202);
        assertThat(ApiServer.await(server.storage.size(new StorageKey(told.key()))))
                .as("the second replaces nothing")
                .isEqualTo(body.length());
    }

    @Test
    void a_file_that_is_too_large_is_refused_and_its_task_cancelled() {
        int before = server.owners.asked(TaskAsk.NotUploaded.class).size();
        var refused = upload(" ".repeat(3_000_000));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(server.owners.asked(TaskAsk.NotUploaded.class)).hasSize(before + 1);
    }

    @Test
    void who_may_not_is_told_before_the_file_is_taken() {
        server.owners.refuse(TaskAsk.Import.class, Problem.of(Problem.Kind.FORBIDDEN, "Not you."));
        try {
            assertThat(upload(FILE).status()).isEqualTo(403);
        } finally {
            server.owners.answer(TaskAsk.Import.class, ask -> Samples.task(TaskStatus.QUEUED));
        }
        assertThat(server.anonymous("POST", "/api/channels/" + Samples.CHANNEL + "/import")
                        .json(FILE)
                        .status())
                .isEqualTo(401);
    }

    /** An upload of which the rest does not come. */
    private static Socket halfOf() throws IOException {
        var node = URI.create(server.origin());
        var socket = new Socket(node.getHost(), node.getPort());
        socket.getOutputStream().write("""
                    POST /api/channels/%s/import HTTP/1.1\r
                    Host: %s\r
                    Authorization: Bearer %s\r
                    Content-Type: application/json\r
                    Content-Length: 1000000\r
                    \r
                    """.formatted(Samples.CHANNEL, node.getAuthority(), server.token())
                .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[200_000]);
        socket.getOutputStream().flush();
        return socket;
    }

    /** How many files are on their way. */
    private static long unfinished() {
        try (var files = Files.walk(server.folder)) {
            return files.filter(file -> file.getParent().endsWith(".unfinished"))
                    .count();
        } catch (IOException | UncheckedIOException e) {
            return -1; // one went meanwhile
        }
    }

    private static ApiServer.Response upload(String body) {
        return server.as("POST", "/api/channels/" + Samples.CHANNEL + "/import").json(body);
    }

    private static String link() {
        return server.as("GET", "/api/tasks/" + Samples.TASK)
                .send()
                .json()
                .getJsonObject("result")
                .getString("url");
    }
}
