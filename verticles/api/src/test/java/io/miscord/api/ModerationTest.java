package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.FilterAction;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.ReportStatus;
import io.vertx.core.json.JsonArray;
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
        assertThat(server.as("DELETE", member)
                        .header("X-Audit-Log-Reason", "quietly")
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(ModerationAsk.Kick.class).reason()).isNull();
        assertThat(server.owners.last(ModerationAsk.Kick.class).auditReason()).isEqualTo("quietly");
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
        assertThat(banned.auditReason()).isEqualTo("from-header");
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
    void a_ban_that_removes_messages_counts_as_the_start_of_a_task_and_any_other_does_not() {
        try (var few = new ApiServer(Map.of("tasks.startsPerHour", "2"))) {
            few.owners.answer(ModerationAsk.Ban.class, ask -> Samples.ban());
            var ban = "/api/servers/" + Samples.SERVER + "/bans/" + Samples.ALICE;
            for (int status : List.of(200, 200, 429)) {
                assertThat(few.as("PUT", ban).json("{\"purge\":60}").status()).isEqualTo(status);
                assertThat(few.as("PUT", ban).json("{\"purge\":0}").status()).isEqualTo(200);
                assertThat(few.as("PUT", ban).send().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void rules_of_the_word_filter_are_listed_made_changed_and_deleted() {
        server.owners.answer(
                ModerationAsk.Rules.class, ask -> new Answer.Listing<>(List.of(Samples.filterRule()), null));
        server.owners.answer(ModerationAsk.CreateRule.class, ask -> Samples.filterRule());
        server.owners.answer(ModerationAsk.UpdateRule.class, ask -> Samples.filterRule());
        server.owners.answer(ModerationAsk.DeleteRule.class, ask -> Answer.Done.DONE);
        var path = "/api/servers/" + Samples.SERVER + "/filter-rules";
        var rules = (JsonArray) server.as("GET", path).send().any();
        assertThat(rules.getJsonObject(0).getString("action")).isEqualTo("mute");
        assertThat(server.as("POST", path)
                        .json("{\"name\":\"r\",\"words\":[\"spam\"],\"action\":\"block\",\"nonce\":\"n1\"}")
                        .status())
                .isEqualTo(201);
        var create = server.owners.last(ModerationAsk.CreateRule.class);
        assertThat(create.action()).isEqualTo(FilterAction.BLOCK);
        assertThat(create.muteSeconds()).isZero();
        assertThat(create.exemptRoles()).isEmpty();
        assertThat(create.nonce()).isEqualTo(new Nonce("n1"));
        assertThat(server.as("POST", path)
                        .json("{\"name\":\"r\",\"words\":[],\"action\":\"warn\"}")
                        .status())
                .isEqualTo(400);
        var rule = path + "/" + Samples.ROLE;
        assertThat(server.as("PUT", rule)
                        .header("X-Audit-Log-Reason", "why")
                        .json("{\"exemptRoles\":[\"%s\"]}".formatted(Samples.ROLE))
                        .status())
                .isEqualTo(200);
        var update = server.owners.last(ModerationAsk.UpdateRule.class);
        assertThat(update.exemptRoles()).containsExactly(Samples.ROLE);
        assertThat(update.words()).isNull();
        assertThat(update.reason()).isEqualTo("why");
        assertThat(server.as("DELETE", rule).send().status()).isEqualTo(204);
    }

    @Test
    void messages_are_reported_and_reports_closed() {
        server.owners.answer(ModerationAsk.Report.class, ask -> Answer.Done.DONE);
        server.owners.answer(
                ModerationAsk.Reports.class, ask -> new Answer.Listing<>(List.of(Samples.report()), "more"));
        server.owners.answer(ModerationAsk.CloseReport.class, ask -> Answer.Done.DONE);
        assertThat(server.as("POST", "/api/messages/" + Samples.MESSAGE + "/report")
                        .json("{\"reason\":\"rude\"}")
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(ModerationAsk.Report.class).message()).isEqualTo(Samples.MESSAGE);
        var path = "/api/servers/" + Samples.SERVER + "/reports";
        var page = server.as("GET", path).send().json();
        assertThat(page.getJsonArray("items").getJsonObject(0).containsKey("reporter"))
                .isTrue();
        assertThat(server.owners.last(ModerationAsk.Reports.class).status()).isEqualTo(ReportStatus.OPEN);
        assertThat(server.as("GET", path + "?status=dismissed").send().status()).isEqualTo(200);
        assertThat(server.owners.last(ModerationAsk.Reports.class).status()).isEqualTo(ReportStatus.DISMISSED);
        assertThat(server.as("GET", path + "?status=lost").send().status()).isEqualTo(400);
        assertThat(server.as("PUT", path + "/" + Samples.ROLE)
                        .json("{\"status\":\"resolved\"}")
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(ModerationAsk.CloseReport.class).status()).isEqualTo(ReportStatus.RESOLVED);
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
