package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.SessionId;
import io.miscord.platform.ids.UuidV7;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a request is said clearly, reaches no owner, and leaks nothing. */
class BadInputTest {
    private static final String MESSAGES = "/api/channels/" + Samples.CHANNEL + "/messages";
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of());
        server.owners.answer(AccountAsk.Me.class, ask -> Samples.account());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void wrong_fields_are_named_one_by_one() {
        var refused =
                server.as("POST", MESSAGES).json("{\"contnt\":5,\"content\":7,\"replyTo\":\"zz\",\"nonce\":\" \"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(errors(refused))
                .containsEntry("contnt", "is not a known field")
                .containsEntry("content", "must be of type string")
                .containsEntry("replyTo", "must be of the format uuid")
                .containsEntry("nonce", "must not be empty")
                .hasSize(4);
        assertThat(server.owners.asked(MessageAsk.Send.class)).isEmpty();
    }

    @Test
    void missing_and_misshapen_bodies_are_refused() {
        assertThat(errors(server.as("POST", MESSAGES).json("{}"))).containsEntry("content", "is missing");
        assertThat(errors(server.as("POST", MESSAGES).json("{\"content\":\"\"}")))
                .containsEntry("content", "must not be empty");
        assertThat(errors(server.as("POST", MESSAGES).json("[1]"))).containsEntry("body", "must be of type object");
        for (var body : new String[] {"", "{", "null", "{\"content\":\"a\"}{}", "{content:1}", "\u0000", "[[[[["}) {
            var refused = server.as("POST", MESSAGES).json(body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.json().getString("type")).isEqualTo("urn:miscord:invalid");
        }
        assertThat(server.owners.asked(MessageAsk.Send.class)).isEmpty();
    }

    @Test
    void text_that_cannot_be_stored_is_refused() {
        for (var text : new String[] {"a\\u0000b", "\\ud800", "\\udc00x", "\\ud83dx"}) {
            var refused = server.as("POST", MESSAGES).json("{\"content\":\"" + text + "\"}");
            assertThat(refused.status()).as(text).isEqualTo(400);
            assertThat(errors(refused)).containsKey("content");
        }
        assertThat(server.as("GET", "/api/servers/" + Samples.SERVER + "/members?cursor=%00")
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused_rather_than_stored_as_something_else() throws IOException {
        for (var bytes : new byte[][] {
            {(byte) 0xff}, {(byte) 0xc0, (byte) 0xaf}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {'a', (byte) 0xe9}
        }) {
            assertThat(sent(bytes)).startsWith("HTTP/1.1 400 ").contains("This is not text in UTF-8.");
        }
        for (var charset : new String[] {"utf-16", "\"iso-8859-1\"", "utf-8; charset=utf-16"}) {
            assertThat(server.as("POST", MESSAGES)
                            .text("{\"content\":\"a\"}", "application/json; charset=" + charset)
                            .status())
                    .as(charset)
                    .isEqualTo(415);
        }
    }

    @Test
    void a_name_that_stands_twice_is_refused() {
        for (var body :
                new String[] {"{\"content\":\"a\",\"content\":\"b\"}", "{\"content\":\"a\",\"c\\u006fntent\":\"b\"}"}) {
            assertThat(server.as("POST", MESSAGES).json(body).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void what_cannot_be_expected_is_said_to_be_so() {
        var answer = server.raw("POST /api/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: miracles\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(answer).startsWith("HTTP/1.1 417 ").contains("urn:miscord:expectation-failed");
    }

    /** What comes back to a message of these bytes. */
    private static String sent(byte[] content) throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes("{\"content\":\"".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(content);
        body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
        var head = "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
                        .formatted(MESSAGES, server.token())
                + "Content-Type: application/json\r\nContent-Length: " + body.size() + "\r\n\r\n";
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.origin()).getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            body.writeTo(socket.getOutputStream());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void lengths_and_numbers_have_bounds() {
        assertThat(errors(server.as("POST", MESSAGES).json("{\"content\":\"" + "x".repeat(10_001) + "\"}")))
                .containsEntry("content", "at most 10000 characters");
        assertThat(errors(server.as("POST", MESSAGES).json("{\"content\":\"a\",\"nonce\":\"" + "n".repeat(65) + "\"}")))
                .containsEntry("nonce", "at most 64 characters");
        assertThat(errors(server.as("GET", MESSAGES + "?limit=0").send())).containsEntry("limit", "at least 1");
        assertThat(errors(server.as("GET", MESSAGES + "?limit=101").send())).containsEntry("limit", "at most 100");
        assertThat(errors(server.as("GET", MESSAGES + "?limit=ten").send()))
                .containsEntry("limit", "must be of type integer");
        assertThat(errors(server.as("GET", MESSAGES + "?limit=1&limit=2").send()))
                .containsEntry("limit", "must be given once");
        assertThat(errors(server.as("GET", MESSAGES + "?limt=1").send())).containsEntry("limt", "is not a known field");
        var read = "/api/channels/" + Samples.CHANNEL + "/read";
        for (var seq : new String[] {"-1", "1.5", "1e400", "9007199254740992", "\"1\"", "null", "5.0e0x"}) {
            assertThat(server.as("POST", read).json("{\"seq\":" + seq + "}").status())
                    .as(seq)
                    .isEqualTo(400);
        }
        var users = IntStream.range(0, 10)
                .mapToObj(i -> "\"" + UuidV7.next() + "\"")
                .collect(Collectors.joining(","));
        assertThat(errors(server.as("POST", "/api/users/me/dms").json("{\"userIds\":[" + users + "]}")))
                .containsEntry("userIds", "at most 9 entries");
        assertThat(server.owners.asked(ChannelAsk.Read.class)).isEmpty();
    }

    @Test
    void huge_and_deep_bodies_cost_little() {
        var many = IntStream.range(0, 200_000).mapToObj(i -> "1").collect(Collectors.joining(","));
        assertThat(errors(server.as("POST", "/api/users/me/dms").json("{\"userIds\":[" + many + "]}")))
                .containsEntry("userIds", "at most 1000 entries");
        var deep = "{\"content\":" + "[".repeat(900) + "]".repeat(900) + "}";
        assertThat(server.as("POST", MESSAGES).json(deep).status()).isEqualTo(400);
        var abyss = "{\"content\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(server.as("POST", MESSAGES).json(abyss).status()).isEqualTo(400);
    }

    @Test
    void a_body_over_the_limit_is_413() {
        var refused = server.as("POST", MESSAGES).json("{\"content\":\"" + "x".repeat(1_100_000) + "\"}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().getString("type")).isEqualTo("urn:miscord:too-large");
    }

    @Test
    void another_content_type_is_415() {
        for (var type :
                new String[] {null, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
                }) {
            var refused = server.as("POST", MESSAGES).text("{\"content\":\"a\"}", type);
            assertThat(refused.status()).as(type).isEqualTo(415);
        }
        server.owners.answer(
                MessageAsk.Send.class, ask -> new io.miscord.contract.Answer.Sent(Samples.message("a", null), false));
        assertThat(server.as("POST", MESSAGES)
                        .text("{\"content\":\"a\"}", "Application/JSON; charset=utf-8")
                        .status())
                .isEqualTo(201);
        server.owners.asked(MessageAsk.Send.class);
    }

    @Test
    void ids_that_are_none_are_400() {
        for (var path : new String[] {
            "/api/users/alice", "/api/servers/1", "/api/channels/%27%3B--", "/api/channels/..%2F..%2Fetc/messages"
        }) {
            assertThat(server.as("GET", path).send().status()).as(path).isEqualTo(400);
        }
        assertThat(server.as("POST", "/api/servers/join/%3Cscript%3E").send().status())
                .isEqualTo(400);
        assertThat(server.owners.asked(ServerAsk.Join.class)).isEmpty();
    }

    @Test
    void unknown_paths_are_404_and_wrong_methods_405() {
        var unknown = server.as("GET", "/api/nothing").send();
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().getString("type")).isEqualTo("urn:miscord:not-found");
        assertThat(server.as("GET", "/api").send().status()).isEqualTo(404);
        var wrong = server.as("PATCH", "/api/users/me").send();
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("allow")).isEqualTo("GET, HEAD, PUT");
        assertThat(server.as("DELETE", "/api/servers").send().header("allow")).isEqualTo("GET, HEAD, POST");
        assertThat(server.as("POST", "/api/openapi.yaml").send().status()).isEqualTo(405);
    }

    @Test
    void paths_that_are_no_paths_are_400() {
        for (var path : new String[] {"/api/users/%zz", "/api/users/me?x=%zz", "/api/channels/%c0%af"}) {
            assertThat(server.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.token()
                            + "\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json");
        }
    }

    @Test
    void who_has_not_signed_in_is_told_so() {
        var none = server.anonymous("GET", "/api/users/me").send();
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("www-authenticate")).isEqualTo("Bearer");
        for (var header :
                new String[] {"Bearer", "Bearer x", "Basic YTpi", "Bot x", "Bearer " + server.token() + "x"}) {
            var refused = server.anonymous("GET", "/api/users/me")
                    .header("Authorization", header)
                    .send();
            assertThat(refused.status()).as(header).isEqualTo(401);
        }
        assertThat(server.meters.document("test", java.util.List.of()).toString())
                .contains("security");
    }

    @Test
    void an_expired_token_and_an_ended_session_are_401() {
        var old = server.token();
        var before = server.now;
        server.now = before.plusSeconds(3600);
        var expired = server.anonymous("GET", "/api/users/me")
                .header("Authorization", "Bearer " + old)
                .send();
        server.now = before;
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.json().getString("detail")).contains("expired");
        var session = new SessionId(UuidV7.next());
        var token = server.token(session);
        assertThat(server.anonymous("GET", "/api/users/me")
                        .header("Authorization", "Bearer " + token)
                        .send()
                        .status())
                .isEqualTo(200);
        server.owners.end(session);
        assertThat(server.anonymous("GET", "/api/users/me")
                        .header("Authorization", "Bearer " + token)
                        .send()
                        .status())
                .as("believed for some seconds")
                .isEqualTo(200);
        server.now = server.now.plusSeconds(6);
        assertThat(server.anonymous("GET", "/api/users/me")
                        .header("Authorization", "Bearer " + token)
                        .send()
                        .status())
                .isEqualTo(401);
    }

    private static Map<String, String> errors(ApiServer.Response response) {
        assertThat(response.status()).isEqualTo(400);
        return response.json().getJsonArray("errors").stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(error -> error.getString("field"), error -> error.getString("message")));
    }
}
