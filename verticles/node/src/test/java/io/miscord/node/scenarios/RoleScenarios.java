package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Roles, and what a change of them means for sockets that are there; the same on every topology. */
interface RoleScenarios {
    People people();

    @Test
    default void a_role_that_hides_a_channel_takes_it_within_one_event() {
        var here = people().meet();
        var conversation = here.alice().opensConversation(here.bob());
        here.bob().frames().await("dm:created", () -> "with alice", data -> true);
        here.alice().sends(here.channel(), "for everybody");
        here.bob().sees("for everybody");
        allows(here, everybodys(here), "SEND_MESSAGES");
        here.alice().sends(here.channel(), "between us");
        here.alice().sends(conversation, "marker");
        here.bob().seesNothingBut(conversation, "marker");
        assertThat(here.bob().frames().texts(here.channel())).containsExactly("for everybody");
        here.bob()
                .frames()
                .await(
                        "channel:removed",
                        () -> here.channel(),
                        data -> data.path("channelId").asText().equals(here.channel()));
        assertThat(here.bob()
                        .http()
                        .get("/api/channels/" + here.channel() + "/messages")
                        .status())
                .isEqualTo(404);
        assertThat(refusal(here)).isEqualTo("not_found");
    }

    @Test
    default void a_role_that_shows_a_channel_makes_it_appear_and_work() {
        var here = people().meet();
        allows(here, everybodys(here));
        here.bob()
                .frames()
                .await(
                        "channel:removed",
                        () -> here.channel(),
                        data -> data.path("channelId").asText().equals(here.channel()));
        here.alice().sends(here.channel(), "while he was blind");
        var role = here.alice()
                .http()
                .post(roles(here), Map.of("name", "Seers", "permissions", List.of("VIEW_CHANNEL", "SEND_MESSAGES")))
                .expect(201)
                .path("id")
                .asText();
        here.alice().http().put(held(here, here.bob(), role)).expect(204);
        here.bob()
                .frames()
                .await(
                        "channel:created",
                        () -> here.channel(),
                        data -> data.path("channel").path("id").asText().equals(here.channel()));
        here.alice().sends(here.channel(), "now he sees");
        here.bob().sees("now he sees");
        here.bob().frames().inOrder();
        here.bob().sends(here.channel(), "and speaks");
        here.alice().seesNothingBut(here.channel(), "while he was blind", "now he sees", "and speaks");
        assertThat(here.bob().texts(here.channel())).containsExactly("while he was blind", "now he sees", "and speaks");
        var held = here.alice()
                .frames()
                .await("member:updated", () -> "bob", data -> true)
                .path("data");
        assertThat(held.path("member").path("roles").get(0).asText()).isEqualTo(role);
    }

    @Test
    default void who_may_no_longer_write_is_told_so_and_still_reads() {
        var here = people().meet();
        here.bob().sends(here.channel(), "while I may");
        allows(here, everybodys(here), "VIEW_CHANNEL");
        assertThat(refusal(here)).isEqualTo("forbidden");
        here.alice().sends(here.channel(), "listen");
        here.bob().seesNothingBut(here.channel(), "while I may", "listen");
        assertThat(here.bob().frames().of("channel:removed")).isEmpty();
    }

    @Test
    default void roles_are_seen_by_all_as_they_change() {
        var here = people().meet();
        var http = here.alice().http();
        var low = http.post(roles(here), Map.of("name", "Low")).expect(201);
        var lower =
                http.post(roles(here), Map.of("name", "Lower", "color", 255)).expect(201);
        var id = lower.path("id").asText();
        var moved = http.raw("PATCH", roles(here), "application/json", "[{\"id\":\"%s\",\"position\":2}]".formatted(id))
                .expect(200);
        assertThat(moved.findValuesAsText("name")).containsExactly("member", "Low", "Lower", "admin");
        http.delete(roles(here) + "/" + low.path("id").asText()).expect(204);
        here.bob()
                .frames()
                .await("role:deleted", () -> "Low", data -> data.path("roleId").equals(low.path("id")));
        var told = here.bob().frames().of("role:updated").getLast().path("data").path("role");
        assertThat(told).isEqualTo(moved.get(2));
        assertThat(here.bob().http().get(roles(here)).expect(200).findValuesAsText("name"))
                .containsExactly("member", "Lower", "admin");
        here.bob().frames().inOrder();
        var refused = Refusals.problem(here.bob().http().delete(roles(here) + "/" + id), 403);
        assertThat(refused.path("reason").asText()).isEqualTo("MISSING_PERMISSION");
    }

    private static String roles(People.Meeting here) {
        return "/api/servers/" + here.place().serverId() + "/roles";
    }

    private static String held(People.Meeting here, Person who, String role) {
        return "/api/servers/%s/members/%s/roles/%s".formatted(here.place().serverId(), who.id(), role);
    }

    private static JsonNode everybodys(People.Meeting here) {
        return here.alice().http().get(roles(here)).expect(200).get(0);
    }

    private static void allows(People.Meeting here, JsonNode role, String... permissions) {
        here.alice()
                .http()
                .put(roles(here) + "/" + role.path("id").asText(), Map.of("permissions", List.of(permissions)))
                .expect(200);
    }

    private static String refusal(People.Meeting here) {
        return here.bob()
                .connection()
                .refusal("message:send", Map.of("channelId", here.channel(), "content", "let me"))
                .path("code")
                .asText();
    }
}
