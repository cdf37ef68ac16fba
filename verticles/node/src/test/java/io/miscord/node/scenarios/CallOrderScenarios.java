package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is taken out of a call, silenced or moved in it, by whomever and whatever. */
interface CallOrderScenarios {
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
}
