package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.AsyncApi;
import io.miscord.testkit.Caller;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.FlatSocket;
import io.miscord.testkit.Http;
import io.miscord.testkit.Person;
import io.miscord.testkit.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Calls: who is in them, what passes between those who are, and who is kept out. */
interface VoiceScenarios extends CallOrderScenarios, CallLimitScenarios {

    /** The voice channel of a new server. */
    static String voiceOf(Person person, Place place) {
        var channels = person.http()
                .get("/api/servers/" + place.serverId())
                .expect(200)
                .path("channels");
        return StreamSupport.stream(channels.spliterator(), false)
                .filter(channel -> channel.path("type").asText().equals("voice"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    /** A further voice channel. */
    static String makesVoice(Person owner, Place place, String name) {
        return owner.http()
                .post("/api/servers/" + place.serverId() + "/channels", Map.of("name", name, "type", "voice"))
                .expect(201)
                .path("id")
                .asText();
    }

    private Caller joins(Person person, String channel, int node) {
        return Caller.joins(person, channel, people().gateway(node));
    }

    private static void areOfTheContract(Caller... callers) {
        for (var caller : callers) {
            caller.frames().all().forEach(frame -> AsyncApi.CONTRACT.check("sendOnVoice", frame));
        }
    }

    @Test
    default void in_a_call_the_newcomer_offers_and_every_signal_goes_to_its_target_alone() {
        var here = people().meet();
        var carol = people().registers("carol", 0);
        carol.joins(here.alice().invites(here.place()));
        var channel = voiceOf(here.alice(), here.place());
        try (var alice = joins(here.alice(), channel, 0);
                var bob = joins(here.bob(), channel, 1);
                var third = joins(carol, channel, 0)) {
            assertThat(alice.present()).containsExactly(alice.self());
            assertThat(bob.present()).containsExactly(alice.self(), bob.self());
            alice.await(
                    "voice:joined",
                    data -> data.at("/participant/participantId").asText().equals(bob.self()));
            bob.offers(alice, "offer of bob");
            bob.isAt(alice, "candidate:1");
            var offer = alice.hears("voice:offer", "offer of bob");
            assertThat(offer.path("from").asText()).isEqualTo(bob.self());
            assertThat(offer.path("n").asLong()).isEqualTo(1);
            assertThat(alice.await("voice:ice", data -> true).path("n").asLong())
                    .isEqualTo(2);
            alice.answers(bob, "answer of alice");
            assertThat(bob.hears("voice:answer", "answer of alice").path("n").asLong())
                    .isEqualTo(1);
            assertThat(third.frames().all())
                    .noneMatch(frame -> frame.path("data").has("sdp"));
            alice.is("muted", true);
            bob.sees(alice, "muted", true);
            bob.leaves();
            assertThat(alice.seesLeave(bob).path("reason").asText()).isEqualTo("left");
            assertThat(third.seesLeave(bob).has("message")).isFalse();
            areOfTheContract(alice, bob, third);
        }
    }

    @Test
    default void who_comes_back_to_a_call_on_another_node_gets_what_they_missed_and_nobody_saw_them_go() {
        var here = people().meet();
        var channel = voiceOf(here.alice(), here.place());
        try (var alice = joins(here.alice(), channel, 0);
                var bob = joins(here.bob(), channel, 1)) {
            alice.offers(bob, "first");
            bob.hears("voice:offer", "first");
            bob.socket().drop();
            alice.offers(bob, "second");
            alice.isAt(bob, "candidate:1");
            try (var again = bob.resumes(people().gateway(0))) {
                assertThat(again.ready().path("resumed").asBoolean()).isTrue();
                assertThat(again.self()).isEqualTo(bob.self());
                assertThat(again.hears("voice:offer", "second").path("n").asLong())
                        .isEqualTo(2);
                assertThat(again.await("voice:ice", data -> true).path("n").asLong())
                        .isEqualTo(3);
                again.answers(alice, "after");
                alice.hears("voice:answer", "after");
                alice.offers(again, "third");
                assertThat(again.hears("voice:offer", "third").path("n").asLong())
                        .isEqualTo(4);
                assertThat(alice.frames().of("voice:left")).isEmpty();
                assertThat(alice.frames().of("voice:joined")).hasSize(1);
            }
        }
    }

    @Test
    default void a_new_session_of_the_same_person_wins_the_call() {
        var here = people().meet();
        var channel = voiceOf(here.alice(), here.place());
        try (var alice = joins(here.alice(), channel, 0);
                var bob = joins(here.bob(), channel, 1);
                var again = joins(here.bob(), channel, 0)) {
            var left = bob.seesLeave(bob);
            assertThat(left.path("reason").asText()).isEqualTo("replaced");
            assertThat(left.path("message").asText()).isNotEmpty();
            assertThat(bob.socket().closed().code()).isEqualTo(4505);
            alice.seesLeave(bob);
            Eventually.that(
                    () -> "not two: " + in(here.alice(), channel),
                    () -> in(here.alice(), channel).size() == 2);
            again.offers(alice, "still there");
            alice.hears("voice:offer", "still there");
        }
    }

    /** Who is in a call, by HTTP. */
    static List<String> in(Person person, String channel) {
        var room = person.http().get("/api/channels/" + channel + "/voice").expect(200);
        return StreamSupport.stream(room.path("participants").spliterator(), false)
                .map(one -> one.path("userId").asText())
                .toList();
    }

    @Test
    default void a_call_has_eight_seats_and_the_ninth_is_told_so() {
        var here = people().meet();
        var channel = voiceOf(here.alice(), here.place());
        var code = here.alice().invites(here.place());
        var callers = new ArrayList<Caller>();
        try {
            var crowd = people().crowd(9);
            for (int i = 0; i < 8; i++) {
                crowd.get(i).joins(code);
                callers.add(joins(crowd.get(i), channel, i));
            }
            crowd.get(8).joins(code);
            var ninth = Caller.knocks(crowd.get(8), channel, people().gateway(0));
            callers.add(ninth);
            var refusal = ninth.await("error", data -> true);
            assertThat(refusal.path("reason").asText()).isEqualTo("CALL_FULL");
            assertThat(refusal.path("message").asText()).contains("8");
            assertThat(ninth.socket().closed().code()).isEqualTo(4505);
            callers.getFirst().leaves();
            callers.get(1).seesLeave(callers.getFirst());
            callers.add(joins(crowd.get(8), channel, 0));
        } finally {
            callers.forEach(Caller::close);
            people().crowd(9).forEach(one -> one.leaves(here.place()));
        }
    }

    @Test
    default void who_may_not_be_in_a_call_is_refused_with_a_sentence() {
        var here = people().meet();
        var channel = voiceOf(here.alice(), here.place());
        var stranger = people().registers("mallory", 0);
        try (var alice = joins(here.alice(), channel, 0)) {
            try (var outside = Caller.knocks(stranger, channel, people().gateway(1))) {
                assertThat(outside.socket().closed().code()).isEqualTo(4504);
            }
            stranger.http().get("/api/channels/" + channel + "/voice").expect(404);
            try (var text = Caller.knocks(here.bob(), here.channel(), people().gateway(1))) {
                assertThat(text.await("error", data -> true).path("reason").asText())
                        .isEqualTo("NO_VOICE_HERE");
                assertThat(text.socket().closed().code()).isEqualTo(4505);
            }
            denies(here, channel, "CONNECT");
            try (var denied = Caller.knocks(here.bob(), channel, people().gateway(1))) {
                var refusal = denied.await("error", data -> true);
                assertThat(refusal.path("message").asText()).contains("CONNECT");
                assertThat(denied.socket().closed().code()).isEqualTo(4505);
            }
            var nobody = alice.socket()
                    .refusal("voice:offer", Map.of("target", here.bob().id(), "sdp", "x", "pc", "1"));
            assertThat(nobody.path("reason").asText()).isEqualTo("NO_SUCH_PARTICIPANT");
            var long1 = alice.socket()
                    .refusal("voice:offer", Map.of("target", alice.self(), "sdp", "x".repeat(16_385), "pc", "1"));
            assertThat(long1.path("code").asText()).isEqualTo("invalid");
        }
        var elsewhere = here.bob()
                .connection()
                .refusal("voice:offer", Map.of("target", here.bob().id(), "sdp", "x", "pc", "1"));
        assertThat(elsewhere.path("reason").asText()).isEqualTo("NOT_IN_A_CALL");
    }

    /** Takes a permission from Bob in a channel. */
    static void denies(People.Meeting here, String channel, String permission) {
        here.alice()
                .http()
                .put(
                        "/api/channels/" + channel + "/overwrites/" + here.bob().id(),
                        Map.of("type", "member", "allow", List.of(), "deny", List.of(permission)))
                .expect(204);
    }

    @Test
    default void two_in_a_conversation_can_call_each_other_and_nobody_else_can_come() {
        var here = people().meet();
        var conversation = here.alice().opensConversation(here.bob());
        var carol = people().registers("carol", 0);
        try (var alice = joins(here.alice(), conversation, 0)) {
            here.bob().frames().await("voice:presence", () -> "alice calls", data -> of(data, conversation, 1));
            try (var bob = joins(here.bob(), conversation, 1);
                    var outside = Caller.knocks(carol, conversation, people().gateway(0))) {
                bob.offers(alice, "hello");
                alice.hears("voice:offer", "hello");
                assertThat(outside.socket().closed().code()).isEqualTo(4504);
            }
        }
    }

    @Test
    default void whom_a_peer_hears_badly_twice_sends_less_and_all_in_the_call_see_the_line() {
        var here = people().meet();
        var channel = voiceOf(here.alice(), here.place());
        try (var alice = joins(here.alice(), channel, 0);
                var bob = joins(here.bob(), channel, 1)) {
            assertThat(alice.ready().at("/quality/audioKbps").asInt()).isEqualTo(64);
            var bad = Map.of("peers", List.of(Map.of("participantId", alice.self(), "loss", 0.2, "rtt", 30)));
            bob.socket().ack("voice:stats", bad);
            bob.socket().ack("voice:stats", bad);
            var told = alice.await("voice:quality", data -> true);
            assertThat(told.path("audioKbps").asInt()).isEqualTo(32);
            assertThat(told.path("reason").asText()).isEqualTo("poor_line");
            bob.await(
                    "voice:states",
                    data -> data.at("/participants/0/quality").asText().equals("poor"));
            assertThat(bob.frames().of("voice:quality")).isEmpty();
            alice.socket().drop();
            try (var again = alice.resumes(people().gateway(1))) {
                assertThat(again.ready().at("/quality/audioKbps").asInt()).isEqualTo(32);
            }
        }
    }

    @Test
    default void everybody_who_has_a_channel_sees_who_is_in_its_call() {
        var here = people().meet();
        var channel = voiceOf(here.alice(), here.place());
        try (var alice = joins(here.alice(), channel, 0)) {
            here.bob().frames().await("voice:presence", () -> "alice", data -> of(data, channel, 1));
            var device = here.bob().anotherDevice(people().gateway(0));
            device.frames().await("voice:presence", () -> "alice for a fresh client", data -> of(data, channel, 1));
            alice.is("speaking", true);
            alice.is("deafened", true);
            here.bob()
                    .frames()
                    .await(
                            "voice:presence",
                            () -> "deaf",
                            data -> of(data, channel, 1)
                                    && data.at("/participants/0/deafened").asBoolean());
            alice.leaves();
            here.bob().frames().await("voice:presence", () -> "nobody", data -> of(data, channel, 0));
            device.frames().await("voice:presence", () -> "nobody", data -> of(data, channel, 0));
        }
    }

    private static boolean of(JsonNode presence, String channel, int people) {
        return presence.path("channelId").asText().equals(channel)
                && presence.path("participants").size() == people;
    }

    @Test
    default void a_call_can_be_joined_over_the_main_socket_too() {
        var here = people().meet();
        var channel = voiceOf(here.alice(), here.place());
        try (var alice = joins(here.alice(), channel, 0)) {
            var bob = here.bob().connection();
            bob.ack("voice:join", Map.of("channelId", channel, "muted", true));
            var ready = here.bob()
                    .frames()
                    .await("voice:ready", () -> "bob", data -> true)
                    .path("data");
            var self = ready.path("self").asText();
            alice.await(
                    "voice:joined",
                    data -> data.at("/participant/participantId").asText().equals(self)
                            && data.at("/participant/muted").asBoolean());
            bob.ack("voice:offer", Map.of("target", alice.self(), "sdp", "from main", "pc", "7"));
            assertThat(alice.hears("voice:offer", "from main").path("pc").asText())
                    .isEqualTo("7");
            alice.socket().ack("voice:answer", Map.of("target", self, "sdp", "to main", "pc", "7"));
            here.bob().frames().await("voice:answer", () -> "answer", data -> true);
            bob.ack("voice:leave", Map.of());
            alice.await(
                    "voice:left", data -> data.path("participantId").asText().equals(self));
            assertThat(bob.isOpen()).isTrue();
        }
    }

    @Test
    default void two_generations_are_in_one_call() {
        var here = people().meet();
        var channel = voiceOf(here.alice(), here.place());
        try (var alice = joins(here.alice(), channel, 0);
                var bob = FlatSocket.open(
                        people().gateway(1),
                        "/ws/legacy/voice/" + channel + "?token=" + here.bob().accessToken())) {
            bob.says("join");
            var self = bob.await("join", frame -> frame.at("/data/self").asBoolean())
                    .path("from")
                    .asText();
            assertThat(bob.of("join").getFirst().path("from").asText()).isEqualTo(alice.self());
            alice.await(
                    "voice:joined",
                    data -> data.at("/participant/participantId").asText().equals(self));
            bob.says("offer", Map.of("to", alice.self(), "data", Map.of("type", "offer", "sdp", "old offer")));
            assertThat(alice.hears("voice:offer", "old offer").path("from").asText())
                    .isEqualTo(self);
            alice.socket().ack("voice:answer", Map.of("target", self, "sdp", "new answer", "pc", "legacy"));
            assertThat(bob.await("answer").at("/data/sdp").asText()).isEqualTo("new answer");
            alice.is("muted", true);
            bob.await("mute", frame -> frame.at("/data/muted").asBoolean());
            bob.says("mute", Map.of("data", true));
            alice.await(
                    "voice:states",
                    data -> data.at("/participants/0/participantId").asText().equals(self));
            bob.says("leave");
            alice.await(
                    "voice:left", data -> data.path("participantId").asText().equals(self));
        }
    }

    @Test
    default void what_finds_others_is_for_those_who_have_signed_in() {
        var here = people().meet();
        var servers = here.alice().http().get("/api/voice/ice-servers").expect(200);
        assertThat(servers.path("iceServers").isArray()).isTrue();
        assertThat(servers.path("expiresAt").asText()).endsWith("Z");
        new Http(people().api(0)).get("/api/voice/ice-servers").expect(401);
    }
}
