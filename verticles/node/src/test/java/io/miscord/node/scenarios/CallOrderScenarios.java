package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.miscord.testkit.Caller;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is taken out of a call, silenced or moved in it, by whomever and whatever. */
interface CallOrderScenarios {
    int ROUNDS = 10;
    Duration SOON = Duration.ofSeconds(5);

    People people();

    @Test
    default void who_loses_the_permission_or_is_kicked_leaves_the_call_at_once() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        try (var alice = Caller.joins(here.alice(), channel, people().gateway(0));
                var bob = Caller.joins(here.bob(), channel, people().gateway(1))) {
            VoiceScenarios.denies(here, channel, "SPEAK");
            alice.sees(bob, "suppressed", true);
            VoiceScenarios.denies(here, channel, "CONNECT");
            assertThat(bob.seesLeave(bob).path("reason").asText()).isEqualTo("not_allowed");
            assertThat(bob.socket().closed().code()).isEqualTo(4505);
            alice.seesLeave(bob);
            here.alice()
                    .http()
                    .delete("/api/channels/" + channel + "/overwrites/"
                            + here.bob().id())
                    .expect(204);
            try (var again = Caller.joins(here.bob(), channel, people().gateway(1))) {
                here.alice()
                        .http()
                        .delete("/api/servers/" + here.place().serverId() + "/members/"
                                + here.bob().id())
                        .expect(204);
                alice.seesLeave(again);
                assertThat(again.socket().closed().code()).isIn(4504, 4505);
            }
        }
    }

    @Test
    default void moderators_silence_disconnect_and_move_people_in_a_call() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        var other = VoiceScenarios.makesVoice(here.alice(), here.place(), "Lounge");
        var path = "/api/channels/" + channel + "/voice/";
        try (var alice = Caller.joins(here.alice(), channel, people().gateway(0));
                var bob = Caller.joins(here.bob(), channel, people().gateway(1))) {
            var his = path + here.bob().id();
            here.bob().http().put(path + here.alice().id() + "/mute").expect(403);
            here.alice().http().put(his + "/mute").expect(204);
            alice.sees(bob, "suppressed", true);
            here.alice().http().delete(his + "/mute").expect(204);
            alice.sees(bob, "suppressed", false);
            here.alice().http().post(his + "/move", Map.of("channelId", other)).expect(204);
            var moved = bob.seesLeave(bob);
            assertThat(moved.path("reason").asText()).isEqualTo("moved");
            assertThat(moved.path("to").asText()).isEqualTo(other);
            assertThat(alice.seesLeave(bob).has("to")).isFalse();
            try (var there = Caller.joins(here.bob(), other, people().gateway(1))) {
                here.alice()
                        .http()
                        .delete("/api/channels/" + other + "/voice/"
                                + here.bob().id())
                        .expect(204);
                assertThat(there.seesLeave(there).path("reason").asText()).isEqualTo("disconnected");
            }
            here.alice().http().delete(his).expect(422);
        }
        var log = here.alice()
                .http()
                .get("/api/servers/" + here.place().serverId() + "/audit-log")
                .expect(200);
        assertThat(log.findValuesAsText("act"))
                .contains("voice_mute", "voice_unmute", "voice_move", "voice_disconnect");
    }

    @Test
    default void a_call_is_over_at_once_when_its_channel_is_deleted() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        here.bob().connection().ack("voice:join", Map.of("channelId", channel));
        here.alice().http().delete("/api/channels/" + channel).expect(204);
        leavesSoon(here.bob(), channel);
    }

    @Test
    default void a_call_of_two_is_over_at_once_for_both_when_one_blocks_the_other() {
        var here = people().meet();
        var conversation = here.alice().opensConversation(here.bob());
        try (var alice = Caller.joins(here.alice(), conversation, people().gateway(0));
                var bob = Caller.joins(here.bob(), conversation, people().gateway(1))) {
            alice.await("voice:joined", data -> true);
            here.bob()
                    .http()
                    .put("/api/users/me/relationships/" + here.alice().id(), Map.of("kind", "blocked"))
                    .expect(200);
            for (var each : List.of(alice, bob)) {
                var left = assertTimeoutPreemptively(SOON, () -> each.seesLeave(each));
                assertThat(left.path("reason").asText()).isEqualTo("not_allowed");
            }
        }
    }

    private static void leavesSoon(Person person, String channel) {
        Eventually.within(
                SOON,
                () -> "still there: " + person.frames(),
                () -> person.frames().of("voice:left").stream()
                        .anyMatch(frame -> frame.at("/data/channelId").asText().equals(channel)
                                && frame.at("/data/reason").asText().equals("not_allowed")));
    }

    @Test
    default void who_signs_out_leaves_the_call_at_once() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        try (var alice = Caller.joins(here.alice(), channel, people().gateway(0));
                var bob = Caller.joins(here.bob(), channel, people().gateway(1))) {
            here.bob()
                    .http()
                    .post("/api/auth/logout", Map.of("refreshToken", here.bob().refreshToken()));
            assertThat(alice.seesLeave(bob).path("reason").asText()).isEqualTo("signed_out");
            assertThat(bob.socket().closed().code()).isEqualTo(4503);
        }
    }

    @Test
    default void whom_a_moderator_has_silenced_does_not_speak_by_leaving_and_coming_back() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        try (var alice = Caller.joins(here.alice(), channel, people().gateway(0));
                var bob = Caller.joins(here.bob(), channel, people().gateway(1))) {
            var his = "/api/channels/" + channel + "/voice/" + here.bob().id() + "/mute";
            here.alice().http().put(his).expect(204);
            alice.sees(bob, "suppressed", true);
            bob.leaves();
            try (var again = Caller.joins(here.bob(), channel, people().gateway(0))) {
                assertThat(again.ready().at("/participants/1/suppressed").asBoolean())
                        .isTrue();
                alice.await(
                        "voice:joined",
                        data -> data.at("/participant/suppressed").asBoolean());
                here.alice().http().delete(his).expect(204);
                alice.sees(again, "suppressed", false);
            }
        }
    }

    @Test
    default void who_may_not_share_their_screen_any_more_does_not() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        try (var alice = Caller.joins(here.alice(), channel, people().gateway(0));
                var bob = Caller.joins(here.bob(), channel, people().gateway(1))) {
            bob.is("screen", true);
            bob.is("camera", true);
            alice.sees(bob, "screen", true);
            alice.sees(bob, "camera", true);
            VoiceScenarios.denies(here, channel, "SHARE_SCREEN");
            alice.sees(bob, "screen", false);
            alice.sees(bob, "camera", false);
            var refusal = bob.socket().refusal("voice:state", Map.of("screen", true));
            assertThat(refusal.path("reason").asText()).isEqualTo("MISSING_PERMISSION");
        }
    }

    /** Whoever is let in a moment before the permission is gone is not overlooked. */
    @Test
    default void who_comes_while_the_permission_is_taken_away_is_not_in_the_call_a_moment_later() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        var overwrite = "/api/channels/" + channel + "/overwrites/" + here.bob().id();
        for (int round = 0; round < ROUNDS; round++) {
            var denied = CompletableFuture.runAsync(() -> VoiceScenarios.denies(here, channel, "CONNECT"));
            try (var bob = Caller.knocks(here.bob(), channel, people().gateway(round))) {
                denied.join();
                Eventually.within(
                        SOON,
                        () -> "bob is there: " + bob.frames(),
                        () -> !bob.socket().isOpen()
                                && VoiceScenarios.in(here.alice(), channel).isEmpty());
            }
            here.alice().http().delete(overwrite).expect(204);
        }
    }
}
