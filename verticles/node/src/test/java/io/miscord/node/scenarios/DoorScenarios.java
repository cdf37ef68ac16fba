package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.FlatSocket;
import io.miscord.testkit.PacketSocket;
import io.miscord.testkit.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Three clients of three kinds in one channel: by today's socket, the previous generation's, and Socket.IO. */
interface DoorScenarios {
    People people();

    /** Alice and Dora are on the first node, Bob and Carol on the second. */
    record Company(Person alice, FlatSocket bob, PacketSocket carol, PacketSocket dora, String channel, String bobId)
            implements AutoCloseable {
        static Company meets(People people) {
            var here = people.meet();
            var code = here.alice().invites(here.place());
            var carol = people.registers("carol", 1);
            var dora = people.registers("dora", 0);
            carol.joins(code);
            dora.joins(code);
            var bob = FlatSocket.open(
                    people.gateway(1),
                    "/ws/legacy/chat/" + here.channel() + "?token=" + here.bob().accessToken());
            var company = new Company(
                    here.alice(),
                    bob,
                    PacketSocket.open(people.gateway(1), carol),
                    PacketSocket.open(people.gateway(0), dora),
                    here.channel(),
                    here.bob().id());
            here.alice().sends(here.channel(), "begin");
            company.allSee("begin");
            return company;
        }

        void allSee(String text) {
            alice.sees(text);
            for (var client : List.of(carol, dora)) {
                client.frames()
                        .await(
                                "message:new",
                                () -> text,
                                data -> data.at("/message/content").asText().equals(text));
            }
            bob.await("message", frame -> frame.path("content").asText().equals(text));
        }

        /** What happened to the channel's messages since all are here, as each was told it. */
        List<List<String>> told() {
            return Stream.concat(
                            Stream.of(alice.frames(), carol.frames(), dora.frames())
                                    .map(log -> log.all().stream()
                                            .map(Company::today)
                                            .filter(what -> !what.isEmpty())
                                            .toList()),
                            Stream.of(bob.all().stream()
                                    .map(Company::before)
                                    .filter(what -> !what.isEmpty())
                                    .toList()))
                    .map(all -> all.subList(all.indexOf("new begin"), all.size()))
                    .toList();
        }

        private static String today(JsonNode frame) {
            var data = frame.path("data");
            var id = data.path("messageId").asText();
            return switch (frame.path("event").asText()) {
                case "message:new" -> "new " + data.at("/message/content").asText();
                case "message:updated" -> "edited " + id + data.path("content").asText();
                case "message:deleted" -> "deleted " + id;
                case "reaction:added" -> "added " + id + data.path("emoji").asText();
                case "reaction:removed" -> "removed " + id + data.path("emoji").asText();
                default -> "";
            };
        }

        private static String before(JsonNode frame) {
            var id = frame.path("message_id").asText();
            return switch (frame.path("type").asText()) {
                case "message" -> "new " + frame.path("content").asText();
                case "message_edited" -> "edited " + id + frame.path("content").asText();
                case "message_deleted" -> "deleted " + id;
                case "reaction" ->
                    frame.path("action").asText() + " " + id
                            + frame.path("emoji").asText();
                default -> "";
            };
        }

        @Override
        public void close() {
            bob.close();
            carol.close();
            dora.close();
        }
    }

    @Test
    default void clients_of_three_kinds_see_all_that_each_does_in_one_order() {
        try (var here = Company.meets(people())) {
            for (int i = 0; i < 15; i++) {
                int round = i;
                here.bob().says("message", Map.of("content", "legacy " + round));
                here.alice()
                        .connection()
                        .asks("message:send", Map.of("channelId", here.channel(), "content", "enhanced " + round));
                here.carol().asks("message:send", Map.of("channelId", here.channel(), "content", "packet " + round));
            }
            for (var who : List.of("legacy 14", "enhanced 14", "packet 14")) {
                here.allSee(who);
            }
            changes(here.alice().connection()::ack, here.channel(), "of alice");
            changes(here.carol()::ack, here.channel(), "of carol");
            here.alice().sends(here.channel(), "end");
            here.allSee("end");

            var told = here.told();
            assertThat(told.getFirst()).hasSize(1 + 45 + 2 * 5 + 1).doesNotHaveDuplicates();
            assertThat(told).allSatisfy(one -> assertThat(one).isEqualTo(told.getFirst()));
            here.alice().frames().inOrder();
            here.carol().frames().inOrder();
            here.dora().frames().inOrder();
            for (var kind : List.of("legacy ", "enhanced ", "packet ")) {
                var sent = new ArrayList<String>();
                for (int i = 0; i < 15; i++) {
                    sent.add("new " + kind + i);
                }
                assertThat(told.getFirst()).containsSubsequence(sent);
            }
        }
    }

    /** Does something with a message and waits for the answer. */
    interface Doing {
        JsonNode does(String event, Object data);
    }

    /** A message that is edited, reacted to and deleted. */
    private static void changes(Doing who, String channel, String text) {
        var message = who.does("message:send", Map.of("channelId", channel, "content", text))
                .path("messageId")
                .asText();
        who.does("message:edit", Map.of("messageId", message, "content", text + "!"));
        who.does("message:react", Map.of("messageId", message, "emoji", "👍"));
        who.does("message:unreact", Map.of("messageId", message, "emoji", "👍"));
        who.does("message:delete", Map.of("messageId", message));
    }

    @Test
    default void clients_of_three_kinds_see_each_other_type() {
        try (var here = Company.meets(people())) {
            here.bob().says("typing");
            for (var log : List.of(
                    here.alice().frames(), here.carol().frames(), here.dora().frames())) {
                log.await(
                        "typing",
                        () -> "bob",
                        data -> data.path("userId").asText().equals(here.bobId()));
            }
            here.carol().ack("typing:start", Map.of("channelId", here.channel()));
            here.alice()
                    .frames()
                    .await(
                            "typing",
                            () -> "carol",
                            data -> !data.path("userId").asText().equals(here.bobId()));
            here.alice().connection().ack("typing:start", Map.of("channelId", here.channel()));
            Eventually.that(
                    () -> "bob has got " + here.bob().all(),
                    () -> here.bob().of("typing").stream()
                                    .map(frame -> frame.path("user_id").asText())
                                    .filter(who -> !who.equals(here.bobId()))
                                    .distinct()
                                    .count()
                            == 2);
        }
    }
}
