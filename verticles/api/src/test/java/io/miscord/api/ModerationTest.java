package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ModerationAsk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests about keeping order become the asks that they should. */
class ModerationTest {
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void order_is_kept_with_a_reason_of_the_request_or_else_of_the_header() {
        server.owners.answer(ModerationAsk.Kick.class, ask -> Answer.Done.DONE);
        server.owners.answer(ModerationAsk.Ban.class, ask -> Samples.ban());
        server.owners.answer(ModerationAsk.Unban.class, ask -> Answer.Done.DONE);
        server.owners.answer(ModerationAsk.Bans.class, ask -> new Answer.Listing<>(List.of(Samples.ban()), "more"));
        server.owners.answer(ModerationAsk.Mute.class, ask -> Samples.member());
        server.owners.answer(ModerationAsk.Unmute.class, ask -> Answer.Done.DONE);
        var path = "/api/servers/" + Samples.SERVER;
        var member = path + "/members/" + Samples.ALICE;
        assertThat(server.as("DELETE", member + "?reason=noise").send().status())
                .isEqualTo(204);
        assertThat(server.owners.last(ModerationAsk.Kick.class).reason()).isEqualTo("noise");
        var ban = path + "/bans/" + Samples.ALICE;
        assertThat(server.as("PUT", ban).send().status()).isEqualTo(200);
        assertThat(server.owners.last(ModerationAsk.Ban.class).expiresIn()).isNull();
        assertThat(server.as("PUT", ban)
                        .header("X-Audit-Log-Reason", "from-header")
                        .json("{\"reason\":\"spam\",\"expiresIn\":60,\"purge\":3600}")
                        .status())
                .isEqualTo(200);
        var banned = server.owners.last(ModerationAsk.Ban.class);
        assertThat(banned.reason()).isEqualTo("spam");
        assertThat(banned.purge()).isEqualTo(3_600);
        assertThat(server.as("DELETE", ban)
                        .header("X-Audit-Log-Reason", "1+1%20%D1%88%D1%83%D0%BC")
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(ModerationAsk.Unban.class).reason()).isEqualTo("1+1 шум");
        assertThat(server.as("DELETE", ban)
                        .header("X-Audit-Log-Reason", "100%")
                        .send()
                        .status())
                .isEqualTo(400);
        var bans = server.as("GET", path + "/bans?limit=1").send().json();
        assertThat(bans.getString("next")).isEqualTo("more");
        assertThat(server.as("PUT", member + "/mute")
                        .json("{\"until\":\"2026-11-21T03:50:00.120Z\"}")
                        .status())
                .isEqualTo(200);
        assertThat(server.owners.last(ModerationAsk.Mute.class).until()).isEqualTo(Samples.TIME);
        assertThat(server.as("DELETE", member + "/mute").send().status()).isEqualTo(204);
    }

    @Test
    void the_audit_log_is_asked_by_any_of_its_filters() {
        server.owners.answer(
                ModerationAsk.Audit.class, ask -> new Answer.Listing<>(List.of(Samples.auditEntry()), null));
        var path = "/api/servers/" + Samples.SERVER + "/audit-log";
        var page = server.as("GET", path).send().json();
        var entry = page.getJsonArray("items").getJsonObject(0);
        assertThat(entry.getJsonObject("after").getString("name")).isEqualTo("Engines");
        assertThat(entry.containsKey("channelId")).isFalse();
        assertThat(server.owners.last(ModerationAsk.Audit.class).filter()).isEqualTo(ModerationAsk.Filter.ALL);
        var query = "?actor=%s&act=member_kick&target=%s&before=2026-11-21T03:50:00.120Z&after=2026-11-20T00:00:00Z&q=x"
                .formatted(Samples.ALICE, Samples.ROLE);
        assertThat(server.as("GET", path + query).send().status()).isEqualTo(200);
        assertThat(server.owners.last(ModerationAsk.Audit.class).filter())
                .isEqualTo(new ModerationAsk.Filter(
                        Samples.ALICE,
                        "member_kick",
                        Samples.ROLE.value(),
                        Samples.TIME,
                        Instant.parse("2026-11-20T00:00:00Z"),
                        "x"));
        assertThat(server.as("GET", path + "?before=yesterday").send().status()).isEqualTo(400);
    }
}
