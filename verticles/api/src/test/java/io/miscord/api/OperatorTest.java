package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Announcement;
import io.miscord.contract.AnnouncementId;
import io.miscord.contract.Answer;
import io.miscord.contract.Author;
import io.miscord.contract.InstanceFigures;
import io.miscord.contract.ListedAccount;
import io.miscord.contract.ListedServer;
import io.miscord.contract.Nonce;
import io.miscord.contract.OperatorAsk;
import io.miscord.contract.OperatorEntry;
import io.miscord.contract.RegistrationMode;
import io.miscord.contract.RegistrationRule;
import io.miscord.contract.Severity;
import io.miscord.platform.ids.UuidV7;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests of the operator become the asks that they should. */
class OperatorTest {
    private static final AnnouncementId ANNOUNCEMENT = new AnnouncementId(UuidV7.next());
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of("limits.bulkDelete", "77"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_overview_has_figures_and_limits_are_as_configured() {
        server.owners.answer(OperatorAsk.Figures.class, ask -> new InstanceFigures(3, 1, 2, 1_000, 8_000_000));
        server.owners.answer(OperatorAsk.Permitted.class, ask -> Answer.Done.DONE);
        var overview = server.as("GET", "/api/operator/overview").send().json();
        assertThat(overview.getLong("messages")).isEqualTo(1_000);
        assertThat(overview.getString("version")).isNotEmpty();
        assertThat(overview.getJsonArray("nodes")).isNotNull();
        var limits = (JsonArray) server.as("GET", "/api/operator/limits").send().any();
        assertThat(limits.stream().map(Object::toString))
                .anyMatch(limit -> limit.contains("bulkDelete") && limit.contains("77"));
    }

    @Test
    void people_are_searched_suspended_and_let_in_again() {
        var account = new ListedAccount(
                Samples.ALICE,
                "alice",
                "Alice",
                null,
                "alice@example.org",
                false,
                Samples.TIME,
                null,
                new ListedAccount.Suspension("spam", Samples.TIME));
        server.owners.answer(OperatorAsk.People.class, ask -> new Answer.Listing<>(List.of(account), "more"));
        server.owners.answer(OperatorAsk.Suspend.class, ask -> account);
        server.owners.answer(OperatorAsk.Lift.class, ask -> account);
        var path = "/api/operator/people";
        var page = server.as("GET", path + "?search=al&suspended=true&limit=7&cursor=c")
                .send()
                .json();
        assertThat(page.getJsonArray("items").getJsonObject(0).getJsonObject("suspension"))
                .isNotNull();
        var asked = server.owners.last(OperatorAsk.People.class);
        assertThat(asked.search()).isEqualTo("al");
        assertThat(asked.suspended()).isTrue();
        assertThat(asked.cursor()).isEqualTo("c");
        assertThat(asked.limit()).isEqualTo(7);
        assertThat(server.as("GET", path).send().status()).isEqualTo(200);
        assertThat(server.owners.last(OperatorAsk.People.class).suspended()).isFalse();
        var suspension = path + "/" + Samples.ALICE + "/suspension";
        assertThat(server.as("PUT", suspension).json("{\"reason\":\"spam\"}").status())
                .isEqualTo(200);
        assertThat(server.owners.last(OperatorAsk.Suspend.class).reason()).isEqualTo("spam");
        assertThat(server.as("PUT", suspension).send().status()).isEqualTo(200);
        assertThat(server.owners.last(OperatorAsk.Suspend.class).reason()).isNull();
        assertThat(server.as("DELETE", suspension).send().status()).isEqualTo(200);
        assertThat(server.owners.last(OperatorAsk.Lift.class).user()).isEqualTo(Samples.ALICE);
    }

    @Test
    void servers_are_listed_and_deleted_and_registration_is_set() {
        var owner = new Author(Samples.ALICE, "alice", "Alice", null);
        server.owners.answer(
                OperatorAsk.Servers.class,
                ask -> new Answer.Listing<>(
                        List.of(new ListedServer(Samples.SERVER, "Engines", null, owner, 12, Samples.TIME)), null));
        server.owners.answer(OperatorAsk.DeleteServer.class, ask -> Answer.Done.DONE);
        var rule = new RegistrationRule(RegistrationMode.INVITE, RegistrationMode.OPEN);
        server.owners.answer(OperatorAsk.ReadRegistration.class, ask -> rule);
        server.owners.answer(OperatorAsk.SetRegistration.class, ask -> rule);
        var page = server.as("GET", "/api/operator/servers?search=en").send().json();
        assertThat(page.getJsonArray("items").getJsonObject(0).getInteger("members"))
                .isEqualTo(12);
        assertThat(server.as("DELETE", "/api/operator/servers/" + Samples.SERVER)
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(OperatorAsk.DeleteServer.class).server()).isEqualTo(Samples.SERVER);
        var path = "/api/operator/registration";
        assertThat(server.as("GET", path).send().json().getString("mode")).isEqualTo("invite");
        assertThat(server.as("PUT", path).json("{\"mode\":\"closed\"}").status())
                .isEqualTo(200);
        assertThat(server.owners.last(OperatorAsk.SetRegistration.class).mode()).isEqualTo(RegistrationMode.CLOSED);
        assertThat(server.as("PUT", path).json("{\"mode\":\"ajar\"}").status()).isEqualTo(400);
    }

    @Test
    void announcements_are_made_listed_and_ended_and_the_log_is_read() {
        var announcement = new Announcement(ANNOUNCEMENT, "Back at ten.", Severity.WARNING, Samples.TIME, null);
        server.owners.answer(OperatorAsk.Current.class, ask -> new Answer.Listing<>(List.of(announcement), null));
        server.owners.answer(OperatorAsk.Announcements.class, ask -> new Answer.Listing<>(List.of(announcement), null));
        server.owners.answer(OperatorAsk.Announce.class, ask -> announcement);
        server.owners.answer(OperatorAsk.EndAnnouncement.class, ask -> Answer.Done.DONE);
        var entry = new OperatorEntry(
                UuidV7.next(), "person_suspend", null, Samples.ALICE.value(), "alice", null, Samples.TIME);
        server.owners.answer(OperatorAsk.Log.class, ask -> new Answer.Listing<>(List.of(entry), null));
        var current = (JsonArray) server.as("GET", "/api/announcements").send().any();
        assertThat(current.getJsonObject(0).getString("severity")).isEqualTo("warning");
        var path = "/api/operator/announcements";
        assertThat(server.as("GET", path).send().json().getJsonArray("items")).hasSize(1);
        var wish =
                Map.of("text", "Back at ten.", "severity", "warning", "endsAt", Samples.TIME.toString(), "nonce", "n");
        assertThat(server.as("POST", path)
                        .json(JsonObject.mapFrom(wish).encode())
                        .status())
                .isEqualTo(201);
        var asked = server.owners.last(OperatorAsk.Announce.class);
        assertThat(asked.severity()).isEqualTo(Severity.WARNING);
        assertThat(asked.endsAt()).isEqualTo(Samples.TIME);
        assertThat(asked.nonce()).isEqualTo(new Nonce("n"));
        assertThat(server.as("DELETE", path + "/" + ANNOUNCEMENT).send().status())
                .isEqualTo(204);
        assertThat(server.owners.last(OperatorAsk.EndAnnouncement.class).announcement())
                .isEqualTo(ANNOUNCEMENT);
        var log = server.as("GET", "/api/operator/log").send().json();
        assertThat(log.getJsonArray("items").getJsonObject(0).getString("act")).isEqualTo("person_suspend");
    }
}
