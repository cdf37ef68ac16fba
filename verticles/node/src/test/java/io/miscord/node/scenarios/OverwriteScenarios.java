package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What single channels allow and deny, and where they stand, as sockets that are there are told of it. */
interface OverwriteScenarios {
    People people();

    @Test
    default void an_overwrite_that_hides_a_channel_takes_it_within_one_event() {
        var here = people().meet();
        var conversation = here.alice().opensConversation(here.bob());
        here.bob().frames().await("dm:created", () -> "with alice", data -> true);
        here.alice().sends(here.channel(), "for everybody");
        here.bob().sees("for everybody");
        says(here, here.channel(), everybodys(here), "role", List.of(), List.of("VIEW_CHANNEL"));
        here.alice().sends(here.channel(), "between us");
        here.alice().sends(conversation, "marker");
        here.bob().seesNothingBut(conversation, "marker");
        assertThat(here.bob().frames().texts(here.channel())).containsExactly("for everybody");
        await(here.bob(), "channel:removed", here.channel());
        assertThat(here.bob().frames().of("channel:updated")).isEmpty();
        for (var path : List.of("", "/messages", "/pins", "/overwrites")) {
            var refused = Refusals.problem(here.bob().http().get("/api/channels/" + here.channel() + path), 404);
            assertThat(refused.path("reason").asText()).isEqualTo("NO_SUCH_CHANNEL");
        }
        assertThat(here.bob()
                        .connection()
                        .refusal("message:send", Map.of("channelId", here.channel(), "content", "let me"))
                        .path("code")
                        .asText())
                .isEqualTo("not_found");
        here.alice().seesNothingBut(here.channel(), "for everybody", "between us");
        var told = here.alice()
                .frames()
                .await("channel:updated", here::channel, data -> true)
                .path("data")
                .path("channel");
        assertThat(told)
                .isEqualTo(here.alice()
                        .http()
                        .get("/api/channels/" + here.channel())
                        .expect(200));
    }

    @Test
    default void an_overwrite_that_shows_a_channel_makes_it_appear_and_work() {
        var here = people().meet();
        says(here, here.channel(), everybodys(here), "role", List.of(), List.of("VIEW_CHANNEL"));
        await(here.bob(), "channel:removed", here.channel());
        here.alice().sends(here.channel(), "while he was blind");
        says(here, here.channel(), here.bob().id(), "member", List.of("VIEW_CHANNEL"), List.of());
        var created = here.bob()
                .frames()
                .await(
                        "channel:created",
                        here::channel,
                        data -> data.path("channel").path("id").asText().equals(here.channel()))
                .path("data")
                .path("channel");
        assertThat(created.path("overwrites")).hasSize(2);
        here.alice().sends(here.channel(), "now he sees");
        here.bob().sees("now he sees");
        here.bob().sends(here.channel(), "and speaks");
        here.alice().seesNothingBut(here.channel(), "while he was blind", "now he sees", "and speaks");
        here.bob().frames().inOrder();
        // What is denied without hiding anything leaves him what he has.
        says(here, here.channel(), here.bob().id(), "member", List.of("VIEW_CHANNEL"), List.of("SEND_MESSAGES"));
        var updated = here.bob()
                .frames()
                .await(
                        "channel:updated",
                        here::channel,
                        data -> data.path("channel")
                                .path("overwrites")
                                .findValues("deny")
                                .toString()
                                .contains("SEND"))
                .path("data")
                .path("channel");
        assertThat(updated)
                .isEqualTo(
                        here.bob().http().get("/api/channels/" + here.channel()).expect(200));
        var refused = Refusals.problem(
                here.bob().http().post("/api/channels/" + here.channel() + "/messages", Map.of("content", "let me")),
                403);
        assertThat(refused.path("params").path("permission").asText()).isEqualTo("SEND_MESSAGES");
    }

    @Test
    default void a_channel_in_a_hidden_category_is_hidden_from_the_first_moment() {
        var here = people().meet();
        var http = here.alice().http();
        var category = http.post(channels(here), Map.of("name", "Staff", "type", "category"))
                .expect(201)
                .path("id")
                .asText();
        await(here.bob(), "channel:created", category);
        says(here, category, everybodys(here), "role", List.of(), List.of("VIEW_CHANNEL"));
        await(here.bob(), "channel:removed", category);
        var room = http.post(channels(here), Map.of("name", "room", "type", "text", "parentId", category))
                .expect(201);
        here.alice().sends(room.path("id").asText(), "among us");
        here.alice().sends(here.channel(), "marker");
        here.bob().seesNothingBut(here.channel(), "marker");
        assertThat(here.bob().heard().toString()).doesNotContain(room.path("id").asText());
        var mine = here.bob().http().get(channels(here)).expect(200);
        assertThat(mine.findValuesAsText("name")).doesNotContain("room", "Staff");
        // It is let out: moved, and brought in line with another category.
        var open = http.post(channels(here), Map.of("name", "Open", "type", "category"))
                .expect(201)
                .path("id")
                .asText();
        var path = "/api/channels/" + room.path("id").asText();
        http.put(path, Map.of("parentId", open)).expect(200);
        http.post(path + "/overwrites/sync", Map.of()).expect(204);
        await(here.bob(), "channel:created", room.path("id").asText());
    }

    @Test
    default void channels_that_move_are_told_in_their_places() {
        var here = people().meet();
        var http = here.alice().http();
        var ids = List.of("A", "B").stream()
                .map(name -> http.post(channels(here), Map.of("name", name, "type", "category"))
                        .expect(201)
                        .path("id")
                        .asText())
                .toList();
        await(here.bob(), "channel:created", ids.getLast());
        var body = "[{\"id\":\"%s\",\"position\":0},{\"id\":\"%s\",\"position\":0,\"parentId\":\"%s\"}]"
                .formatted(ids.getLast(), here.channel(), ids.getFirst());
        var moved = http.raw("PATCH", channels(here), "application/json", body).expect(200);
        var updated = here.bob()
                .frames()
                .await(
                        "channel:updated",
                        here::channel,
                        data -> data.path("channel").path("id").asText().equals(here.channel()))
                .path("data")
                .path("channel");
        assertThat(updated.path("parentId").asText()).isEqualTo(ids.getFirst());
        assertThat(moved).contains(updated);
        assertThat(here.bob().http().get(channels(here)).expect(200)).isEqualTo(moved);
        var refused = Refusals.problem(here.bob().http().raw("PATCH", channels(here), "application/json", body), 403);
        assertThat(refused.path("reason").asText()).isEqualTo("MISSING_PERMISSION");
    }

    private static String channels(People.Meeting here) {
        return "/api/servers/" + here.place().serverId() + "/channels";
    }

    private static String everybodys(People.Meeting here) {
        return here.alice()
                .http()
                .get("/api/servers/" + here.place().serverId() + "/roles")
                .expect(200)
                .get(0)
                .path("id")
                .asText();
    }

    private static void says(
            People.Meeting here, String channel, String target, String type, List<String> allow, List<String> deny) {
        here.alice()
                .http()
                .put(
                        "/api/channels/%s/overwrites/%s".formatted(channel, target),
                        Map.of("type", type, "allow", allow, "deny", deny))
                .expect(204);
    }

    private static JsonNode await(Person person, String event, String channel) {
        return person.frames()
                .await(
                        event,
                        () -> channel,
                        data -> data.path("channelId").asText().equals(channel)
                                || data.path("channel").path("id").asText().equals(channel));
    }
}
