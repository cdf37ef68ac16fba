package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Groups, and what a change of their people means for sockets that are there; the same on every topology. */
interface GroupScenarios {
    /** How often somebody is taken out while others write. */
    int TIMES = 12;

    People people();

    @Test
    default void who_was_taken_out_gets_nothing_after() {
        var here = people().meet();
        var carol = joins(here, "carol", 0);
        var between = here.alice().opensConversation(here.bob());
        here.bob().frames().await("dm:created", () -> "with alice", data -> true);
        for (int i = 0; i < TIMES; i++) {
            var group = here.alice().opensConversation(here.bob(), carol);
            awaitsGroup(here.bob(), group);
            awaitsGroup(carol, group);
            var before = "together " + i;
            here.alice().sends(group, before);
            here.bob().sees(before);
            var said = carolSays(carol, group, i);
            here.alice().http().delete(person(group, here.bob())).expect(204);
            var after = "without bob " + i;
            here.alice().sends(group, after);
            said.forEach(CompletableFuture::join);
            carol.sees(after);
            here.alice().sends(between, "marker " + i);
            here.bob().sees("marker " + i);
            long out = updated(carol, group, 2).path("seq").asLong();
            assertThat(of(here.bob(), group)).as("of the group, bob was told").allMatch(seq -> seq < out);
            assertThat(here.bob().frames().texts(group)).contains(before).doesNotContain(after);
            left(here.bob(), group);
            refuses(here.bob(), group);
        }
        here.bob().frames().inOrder();
        carol.frames().inOrder();
    }

    @Test
    default void who_is_added_has_what_is_said_from_then_on_and_reads_what_was_before() {
        var here = people().meet();
        var carol = joins(here, "carol", 0);
        var dave = joins(here, "dave", 1);
        var group = here.alice().opensConversation(here.bob(), carol);
        awaitsGroup(here.bob(), group);
        here.alice().sends(group, "before dave");
        here.bob().http().put(person(group, dave)).expect(200);
        here.alice().sends(group, "with dave");
        dave.seesNothingBut(group, "", "with dave");
        var told = awaitsGroup(dave, group);
        assertThat(told.path("position").asLong()).isEqualTo(1);
        assertThat(told.path("conversation").path("ownerId").asText())
                .isEqualTo(here.alice().id());
        assertThat(dave.texts(group)).containsExactly("before dave", "", "with dave");
        dave.sends(group, "hello all");
        here.bob().sees("hello all");
        var system = dave.history(group).get(1).path("system");
        assertThat(system.path("kind").asText()).isEqualTo("person_added");
        assertThat(system.path("userId").asText()).isEqualTo(dave.id());

        here.alice().http().delete(person(group, dave)).expect(204);
        left(dave, group);
        here.alice().sends(group, "while he was out");
        here.alice().http().put(person(group, dave)).expect(200);
        here.alice().sends(group, "he is back");
        dave.sees("he is back");
        assertThat(dave.frames().texts(group)).doesNotContain("while he was out");
        dave.frames().inOrder();
    }

    @Test
    default void a_group_goes_to_the_oldest_when_its_owner_leaves_and_is_named_by_anybody() {
        var here = people().meet();
        var carol = joins(here, "carol", 1);
        var group = here.alice().opensConversation(here.bob(), carol);
        awaitsGroup(carol, group);
        carol.http().put("/api/users/me/dms/" + group, Map.of("name", "Trio")).expect(200);
        here.bob()
                .frames()
                .await(
                        "conversation:updated",
                        () -> "the name",
                        data -> data.at("/conversation/name").asText().equals("Trio"));
        here.alice().http().delete(person(group, here.alice())).expect(204);
        left(here.alice(), group);
        refuses(here.alice(), group);
        var now = updated(carol, group, 2).path("data").path("conversation");
        assertThat(now.path("ownerId").asText()).isEqualTo(here.bob().id());
        assertThat(now.path("name").asText()).isEqualTo("Trio");
        here.bob().http().delete(person(group, carol)).expect(204);
        left(carol, group);
    }

    /** Somebody new in their server: into groups people are put by those whom they share one with. */
    private Person joins(People.Meeting here, String name, int node) {
        var person = people().comes(name, node);
        person.joins(here.alice().invites(here.place()));
        return person;
    }

    private static List<CompletableFuture<JsonNode>> carolSays(Person carol, String group, int round) {
        var said = new ArrayList<CompletableFuture<JsonNode>>();
        for (int i = 0; i < TIMES; i++) {
            var message = Map.of("channelId", group, "content", "carol %d %d".formatted(round, i));
            said.add(carol.connection().asks("message:send", message));
        }
        return said;
    }

    private static JsonNode awaitsGroup(Person person, String group) {
        return person.frames()
                .await(
                        "dm:created",
                        () -> group,
                        data -> data.at("/conversation/id").asText().equals(group))
                .path("data");
    }

    /** The frame that says that the group has so many people. */
    private static JsonNode updated(Person person, String group, int people) {
        return person.frames()
                .await(
                        "conversation:updated",
                        () -> people + " people",
                        data -> data.at("/conversation/id").asText().equals(group)
                                && data.at("/conversation/participants").size() == people);
    }

    private static void left(Person person, String group) {
        person.frames()
                .await(
                        "conversation:left",
                        () -> group,
                        data -> data.path("conversationId").asText().equals(group));
    }

    private static void refuses(Person person, String group) {
        assertThat(person.http().get("/api/channels/" + group + "/messages").status())
                .isEqualTo(404);
        assertThat(person.connection()
                        .refusal("message:send", Map.of("channelId", group, "content", "let me in"))
                        .path("code")
                        .asText())
                .isEqualTo("not_found");
    }

    /** The seqs that somebody was given of a stream. */
    private static List<Long> of(Person person, String stream) {
        return person.frames().all().stream()
                .filter(frame -> frame.path("stream").asText().equals(stream))
                .map(frame -> frame.path("seq").asLong())
                .toList();
    }

    private static String person(String group, Person person) {
        return "/api/users/me/dms/" + group + "/people/" + person.id();
    }
}
