package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is told of what, wherever they are; the same on every topology. */
interface NotificationScenarios {
    People people();

    @Test
    default void who_is_called_is_told_once_wherever_they_are() {
        var here = people().meet();
        var device = here.bob().anotherDevice(people().gateway(0));
        here.alice().sends(here.channel(), "nobody");
        var first = calls(here, "one");
        var second = calls(here, "two");
        told(here.bob(), second);
        device.frames().await("notification", () -> "on the other device", data -> isOf(data, second));
        // What comes last says that nothing else is on its way.
        here.bob()
                .http()
                .put("/api/users/me/settings", Map.of("messagesFrom", "mates"))
                .expect(200);
        here.bob().frames().await("settings:updated", () -> "settings", data -> true);
        for (var frames : List.of(here.bob().frames(), device.frames())) {
            assertThat(frames.of("notification"))
                    .extracting(frame -> messageOf(frame.path("data")))
                    .containsExactly(first, second);
        }
        assertThat(here.alice().frames().of("notification")).isEmpty();
        var list = here.bob()
                .http()
                .get("/api/notifications?unreadOnly=true")
                .expect(200)
                .path("items");
        assertThat(list.findValuesAsText("messageId")).containsExactly(second, first);
        here.bob().frames().inOrder();
    }

    @Test
    default void who_comes_later_finds_what_they_were_told_of_and_what_calls_them() {
        var here = people().meet();
        here.bob().connection().drop();
        var message = calls(here, "while he was away");
        here.bob().resumes(people().gateway(0));
        told(here.bob(), message);
        var read = here.bob()
                .http()
                .get("/api/channels/" + here.channel() + "/read")
                .expect(200);
        assertThat(read.path("unread").asInt()).isEqualTo(1);
        assertThat(read.path("mentions").get(0)).isEqualTo(read.path("lastMessageSeq"));
        here.bob()
                .http()
                .post("/api/servers/" + here.place().serverId() + "/read", Map.of())
                .expect(204);
        var after = here.bob().http().get("/api/notifications?unreadOnly=true").expect(200);
        assertThat(after.path("items")).isEmpty();
    }

    private static String calls(People.Meeting here, String text) {
        return here.alice()
                .sends(here.channel(), "<@%s> %s".formatted(here.bob().id(), text))
                .path("messageId")
                .asText();
    }

    private static void told(Person person, String message) {
        person.frames().await("notification", () -> "of " + message, data -> isOf(data, message));
    }

    private static boolean isOf(JsonNode data, String message) {
        return messageOf(data).equals(message);
    }

    private static String messageOf(JsonNode data) {
        return data.path("notification").path("messageId").asText();
    }
}
