package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.AsyncApi;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Person;
import io.miscord.testkit.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every kind of frame that the contract of {@code /ws/main} has, from a live node. That each is what the contract says
 * is looked at when people leave, here and in every other scenario.
 */
interface FrameScenarios {
    /**
     * What nobody can bring about yet; what only a leaving node says; and {@code skipped}, which only a replay from
     * PostgreSQL contains.
     */
    Set<String> NOT_HERE = Set.of(
            "member:updated",
            "role:created",
            "role:updated",
            "role:deleted",
            "emoji:updated",
            "skipped",
            "reconnect",
            "reconnect:policy");

    People people();

    Person operator();

    @Test
    default void every_kind_of_frame_is_told_and_is_as_the_contract_says() {
        var here = people().meet();
        messages(here);
        places(here.alice(), here.bob(), here.place());
        calling(here);
        comingBack(here);
        var lost = startingAnew(here.bob());
        ending(here.bob());
        var told = Stream.concat(people().heard().stream(), lost.stream())
                .map(frame -> frame.path("event").asText())
                .collect(Collectors.toSet());
        var described = AsyncApi.CONTRACT.messages("sendOnMain").values().stream()
                .map(message -> message.path("name").asText())
                .filter(name -> !NOT_HERE.contains(name))
                .collect(Collectors.toSet());
        assertThat(told).isEqualTo(described);
    }

    /** A call over the sockets that are for all. */
    private static void calling(People.Meeting here) {
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        var alice = joinsCall(here.alice(), channel);
        var bob = joinsCall(here.bob(), channel);
        awaits(here.alice(), "voice:joined");
        var toAlice = here.bob().connection();
        toAlice.ack("voice:offer", Map.of("target", alice, "sdp", "offer", "pc", "1"));
        toAlice.ack("voice:ice", Map.of("target", alice, "pc", "1"));
        here.alice().connection().ack("voice:answer", Map.of("target", bob, "sdp", "answer", "pc", "1"));
        toAlice.ack("voice:state", Map.of("muted", true));
        var bad = Map.of("peers", List.of(Map.of("participantId", alice, "loss", 0.2)));
        toAlice.ack("voice:stats", bad);
        toAlice.ack("voice:stats", bad);
        List.of("voice:offer", "voice:ice", "voice:states", "voice:quality")
                .forEach(event -> awaits(here.alice(), event));
        awaits(here.bob(), "voice:answer");
        toAlice.ack("voice:leave", Map.of());
        awaits(here.alice(), "voice:left");
    }

    private static String joinsCall(Person person, String channel) {
        person.connection().ack("voice:join", Map.of("channelId", channel));
        return person.frames()
                .await("voice:ready", () -> "joined", data -> true)
                .path("data")
                .path("self")
                .asText();
    }

    private static void messages(People.Meeting here) {
        var alice = here.alice();
        var bob = here.bob();
        var id = alice.sends(here.channel(), "first").path("messageId").asText();
        bob.sees("first");
        alice.does("message:edit", id, "content", "changed");
        bob.does("message:react", id, "emoji", "👍");
        bob.does("message:react", id, "emoji", "👍");
        bob.does("message:unreact", id, "emoji", "👍");
        alice.does("message:pin", id);
        alice.does("message:unpin", id);
        alice.does("message:delete", id);
        bob.sees("message:deleted", id);
        var several = List.of(
                alice.sends(here.channel(), "one").path("messageId").asText(),
                alice.sends(here.channel(), "two").path("messageId").asText());
        alice.http()
                .post("/api/channels/" + here.channel() + "/messages/bulk-delete", Map.of("messageIds", several))
                .expect(204);
        awaits(bob, "messages:deleted");
        alice.connection().ack("typing:start", Map.of("channelId", here.channel()));
        awaits(bob, "typing");
        alice.connection().ack("presence:update", Map.of("status", "dnd", "text", "counting"));
        bob.frames().await("presence:user", () -> "with a text", data -> data.has("text"));
        alice.connection().answer("ping", Map.of("t", 1.5));
        alice.connection().refusal("message:send", Map.of("channelId", here.channel(), "content", ""));
        Eventually.that(() -> "no batch has come", () -> {
            ChatScenarios.acked(ChatScenarios.sendsAtOnce(alice, here.channel(), ChatScenarios.numbered("many", 20)));
            return !bob.frames().batches().isEmpty();
        });
    }

    private void places(Person alice, Person bob, Place place) {
        var device = bob.anotherDevice(people().gateway(0));
        long seq = alice.sends(place.channelId(), "to be read").path("seq").asLong();
        bob.connection().ack("channel:read", Map.of("channelId", place.channelId(), "seq", seq));
        device.frames().await("read:updated", () -> "bob's other device", data -> true);
        alice.sends(place.channelId(), "to be read as well");
        bob.http().post("/api/servers/" + place.serverId() + "/read", Map.of()).expect(204);
        awaits(bob, "server:read");
        operator()
                .http()
                .post("/api/operator/announcements", Map.of("text", "Good day.", "severity", "info"))
                .expect(201);
        awaits(bob, "announcements:updated");
        var channel = alice.createsChannel(place, "workshop");
        awaits(bob, "channel:created");
        alice.http().put("/api/channels/" + channel, Map.of("topic", "Tools")).expect(200);
        awaits(bob, "channel:updated");
        alice.http().delete("/api/channels/" + channel).expect(204);
        awaits(bob, "channel:removed");
        alice.http()
                .put("/api/servers/" + place.serverId(), Map.of("name", "Mills"))
                .expect(200);
        awaits(bob, "server:updated");
        var carol = people().comes("carol", 0);
        carol.joins(alice.invites(place));
        awaits(carol, "server:joined");
        awaits(bob, "member:joined");
        group(alice, bob, carol);
        carol.leaves(place);
        awaits(carol, "server:left");
        awaits(bob, "member:left");
        awaits(bob, "access:changed");
        alice.opensConversation(bob);
        awaits(bob, "dm:created");
        alice.http()
                .put("/api/users/me/relationships/" + bob.id(), Map.of("kind", "friend"))
                .expect(200);
        awaits(bob, "relationship:updated");
        awaits(bob, "notification");
        bob.http().post("/api/notifications/read", Map.of("all", true)).expect(204);
        awaits(bob, "notifications:read");
        bob.http()
                .put("/api/users/me/settings/levels/" + place.serverId(), Map.of("level", "all"))
                .expect(200);
        awaits(bob, "levels:updated");
        bob.http()
                .put("/api/users/me/settings", Map.of("messagesFrom", "mates"))
                .expect(200);
        awaits(bob, "settings:updated");
    }

    private static void group(Person alice, Person bob, Person carol) {
        var group = "/api/users/me/dms/"
                + alice.http()
                        .post("/api/users/me/dms", Map.of("userIds", List.of(bob.id(), carol.id())))
                        .expect(201)
                        .path("id")
                        .asText();
        alice.http().put(group, Map.of("name", "Millers")).expect(200);
        awaits(bob, "conversation:updated");
        alice.http().delete(group + "/people/" + bob.id()).expect(204);
        awaits(bob, "conversation:left");
    }

    private void comingBack(People.Meeting here) {
        here.bob().connection().drop();
        var missed =
                here.alice().sends(here.channel(), "missed").path("messageId").asText();
        here.alice().does("message:delete", missed);
        here.bob().resumes(people().gateway(0));
        awaits(here.bob(), "resumed");
    }

    /** What somebody is told who comes back to another database than the one they knew. */
    private List<JsonNode> startingAnew(Person bob) {
        var resume = Map.of("epoch", "of-another-database", "positions", Map.of(bob.id(), 5));
        try (var lost = Connection.open(people().gateway(0), "")) {
            lost.authenticate(Map.of("token", bob.accessToken(), "resume", resume));
            var told = lost.frames().await("resync", bob::toString, data -> true);
            AsyncApi.CONTRACT.check("sendOnMain", told);
            return List.of(told);
        }
    }

    private static void ending(Person bob) {
        bob.http()
                .post("/api/auth/logout", Map.of("refreshToken", bob.refreshToken()))
                .expect(204);
        awaits(bob, "session:revoked");
        assertThat(bob.connection().closed().code()).isEqualTo(4503);
    }

    private static void awaits(Person person, String event) {
        person.frames().await(event, person::toString, data -> true);
    }
}
