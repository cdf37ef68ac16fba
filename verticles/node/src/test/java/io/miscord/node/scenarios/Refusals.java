package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Refusal;
import io.miscord.testkit.Http;
import java.util.List;
import java.util.regex.Pattern;

/** What a refusal must look like, and what it must never tell. */
final class Refusals {
    /** Texts that have broken other systems, and that are only texts here. */
    static final List<String> HOSTILE = List.of(
            "'; DROP TABLE messages; --",
            "\" OR \"\"=\"",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "${jndi:ldap://127.0.0.1/x}",
            "%s%n%x $1 \\u0041 \\' \\\"",
            "\u202Eevil\u202C zero\u200Bwidth",
            "ä̈ 😀👩‍👩‍👧‍👦 漢字");

    private static final Pattern LEAK = Pattern.compile(
            "io\\.(miscord|vertx|netty)|java\\.|Exception|\\bat [a-z]+\\.[a-z]+|SELECT |INSERT |UPDATE |"
                    + "pg_|sqlstate|jackson|hazelcast|/work/|/tmp/",
            Pattern.CASE_INSENSITIVE);

    private Refusals() {}

    /** A problem+json of one of these statuses that names the problem and leaks nothing. */
    static JsonNode problem(Http.Reply reply, Integer... statuses) {
        assertThat(reply.status()).as(reply.text()).isIn((Object[]) statuses);
        assertThat(reply.header("Content-Type")).as(reply.text()).startsWith("application/problem+json");
        var problem = reply.json();
        assertThat(problem.path("type").asText()).startsWith("urn:miscord:");
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(reply.status());
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("instance").asText()).isNotBlank();
        hasReason(problem);
        leaksNothing(reply.text());
        return problem;
    }

    /** An error's data with one of these codes, that leak nothing. */
    static JsonNode error(JsonNode data, String... codes) {
        assertThat(data.path("code").asText()).as(data.toString()).isIn((Object[]) codes);
        assertThat(data.path("message").asText()).isNotBlank();
        hasReason(data);
        leaksNothing(data.toString());
        return data;
    }

    /** It and each of its wrong fields say why by a name that the web has sentences for. */
    private static void hasReason(JsonNode refused) {
        assertThat(refused.findValuesAsText("reason"))
                .as(refused.toString())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Refusal.valueOf(name).name()).isEqualTo(name));
        assertThat(refused.has("reason")).as(refused.toString()).isTrue();
    }

    static void leaksNothing(String text) {
        assertThat(LEAK.matcher(text).find()).as("leaks: " + text).isFalse();
    }
}
