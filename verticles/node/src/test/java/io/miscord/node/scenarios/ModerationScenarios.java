package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Http;
import io.miscord.testkit.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who keeps order in a server, and what it does to those who are connected; the same on every topology. */
interface ModerationScenarios {
    People people();

    @Test
    default void who_is_banned_hears_nothing_more_and_stays_out_until_let_in_again() {
        var here = people().meet();
        var conversation = here.alice().opensConversation(here.bob());
        here.bob().frames().await("dm:created", () -> "with alice", data -> true);
        here.bob().sends(here.channel(), "buy this");
        here.alice().sees("buy this");
        var server = "/api/servers/" + here.place().serverId();
        var ban = server + "/bans/" + here.bob().id();
        here.alice()
                .http()
                .put(ban, Map.of("reason", "spam", "expiresIn", 3_600, "purge", 600))
                .expect(200);
        var left = here.bob()
                .frames()
                .await(
                        "server:left",
                        () -> "banned",
                        data -> data.path("reason").asText().equals("banned"))
                .path("data");
        assertThat(left.path("detail").asText()).isEqualTo("spam");
        here.alice()
                .frames()
                .await(
                        "messages:deleted",
                        () -> "what bob wrote",
                        data -> data.path("messageIds").size() == 1);
        assertThat(here.alice().texts(here.channel())).isEmpty();
        here.alice().sends(here.channel(), "between us");
        here.alice().sends(conversation, "marker");
        here.bob().seesNothingBut(conversation, "marker");
        var join = "/api/servers/join/" + here.alice().invites(here.place());
        var refused = here.bob().http().post(join);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("reason").asText()).isEqualTo("BANNED_FOR");
        here.alice().http().delete(ban).expect(204);
        here.bob().http().post(join).expect(200);
        here.alice().sends(here.channel(), "welcome back");
        assertThat(here.bob().texts(here.channel())).containsExactly("between us", "welcome back");
        assertThat(acts(here.alice(), server)).containsExactly("member_unban", "member_ban");
    }

    @Test
    default void who_is_muted_reads_and_cannot_write_and_all_can_see_why() {
        var here = people().meet();
        here.bob().sends(here.channel(), "noise");
        var mute = "/api/servers/" + here.place().serverId() + "/members/"
                + here.bob().id() + "/mute";
        here.alice()
                .http()
                .put(mute, Map.of("until", Instant.now().plusSeconds(600).toString()))
                .expect(200);
        for (var person : List.of(here.alice(), here.bob())) {
            person.frames()
                    .await(
                            "member:updated",
                            () -> "muted",
                            data -> data.path("member").has("mutedUntil"));
        }
        assertThat(write(here.bob(), here.channel()).status()).isEqualTo(403);
        here.alice().sends(here.channel(), "listen");
        here.bob().sees("listen");
        here.alice().http().delete(mute).expect(204);
        here.bob().sends(here.channel(), "thank you");
        here.alice().sees("thank you");
    }

    private static Http.Reply write(Person author, String channel) {
        return author.http().post("/api/channels/" + channel + "/messages", Map.of("content", "hello?"));
    }

    private static List<String> acts(Person reader, String server) {
        var page = reader.http().get(server + "/audit-log").expect(200);
        return page.path("items").findValuesAsText("act").stream()
                .filter(act -> act.startsWith("member_"))
                .toList();
    }
}
