package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Folders;
import io.miscord.testkit.Http;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wrong requests: each has a clear answer, stores nothing wrong and tells nothing of the inside. */
@Tag("system")
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
    private static final String SECRET = "a secret of the tests that is long enough";

    private final Path data = Folders.temporary("bad-input");
    private NodeProcess node;
    private People people;
    private Stores stores;

    @BeforeAll
    void start(Stores given) {
        stores = given;
        node = NodeProcess.start(data, Nodes.options(stores, "--set", "auth.secret=" + SECRET));
        people = new People(node.url());
    }

    @AfterEach
    void leave() {
        people.leave();
    }

    @AfterAll
    void stop() {
        Nodes.stop(data, node);
    }

    @Test
    void what_is_not_json_or_not_of_the_shape_is_refused_and_names_the_field() {
        var here = people.meet();
        var path = "/api/channels/" + here.channel() + "/messages";
        var http = here.alice().http();
        for (var body : List.of("{", "", "nonsense", "[]", "null", "\"text\"", "{\"content\":", "[".repeat(5_000))) {
            Refusals.problem(http.raw("POST", path, "application/json", body), 400);
        }
        for (var body : List.of(
                "{}",
                "{\"content\":null}",
                "{\"content\":5}",
                "{\"content\":{}}",
                "{\"content\":[\"a\"]}",
                "{\"content\":true}")) {
            var problem = Refusals.problem(http.raw("POST", path, "application/json", body), 400);
            assertThat(problem.toString()).as(body).contains("content");
        }
        var unknown = Refusals.problem(http.post(path, Map.of("content", "hi", "colour", "red")), 400);
        assertThat(unknown.toString()).contains("colour");
        Refusals.problem(http.raw("POST", path, "text/plain", "hello"), 415);
        Refusals.problem(http.raw("POST", path, "application/xml", "<content/>"), 415);
        Refusals.problem(http.post(path, Map.of("content", "hi", "nonce", "x".repeat(65))), 400);
        Refusals.problem(http.post(path, Map.of("content", "hi", "replyTo", "not-an-id")), 400);
        assertThat(here.alice().texts(here.channel())).isEmpty();
    }

    @Test
    void texts_that_are_empty_or_too_long_are_refused() {
        var here = people.meet();
        var path = "/api/channels/" + here.channel() + "/messages";
        var http = here.alice().http();
        Refusals.problem(http.post(path, Map.of("content", "")), 400, 422);
        Refusals.problem(http.post(path, Map.of("content", " \n\t ")), 400, 422);
        Refusals.problem(http.post(path, Map.of("content", "x".repeat(4_001))), 400, 413, 422);
        http.post(path, Map.of("content", "x".repeat(4_000))).expect(201);
        Refusals.problem(http.post("/api/servers", Map.of("name", "")), 400);
        Refusals.problem(http.post("/api/servers", Map.of("name", "   ")), 400);
        Refusals.problem(http.post("/api/servers", Map.of("name", "x".repeat(101))), 400);
        var channels = "/api/servers/" + here.place().serverId() + "/channels";
        Refusals.problem(http.post(channels, Map.of("name", "ok", "type", "carrier-pigeon")), 400);
        Refusals.problem(http.put("/api/users/me", Map.of("bio", "x".repeat(1_001))), 400);
        assertThat(here.alice().history(here.channel())).hasSize(1);
    }

    @Test
    void a_body_that_is_too_large_is_refused_without_being_read_to_its_end() {
        var here = people.meet();
        var path = "/api/channels/" + here.channel() + "/messages";
        var huge = "{\"content\":\"" + "x".repeat(1_200_000) + "\"}";
        Refusals.problem(here.alice().http().raw("POST", path, "application/json", huge), 413);
        assertThat(here.alice().http().get("/api/users/me").status()).isEqualTo(200);
        var header = here.alice().http().with("X-Long", "y".repeat(20_000)).get("/api/users/me");
        assertThat(header.status()).isIn(400, 413, 414, 431);
        Refusals.leaksNothing(header.text());
        var uri = here.alice().http().get("/api/users/me?q=" + "z".repeat(20_000));
        assertThat(uri.status()).isIn(400, 413, 414, 431);
    }

    @Test
    void registrations_that_cannot_be_are_refused_and_name_the_field() {
        var http = new Http(node.url());
        var wrong = new HashMap<String, List<String>>();
        wrong.put("email", List.of("", "nobody", "a b@example.org", "@example.org", "x".repeat(300) + "@example.org"));
        wrong.put("username", List.of("", "a", "x".repeat(33), "two words", "<script>", "a/b", "semi;colon"));
        wrong.put("password", List.of("", "short", "x".repeat(129)));
        wrong.forEach((field, values) -> values.forEach(value -> {
            var wish = Person.registration("eve");
            wish.put(field, value);
            var problem = Refusals.problem(http.post("/api/auth/register", wish), 400, 422);
            assertThat(problem.toString()).as(field + "=" + value).contains(field);
        }));
        var unknown = Person.registration("eve");
        unknown.put("operator", true);
        Refusals.problem(http.post("/api/auth/register", unknown), 400);
        Refusals.problem(http.post("/api/auth/login", Map.of("login", "eve")), 400);
        Refusals.problem(http.post("/api/auth/login", Map.of("login", "eve", "password", "' OR 1=1 --")), 401);
        Refusals.problem(http.post("/api/auth/refresh", Map.of("refreshToken", "' OR 1=1 --")), 401);
        Refusals.problem(http.post("/api/auth/refresh"), 400, 401);
    }

    @Test
    void without_a_good_token_nothing_is_told() {
        var alice = people.registers("alice", 0);
        var bob = people.registers("bob", 0);
        var good = alice.accessToken();
        Function<String, Http.Reply> me =
                token -> new Http(node.url()).as(token).get("/api/users/me");
        assertThat(me.apply(good).status()).isEqualTo(200);
        Refusals.problem(new Http(node.url()).get("/api/users/me"), 401);
        Refusals.problem(
                new Http(node.url()).with("Authorization", "Basic YTpi").get("/api/users/me"), 401);
        for (var token : List.of(
                "x",
                "a.b.c",
                good.substring(0, good.length() - 2),
                Tokens.unsigned(good),
                Tokens.altered(good, claims -> claims.replace(alice.id(), bob.id())),
                Tokens.signed(good, claims -> claims, "another secret that is long enough as well"),
                alice.refreshToken())) {
            Refusals.problem(me.apply(token), 401);
        }
        // The same way of signing makes a good token, so it is the age alone that is refused.
        assertThat(me.apply(Tokens.signed(good, claims -> claims, SECRET)).status())
                .isEqualTo(200);
        var expired = Refusals.problem(me.apply(Tokens.expired(good, SECRET)), 401);
        assertThat(expired.path("detail").asText()).contains("expired");
    }

    @Test
    void a_refresh_token_that_was_exchanged_long_ago_was_stolen_and_ends_the_session() {
        var alice = people.comes("alice", 0);
        var first = alice.refreshToken();
        alice.refreshes();
        stores.execute("UPDATE refresh_tokens SET used_at = used_at - interval '1 minute'");
        var http = new Http(node.url());
        Refusals.problem(http.post("/api/auth/refresh", Map.of("refreshToken", first)), 401);
        Refusals.problem(http.post("/api/auth/refresh", Map.of("refreshToken", alice.refreshToken())), 401);
        assertThat(alice.connection().closed().code()).isEqualTo(4503);
    }

    @Test
    void what_is_not_ones_own_is_as_if_it_were_not_there() {
        var here = people.meet();
        var id = here.alice().sends(here.channel(), "private").path("messageId").asText();
        var eve = people.registers("eve", 0).http();
        var server = "/api/servers/" + here.place().serverId();
        for (var path : List.of(
                server,
                server + "/channels",
                server + "/members",
                "/api/channels/" + here.channel(),
                "/api/channels/" + here.channel() + "/messages",
                "/api/channels/" + here.channel() + "/pins")) {
            Refusals.problem(eve.get(path), 404);
        }
        Refusals.problem(eve.post("/api/channels/" + here.channel() + "/messages", Map.of("content", "hi")), 404);
        Refusals.problem(eve.post("/api/channels/" + here.channel() + "/typing"), 404);
        Refusals.problem(eve.post("/api/channels/" + here.channel() + "/read", Map.of("seq", 1)), 404);
        Refusals.problem(eve.post("/api/messages/" + id + "/reply", Map.of("content", "hi")), 404);
        Refusals.problem(eve.put("/api/messages/" + id, Map.of("content", "hi")), 404);
        Refusals.problem(eve.delete("/api/messages/" + id), 404);
        Refusals.problem(eve.post("/api/messages/" + id + "/pin"), 404);
        Refusals.problem(eve.put("/api/messages/" + id + "/reactions/%F0%9F%91%8D"), 404);
        Refusals.problem(eve.post(server + "/invite", Map.of()), 404);
        Refusals.problem(eve.post(server + "/channels", Map.of("name", "mine", "type", "text")), 404);
        Refusals.problem(eve.put(server, Map.of("name", "mine")), 404);
        Refusals.problem(eve.delete(server), 404);
        assertThat(here.alice().texts(here.channel())).containsExactly("private");
        assertThat(here.alice().history(here.channel()).getFirst().path("reactions"))
                .isEmpty();
    }

    @Test
    void members_may_not_do_what_is_the_owners() {
        var here = people.meet();
        var id = here.alice().sends(here.channel(), "hers").path("messageId").asText();
        var bob = here.bob().http();
        var server = "/api/servers/" + here.place().serverId();
        Refusals.problem(bob.put("/api/messages/" + id, Map.of("content", "his")), 403);
        Refusals.problem(bob.delete("/api/messages/" + id), 403);
        Refusals.problem(bob.post("/api/messages/" + id + "/pin"), 403);
        Refusals.problem(bob.post(server + "/channels", Map.of("name", "his", "type", "text")), 403);
        Refusals.problem(bob.put("/api/channels/" + here.channel(), Map.of("name", "his")), 403);
        Refusals.problem(bob.delete("/api/channels/" + here.channel()), 403);
        Refusals.problem(bob.put(server, Map.of("name", "his")), 403);
        Refusals.problem(bob.delete(server), 403);
        // Whoever moderates deletes others' messages, but puts no words in their mouths.
        var his = here.bob().sends(here.channel(), "his").path("messageId").asText();
        Refusals.problem(here.alice().http().put("/api/messages/" + his, Map.of("content", "hers")), 403);
        assertThat(here.alice().texts(here.channel())).containsExactly("hers", "his");
    }

    @Test
    void ids_that_are_none_or_of_something_else_are_refused() {
        var here = people.meet();
        var http = here.alice().http();
        for (var id :
                List.of("1", "not-an-id", "00000000-0000-0000-0000", "%27%3B%20DROP%20TABLE%20users", "..%2F..")) {
            Refusals.problem(http.get("/api/channels/" + id + "/messages"), 400, 404);
            Refusals.problem(http.get("/api/users/" + id), 400, 404);
            Refusals.problem(http.get("/api/servers/" + id), 400, 404);
            Refusals.problem(http.get("/api/channels/" + here.channel() + "/messages?before=" + id), 400);
        }
        Refusals.problem(http.get("/api/channels/" + here.place().serverId() + "/messages"), 404);
        Refusals.problem(http.get("/api/channels/" + UUID.randomUUID() + "/messages"), 404);
        Refusals.problem(http.get("/api/servers/" + here.alice().id()), 404);
        var elsewhere = here.alice().createsServer("Elsewhere");
        var other = here.alice()
                .http()
                .post("/api/channels/" + elsewhere.channelId() + "/messages", Map.of("content", "there"))
                .expect(201);
        var reply = Map.of("content", "here", "replyTo", other.path("id").asText());
        Refusals.problem(http.post("/api/channels/" + here.channel() + "/messages", reply), 400, 404, 422);
        for (var query : List.of("limit=0", "limit=101", "limit=-1", "limit=many", "colour=red")) {
            Refusals.problem(http.get("/api/channels/" + here.channel() + "/messages?" + query), 400);
        }
        assertThat(here.alice().texts(here.channel())).isEmpty();
    }

    @Test
    void addresses_that_lead_nowhere_say_so() {
        var http = people.registers("alice", 0).http();
        Refusals.problem(http.get("/api/nothing-here"), 404);
        Refusals.problem(http.get("/api/users/me/../../../etc/passwd"), 400, 404);
        Refusals.problem(http.get("/api/..%2f..%2fconf%2fmiscord.yaml"), 400, 404);
        Refusals.problem(http.raw("PATCH", "/api/users/me", "application/json", "{}"), 404, 405);
        Refusals.problem(http.raw("TRACE", "/api/users/me", "text/plain", ""), 404, 405);
        Refusals.problem(http.get("/ws/main"), 400, 426);
    }

    @Test
    void an_address_is_meant_as_it_is_written() {
        var here = people.meet();
        var http = here.alice().http();
        var message = "/api/messages/"
                + http.post("/api/channels/" + here.channel() + "/messages", Map.of("content", "kept"))
                        .expect(201)
                        .path("id")
                        .asText();
        for (var dots : List.of("%2e%2e", "..", ".%2E", "..%2f", "x/%2e%2e/..", ".")) {
            var problem = Refusals.problem(http.delete(message + "/reactions/" + dots), 400);
            assertThat(problem.path("reason").asText()).as(dots).isEqualTo("DOTS_IN_PATH");
        }
        for (var path : List.of(message + "/", message + "//")) {
            Refusals.problem(http.delete(path), 404);
        }
        for (var path :
                List.of("/api/users/me/", "/api//users/me", "//api/users/me", "/health/", "/metrics/", "/ws/main/")) {
            Refusals.problem(http.get(path), 404);
        }
        Refusals.problem(http.get("/ws/../api/users/me"), 400);
        Refusals.problem(http.get("/files/%2e%2e/api/users/me"), 400);
        http.get("/api/users/me").expect(200);
        assertThat(here.alice().texts(here.channel())).containsExactly("kept");
    }

    @Test
    void hostile_texts_are_kept_as_they_are_in_every_field() {
        // Names lose what nobody sees of them.
        var here = people.meet();
        var http = here.alice().http();
        for (var text : Refusals.HOSTILE) {
            var name = text.replaceAll("[\u200B\u202C\u202E]", "");
            var server = http.post("/api/servers", Map.of("name", text, "description", text))
                    .expect(201);
            assertThat(server.path("name").asText()).isEqualTo(name);
            assertThat(server.path("description").asText()).isEqualTo(text);
            var channel = http.post(
                            "/api/servers/" + server.path("id").asText() + "/channels",
                            Map.of("name", text, "type", "text", "topic", text))
                    .expect(201);
            assertThat(channel.path("topic").asText()).isEqualTo(text);
            var me = http.put("/api/users/me", Map.of("displayName", text, "bio", text, "status", text))
                    .expect(200);
            assertThat(List.of(me.path("displayName").asText(), me.path("bio").asText()))
                    .containsExactly(name, text);
            var path = "/api/channels/" + here.channel() + "/messages";
            var sent = http.post(path, Map.of("content", text, "nonce", text)).expect(201);
            assertThat(sent.path("content").asText()).isEqualTo(text);
            assertThat(here.bob().sees(text).path("author").path("displayName").asText())
                    .isEqualTo(name);
            Refusals.problem(http.post("/api/servers/join/" + encoded(text)), 400, 404);
            Refusals.problem(
                    http.get("/api/servers/" + here.place().serverId() + "/members?cursor=" + encoded(text)), 400);
        }
        here.bob().seesNothingBut(here.channel(), Refusals.HOSTILE.toArray(String[]::new));
        assertThat(here.bob().texts(here.channel())).isEqualTo(Refusals.HOSTILE);
        var raw = http.get("/api/channels/" + here.channel() + "/messages");
        assertThat(raw.header("Content-Type")).startsWith("application/json");
        assertThat(raw.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void a_character_that_a_database_cannot_hold_is_refused_or_kept_but_never_a_fault() {
        var here = people.meet();
        var http = here.alice().http();
        var path = "/api/channels/" + here.channel() + "/messages";
        Refusals.problem(http.raw("POST", path, "application/json", "{\"content\":\"a\\u0000b\"}"), 400, 422);
        Refusals.problem(
                http.raw("POST", path, "application/json", "{\"content\":\"a\",\"nonce\":\"a\\u0000b\"}"), 400, 422);
        Refusals.problem(http.raw("POST", "/api/servers", "application/json", "{\"name\":\"a\\u0000b\"}"), 400, 422);
        Refusals.problem(http.raw("PUT", "/api/users/me", "application/json", "{\"bio\":\"a\\u0000b\"}"), 400, 422);
        Refusals.problem(
                http.raw("POST", "/api/auth/login", "application/json", "{\"login\":\"a\\u0000b\",\"password\":\"x\"}"),
                400,
                401,
                422);
        var id = here.alice().sends(here.channel(), "plain").path("messageId").asText();
        Refusals.problem(http.put("/api/messages/" + id + "/reactions/a%00b"), 400, 422);
        var lone = http.raw("POST", path, "application/json", "{\"content\":\"lone \\ud800 surrogate\"}");
        assertThat(lone.status()).as(lone.text()).isIn(201, 400, 422);
        assertThat(node.isReady()).isTrue();
        assertThat(node.log()).doesNotContain("invalid byte sequence");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
