package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Answer;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.ServerAsk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the headers promise: limits, caching, other sites, proxies, and hardening of browsers. */
class HeadersTest {
    private static final String FRIEND = "https://friend.example";
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of(
                "http.corsOrigins", FRIEND,
                "http.trustedProxies", "127.0.0.0/8",
                "limits.requestsPerSecond", "40",
                "limits.searchesPerMinute", "2"));
        server.owners.answer(AccountAsk.Me.class, ask -> Samples.account());
        server.owners.answer(AccountAsk.Login.class, ask -> Samples.signedIn());
        server.owners.answer(ServerAsk.LookUpInvite.class, ask -> Samples.invite(Samples.server(), 1));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void what_is_left_of_a_limit_is_told_in_both_dialects() {
        var invite = server.anonymous("GET", "/api/invites/abc")
                .header("X-Forwarded-For", "203.0.113.1")
                .send();
        assertThat(invite.header("ratelimit-policy")).isEqualTo("\"address\";q=40;w=1");
        assertThat(invite.header("ratelimit")).isEqualTo("\"address\";r=39;t=1");
        assertThat(invite.header("x-ratelimit-limit")).isEqualTo("40");
        assertThat(invite.header("x-ratelimit-remaining")).isEqualTo("39");
        assertThat(Double.parseDouble(invite.header("x-ratelimit-reset-after"))).isBetween(0.0, 1.0);
        assertThat(server.as("GET", "/api/users/me").send().header("ratelimit-policy"))
                .startsWith("\"user\"");
    }

    @Test
    void beyond_a_limit_comes_429() {
        int refused = 0;
        ApiServer.Response last = null;
        for (int i = 0; i < 400 && refused == 0; i++) {
            last = server.anonymous("GET", "/api/invites/abc")
                    .header("X-Forwarded-For", "203.0.113.9")
                    .send();
            refused += last.status() == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(1);
        assertThat(last.header("retry-after")).isEqualTo("1");
        assertThat(last.header("x-ratelimit-remaining")).isEqualTo("0");
        assertThat(server.anonymous("GET", "/api/invites/abc")
                        .header("X-Forwarded-For", "203.0.113.10")
                        .send()
                        .status())
                .as("another address has its own")
                .isEqualTo(200);
    }

    @Test
    void what_looks_through_much_has_a_smaller_limit() {
        server.owners.answer(ServerAsk.MemberGroups.class, ask -> new Answer.Listing<>(List.of(), null));
        server.owners.answer(ModerationAsk.Audit.class, ask -> new Answer.Listing<>(List.of(), null));
        var in = "/api/servers/" + Samples.SERVER;
        assertThat(server.as("GET", in + "/members/groups").send().status()).isEqualTo(200);
        assertThat(server.as("GET", in + "/audit-log?q=x").send().status()).isEqualTo(200);
        assertThat(server.as("GET", in + "/audit-log").send().status())
                .as("a page is no search")
                .isEqualTo(200);
        for (var path : List.of("/audit-log?q=x", "/members/groups", "/read")) {
            var refused = server.as("GET", in + path).send();
            assertThat(refused.status()).as(path).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 30);
        }
        assertThat(server.as("GET", in + "/audit-log").send().status()).isEqualTo(200);
    }

    @Test
    void an_unchanged_answer_is_not_sent_again() {
        var first = server.as("GET", "/api/users/me").send();
        assertThat(first.header("etag")).matches("W/\"[\\w-]{16}\"");
        assertThat(first.header("cache-control")).isEqualTo("private, no-cache");
        assertThat(first.raw().headers().allValues("vary")).contains("Origin", "Authorization");
        var again = server.as("GET", "/api/users/me")
                .header("If-None-Match", "\"other\", " + first.header("etag"))
                .send();
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.bytes()).isEmpty();
    }

    @Test
    void head_is_answered_like_get_without_the_body() {
        for (var path : new String[] {"/api/users/me", "/api/openapi.yaml"}) {
            var get = server.as("GET", path).send();
            var head = server.as("HEAD", path).send();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.bytes()).isEmpty();
            assertThat(head.header("etag")).isEqualTo(get.header("etag"));
            assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
            assertThat(head.header("cache-control")).isEqualTo(get.header("cache-control"));
        }
        var me = server.as("GET", "/api/users/me").send();
        assertThat(server.as("HEAD", "/api/users/me").send().header("content-length"))
                .isEqualTo(Integer.toString(me.bytes().length));
        assertThat(server.as("HEAD", "/api/users/me")
                        .header("If-None-Match", me.header("etag"))
                        .send()
                        .status())
                .isEqualTo(304);
    }

    @Test
    void every_answer_is_hardened_and_named() {
        for (var path : new String[] {"/api/users/me", "/api/nothing"}) {
            var answer = server.as("GET", path).send();
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
            assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(answer.header("x-request-id")).hasSize(36);
        }
    }

    @Test
    void pages_of_named_sites_may_call_and_others_may_not() {
        var friend = server.as("GET", "/api/users/me").header("Origin", FRIEND).send();
        assertThat(friend.header("access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(friend.header("access-control-allow-credentials")).isEqualTo("true");
        var preflight = server.anonymous("OPTIONS", "/api/servers")
                .header("Origin", FRIEND)
                .header("Access-Control-Request-Method", "POST")
                .send();
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-headers")).contains("authorization", "idempotency-key");
        for (var origin :
                new String[] {"https://evil.example", FRIEND + ".evil.example", "null", "http://friend.example"}) {
            var stranger =
                    server.as("GET", "/api/users/me").header("Origin", origin).send();
            assertThat(stranger.header("access-control-allow-origin"))
                    .as(origin)
                    .isEmpty();
            var refused = server.anonymous("OPTIONS", "/api/servers")
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST")
                    .send();
            assertThat(refused.status()).as(origin).isEqualTo(403);
        }
    }

    @Test
    void a_trusted_proxy_is_believed_hop_by_hop() {
        server.anonymous("POST", "/api/auth/login")
                .header("X-Forwarded-For", "1.1.1.1, 198.51.100.7, 127.0.0.2")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "chat.example.org")
                .json("{\"login\":\"a\",\"password\":\"b\"}");
        assertThat(server.owners.last(AccountAsk.Login.class).by().address()).isEqualTo("198.51.100.7");
        var secure = server.anonymous("POST", "/api/auth/login")
                .header("X-Forwarded-For", "198.51.100.8")
                .header("X-Forwarded-Proto", "https")
                .json("{\"login\":\"a\",\"password\":\"b\"}");
        assertThat(secure.header("set-cookie")).contains("Secure");
        var invite = server.anonymous("GET", "/api/invites/abc")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "chat.example.org")
                .header("X-Forwarded-For", "198.51.100.8")
                .send();
        assertThat(invite.json().getString("url")).isEqualTo("https://chat.example.org/invite/Kq3xT9wZ");
    }

    @Test
    void what_others_claim_of_themselves_is_not_believed() {
        try (var open = new ApiServer(Map.of("http.publicUrl", "https://public.example/chat/"))) {
            open.owners.answer(ServerAsk.LookUpInvite.class, ask -> Samples.invite(Samples.server(), 1));
            var invite = open.anonymous("GET", "/api/invites/abc")
                    .header("X-Forwarded-For", "1.1.1.1")
                    .header("X-Forwarded-Host", "evil.example")
                    .send();
            assertThat(invite.json().getString("url")).isEqualTo("https://public.example/chat/invite/Kq3xT9wZ");
            assertThat(open.owners.last(ServerAsk.LookUpInvite.class).by().address())
                    .isEqualTo("127.0.0.1");
        }
    }
}
