package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wrong frames and wrong sockets: an error answers one frame, a close code ends a socket, and nothing is told. */
@Tag("system")
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadFramesTest {
    private static final String SECRET = "a secret of the tests that is long enough";
    private static final int MAX_CONNECTIONS = 12;

    private final Path data = Folders.temporary("bad-frames");
    private final List<Connection> opened = new ArrayList<>();
    private NodeProcess node;
    private People people;

    @BeforeAll
    void start(Stores stores) {
        node = NodeProcess.start(
                data,
                Nodes.options(
                        stores,
                        "--set",
                        "auth.secret=" + SECRET,
                        "--set",
                        "gateway.authenticateTimeout=2s",
                        "--set",
                        "gateway.maxConnections=" + MAX_CONNECTIONS));
        people = new People(node.url());
    }

    @AfterEach
    void leave() {
        people.leave();
        opened.forEach(Connection::close);
        opened.clear();
    }

    @AfterAll
    void stop() {
        Nodes.stop(data, node);
    }

    @Test
    void what_is_not_a_frame_is_an_error_the_first_times_and_then_the_end() {
        for (var text : List.of("{", "nonsense", "[]", "5", "{}", "{\"event\":5}", "{\"event\":\"no:such\"}")) {
            var connection = people.comes("alice", 0).connection();
            connection.sendText(text);
            var error =
                    connection.frames().await("error", () -> text, all -> true).path("data");
            Refusals.error(error, "invalid");
            assertThat(connection.answer("ping", Map.of()).path("event").asText())
                    .isEqualTo("pong");
            connection.sendUntilClosed(text, 10);
            assertThat(connection.closed().code()).isEqualTo(4522);
        }
    }

    @Test
    void wrong_types_and_unknown_fields_are_named() {
        var here = people.meet();
        var socket = here.alice().connection();
        Map<String, Object> good = Map.of("channelId", here.channel(), "content", "hi");
        assertThat(invalid(socket, "message:send", Map.of("channelId", here.channel())))
                .contains("content");
        assertThat(invalid(socket, "message:send", Map.of("content", "hi"))).contains("channelId");
        assertThat(invalid(socket, "message:send", and(good, "content", 5))).contains("content");
        socket.ack("channel:read", Map.of("channelId", here.channel(), "seq", 0));
        assertThat(invalid(socket, "message:send", and(good, "channelId", "not-an-id")))
                .contains("channelId");
        assertThat(invalid(socket, "message:send", and(good, "colour", "red"))).contains("colour");
        socket.ack("channel:read", Map.of("channelId", here.channel(), "seq", 0));
        assertThat(invalid(socket, "message:send", and(good, "nonce", "x".repeat(65))))
                .contains("nonce");
        assertThat(invalid(socket, "presence:update", Map.of("status", "asleep")))
                .contains("status");
        assertThat(invalid(socket, "channel:read", and(good, "seq", "1"))).isNotEmpty();
        here.alice().sends(here.channel(), "still here");
        here.bob().seesNothingBut(here.channel(), "still here");
    }

    @Test
    void contents_that_cannot_be_are_refused_one_by_one() {
        var here = people.meet();
        var socket = here.alice().connection();
        Map<String, Object> good = Map.of("channelId", here.channel(), "content", "hi");
        Refusals.error(socket.refusal("message:send", and(good, "content", "")), "invalid");
        Refusals.error(socket.refusal("message:send", and(good, "content", " \n ")), "invalid");
        Refusals.error(socket.refusal("message:send", and(good, "content", "x".repeat(4_001))), "invalid", "too_large");
        Refusals.error(socket.refusal("message:send", and(good, "content", "a\u0000b")), "invalid");
        Refusals.error(socket.refusal("message:send", and(good, "nonce", "a\u0000b")), "invalid");
        var unknown = UUID.randomUUID().toString();
        Refusals.error(socket.refusal("message:send", and(good, "replyTo", unknown)), "invalid", "not_found");
        Refusals.error(socket.refusal("message:send", and(good, "channelId", unknown)), "not_found");
        Refusals.error(socket.refusal("message:edit", Map.of("messageId", unknown, "content", "x")), "not_found");
        var id = here.alice().sends(here.channel(), "real").path("messageId").asText();
        Refusals.error(socket.refusal("message:react", Map.of("messageId", id, "emoji", "")), "invalid");
        Refusals.error(socket.refusal("message:react", Map.of("messageId", id, "emoji", "x".repeat(100))), "invalid");
        Refusals.error(socket.refusal("message:edit", Map.of("messageId", id, "content", "")), "invalid");
        here.bob().seesNothingBut(here.channel(), "real");
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void anothers_message_and_foreign_channels_are_out_of_reach() {
        var here = people.meet();
        var id = here.alice().sends(here.channel(), "hers").path("messageId").asText();
        var bob = here.bob().connection();
        Refusals.error(bob.refusal("message:edit", Map.of("messageId", id, "content", "his")), "forbidden");
        Refusals.error(bob.refusal("message:delete", Map.of("messageId", id)), "forbidden");
        Refusals.error(bob.refusal("message:pin", Map.of("messageId", id)), "forbidden");
        var eve = people.comes("eve", 0).connection();
        for (var event : List.of("message:delete", "message:pin", "message:unpin")) {
            Refusals.error(eve.refusal(event, Map.of("messageId", id)), "not_found");
        }
        Refusals.error(eve.refusal("message:edit", Map.of("messageId", id, "content", "x")), "not_found");
        Refusals.error(eve.refusal("message:react", Map.of("messageId", id, "emoji", "👍")), "not_found");
        Refusals.error(eve.refusal("typing:start", Map.of("channelId", here.channel())), "not_found");
        Refusals.error(eve.refusal("channel:read", Map.of("channelId", here.channel(), "seq", 1)), "not_found");
        Refusals.error(eve.refusal("message:send", Map.of("channelId", here.channel(), "content", "hi")), "not_found");
        Refusals.error(eve.refusal("sync", Map.of("stream", here.channel(), "after", 0)), "not_found", "forbidden");
        here.alice().sends(here.channel(), "marker");
        here.bob().seesNothingBut(here.channel(), "hers", "marker");
        assertThat(eve.frames().of("message:new")).isEmpty();
        assertThat(here.alice().history(here.channel()).getFirst().path("reactions"))
                .isEmpty();
    }

    @Test
    void hostile_texts_are_seen_as_they_are() {
        var here = people.meet();
        for (var text : Refusals.HOSTILE) {
            here.alice().sends(here.channel(), text, text);
            people.comes("eve", 0).connection().ack("presence:update", Map.of("status", "online", "text", text));
        }
        here.bob().seesNothingBut(here.channel(), Refusals.HOSTILE.toArray(String[]::new));
        assertThat(here.bob().texts(here.channel())).isEqualTo(Refusals.HOSTILE);
    }

    @Test
    void who_does_not_say_who_they_are_is_sent_away() {
        var silent = open("");
        var rude = open("");
        rude.sendText("{\"event\":\"ping\",\"data\":{}}");
        assertThat(rude.closed().code()).isEqualTo(4501);
        for (var token : List.of("", "x", "a.b.c")) {
            var forged = open("");
            forged.sendText("{\"event\":\"authenticate\",\"data\":{\"token\":\"" + token + "\"}}");
            assertThat(forged.closed().code()).isEqualTo(4501);
        }
        assertThat(open("?token=a.b.c").closed().code()).isEqualTo(4501);
        var closed = silent.closed();
        assertThat(closed.code()).isEqualTo(4501);
        Refusals.leaksNothing(closed.reason());
    }

    @Test
    void an_expired_token_asks_to_refresh_and_a_forged_one_to_sign_in() {
        var alice = people.registers("alice", 0);
        assertThat(open("?token=" + Tokens.expired(alice.accessToken(), SECRET))
                        .closed()
                        .code())
                .isEqualTo(4007);
        assertThat(open("?token=" + Tokens.unsigned(alice.accessToken()))
                        .closed()
                        .code())
                .isEqualTo(4501);
        alice.connects(node.url());
        alice.connection()
                .sendText("{\"event\":\"authenticate\",\"data\":{\"token\":\"" + Tokens.unsigned(alice.accessToken())
                        + "\"}}");
        Eventually.that(
                () -> "a forged token on a live socket: " + alice.frames(),
                () -> !alice.connection().isOpen()
                        || !alice.frames().of("error").isEmpty());
    }

    @Test
    void another_persons_token_does_not_take_a_live_socket_over() {
        var alice = people.comes("alice", 0);
        var bob = people.registers("bob", 0);
        alice.connection().sendText("{\"event\":\"authenticate\",\"data\":{\"token\":\"" + bob.accessToken() + "\"}}");
        Eventually.that(
                () -> "the socket is still open and nothing was said: " + alice.frames(),
                () -> !alice.connection().isOpen()
                        || !alice.frames().of("error").isEmpty());
        assertThat(alice.frames().of("authenticated")).hasSize(1);
    }

    @Test
    void frames_that_are_too_large_end_the_socket() {
        var here = people.meet();
        var large = here.alice().anotherDevice(node.url());
        large.sendText("{\"event\":\"message:send\",\"data\":{\"channelId\":\"%s\",\"content\":\"%s\"}}"
                .formatted(here.channel(), "x".repeat(70_000)));
        assertThat(large.closed().code()).isEqualTo(4522);
        var huge = here.alice().anotherDevice(node.url());
        huge.sendUntilClosed("x".repeat(3_000_000), 1);
        assertThat(huge.closed().code()).isIn(4522, 1009, 1006);
        here.alice().sends(here.channel(), "unharmed");
        here.bob().seesNothingBut(here.channel(), "unharmed");
    }

    @Test
    void binary_frames_are_no_frames() {
        var alice = people.comes("alice", 0);
        alice.connection().sendBinary(new byte[] {1, 2, 3});
        Refusals.error(
                alice.frames()
                        .await("error", () -> "to a binary frame", all -> true)
                        .path("data"),
                "invalid");
        assertThat(alice.connection().answer("ping", Map.of()).path("event").asText())
                .isEqualTo("pong");
    }

    @Test
    void pages_of_other_sites_get_no_socket() {
        var refused = catchThrowableOfType(
                Connection.Refused.class, () -> Connection.openFrom(node.url(), "https://evil.example"));
        assertThat(refused.status()).isEqualTo(403);
        opened.add(Connection.openFrom(node.url(), node.url()));
    }

    @Test
    void a_full_node_says_so_before_the_upgrade_and_has_room_again_when_somebody_leaves() {
        var refused = catchThrowableOfType(Connection.Refused.class, () -> {
            for (int i = 0; i <= MAX_CONNECTIONS; i++) {
                open("");
            }
        });
        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.retryAfter())).isPositive();
        opened.removeLast().close();
        Eventually.that(() -> "there is no room", () -> {
            try {
                open("");
                return true;
            } catch (Connection.Refused full) {
                return false;
            }
        });
    }

    @Test
    void nothing_of_a_person_is_in_the_log() {
        var here = people.meet();
        here.alice().sends(here.channel(), "a most private sentence");
        here.bob().sees("a most private sentence");
        var elsewhere = here.alice().anotherDevice(node.url());
        elsewhere.close();
        assertThat(node.log())
                .doesNotContain("a most private sentence")
                .doesNotContain(here.alice().accessToken())
                .doesNotContain(here.alice().refreshToken())
                .doesNotContain(Person.password());
    }

    private Connection open(String query) {
        var connection = Connection.open(node.url(), query);
        opened.add(connection);
        return connection;
    }

    private static String invalid(Connection socket, String event, Map<String, Object> data) {
        return Refusals.error(socket.refusal(event, data), "invalid").toString();
    }

    private static Map<String, Object> and(Map<String, Object> good, String field, Object value) {
        var more = new java.util.HashMap<>(good);
        more.put(field, value);
        return more;
    }
}
