package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Http;
import io.miscord.testkit.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the operator does on one node holds on all, and reaches whoever is connected. */
interface OperatorScenarios {
    People people();

    Person operator();

    @Test
    default void who_is_suspended_is_sent_away_everywhere_and_stays_out_until_let_in_again() {
        var eve = people().comes("eve", 1);
        var login = Map.of("login", eve.username(), "password", Person.password());
        var suspension = "/api/operator/people/" + eve.id() + "/suspension";
        operator().http().put(suspension, Map.of("reason", "spam")).expect(200);
        assertThat(eve.connection().closed().code()).isEqualTo(4503);
        var refused = new Http(people().api(0)).post("/api/auth/login", login);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("reason").asText()).isEqualTo("SUSPENDED_FOR");
        assertThat(new Http(people().api(1))
                        .post("/api/auth/refresh", Map.of("refreshToken", eve.refreshToken()))
                        .status())
                .isEqualTo(401);
        operator().http().delete(suspension).expect(200);
        new Http(people().api(1)).post("/api/auth/login", login).expect(200);
    }

    @Test
    default void an_announcement_is_seen_on_every_node_until_it_ends() {
        var here = people().meet();
        var path = "/api/operator/announcements";
        var made = operator()
                .http()
                .post(path, Map.of("text", "Back at ten.", "severity", "warning"))
                .expect(201);
        for (var person : List.of(here.alice(), here.bob())) {
            person.frames()
                    .await(
                            "announcements:updated",
                            () -> "the announcement",
                            data -> data.findValuesAsText("text").contains("Back at ten."));
        }
        assertThat(here.bob().http().get("/api/announcements").expect(200).findValuesAsText("id"))
                .contains(made.path("id").asText());
        operator().http().delete(path + "/" + made.path("id").asText()).expect(204);
        here.bob()
                .frames()
                .await(
                        "announcements:updated",
                        () -> "its end",
                        data -> !data.findValuesAsText("text").contains("Back at ten."));
        assertThat(here.bob().http().get("/api/announcements").expect(200).findValuesAsText("id"))
                .doesNotContain(made.path("id").asText());
    }

    @Test
    default void registration_is_closed_and_opened_on_all_nodes_at_once() {
        var path = "/api/operator/registration";
        var closed = operator().http().put(path, Map.of("mode", "closed")).expect(200);
        assertThat(closed.path("configured").asText()).isEqualTo("open");
        try {
            var refused = new Http(people().api(1)).post("/api/auth/register", Person.registration("late"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("reason").asText()).isEqualTo("REGISTRATION_CLOSED");
        } finally {
            operator().http().put(path, Map.of("mode", "open")).expect(200);
        }
        new Http(people().api(1))
                .post("/api/auth/register", Person.registration("in-time"))
                .expect(201);
    }

    @Test
    default void a_server_that_the_operator_deletes_is_gone_for_its_members() {
        var here = people().meet();
        var server = here.place().serverId();
        operator().http().delete("/api/operator/servers/" + server).expect(204);
        here.bob()
                .frames()
                .await(
                        "server:left",
                        () -> "deleted",
                        data -> data.path("reason").asText().equals("deleted"));
        assertThat(here.alice().http().get("/api/servers/" + server).status()).isEqualTo(404);
        var nodes = operator().http().get("/api/operator/overview").expect(200).path("nodes");
        assertThat(nodes).hasSize(2);
    }
}
