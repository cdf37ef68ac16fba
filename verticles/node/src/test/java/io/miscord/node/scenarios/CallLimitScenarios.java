package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Caller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much somebody can have others told, and ask of the node, by being in a call. */
interface CallLimitScenarios {
    People people();

    @Test
    default void a_report_counts_once_however_often_it_names_somebody_and_reports_come_at_a_bounded_rate() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        try (var alice = Caller.joins(here.alice(), channel, people().gateway(0));
                var bob = Caller.joins(here.bob(), channel, people().gateway(1))) {
            var bad = Map.of("participantId", alice.self(), "loss", 0.2);
            bob.socket().ack("voice:stats", Map.of("peers", List.of(bad, bad, bad)));
            bob.offers(alice, "told after it");
            alice.hears("voice:offer", "told after it");
            assertThat(alice.frames().of("voice:quality")).isEmpty();
            for (int i = 0; i < 50; i++) {
                bob.socket().asks("voice:stats", Map.of("peers", List.of()));
            }
            bob.await("error", data -> data.path("code").asText().equals("rate_limited"));
        }
    }

    @Test
    default void who_comes_and_goes_all_the_time_or_changes_all_the_time_does_not_flood_those_who_have_the_channel() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        try (var alice = Caller.joins(here.alice(), channel, people().gateway(0))) {
            long start = System.nanoTime();
            for (int i = 0; System.nanoTime() - start < 1_500_000_000L; i++) {
                alice.is("muted", i % 2 == 0);
            }
            alice.is("deafened", true);
            here.bob()
                    .frames()
                    .await(
                            "voice:presence",
                            () -> "the last change",
                            data -> data.at("/participants/0/deafened").asBoolean());
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(here.bob().frames().of("voice:presence").size()).isLessThanOrEqualTo((int) (4 * seconds) + 2);
        }
        for (int i = 0; i < 60; i++) {
            here.bob().connection().asks("voice:join", Map.of("channelId", channel));
        }
        here.bob()
                .frames()
                .await(
                        "error",
                        () -> "too many joins",
                        data -> data.path("code").asText().equals("rate_limited"));
    }

    @Test
    default void who_does_not_see_a_channel_is_told_nothing_of_its_call_until_they_do() {
        var here = people().meet();
        var channel = VoiceScenarios.voiceOf(here.alice(), here.place());
        VoiceScenarios.denies(here, channel, "VIEW_CHANNEL");
        here.bob().frames().await("channel:removed", () -> "the call's channel", data -> true);
        try (var alice = Caller.joins(here.alice(), channel, people().gateway(0))) {
            here.alice().frames().await("voice:presence", () -> "her own call", data -> true);
            alice.is("muted", true);
            here.alice().sends(here.channel(), "after it");
            here.bob().sees("after it");
            assertThat(here.bob().frames().of("voice:presence")).isEmpty();
            var call = "/api/channels/" + channel + "/voice";
            here.bob().http().get(call).expect(404);
            for (var person : List.of(here.alice(), here.bob())) { // who is there, and who is not
                here.bob().http().delete(call + "/" + person.id()).expect(404);
                here.bob().http().put(call + "/" + person.id() + "/mute").expect(404);
            }
            here.alice()
                    .http()
                    .delete("/api/channels/" + channel + "/overwrites/"
                            + here.bob().id())
                    .expect(204);
            here.bob().frames().await("voice:presence", () -> "he sees it now", data -> data.path("channelId")
                    .asText()
                    .equals(channel));
        }
    }
}
