package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.FlatSocket;
import io.miscord.testkit.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The previous generation's sockets, side by side with today's. */
interface LegacyScenarios {
    People people();

    private FlatSocket chat(Person person, String channel, int node) {
        var socket = FlatSocket.open(
                people().gateway(node), "/ws/legacy/chat/" + channel + "?token=" + person.accessToken());
        in(socket);
        return socket;
    }

    private FlatSocket notifications(Person person, int node) {
        var socket = FlatSocket.open(people().gateway(node), "/ws/legacy/notifications?token=" + person.accessToken());
        in(socket);
        return socket;
    }

    /** A typing frame waits until one is in; a ping does not, so its pong says nothing of that. */
    private static void in(FlatSocket socket) {
        socket.says("ping");
        socket.await("pong");
    }

    private static Predicate<JsonNode> of(String field, String value) {
        return frame -> frame.path(field).asText().equals(value);
    }

    /** Waits until the socket gets what happens in the channel: what is sent before it is in it never gets. */
    private static void hears(FlatSocket socket, Person other, String channel) {
        var marker = UUID.randomUUID().toString();
        Eventually.that(() -> "nothing of the channel comes, but " + socket.all(), () -> {
            other.sends(channel, marker);
            return socket.of("message").stream().anyMatch(of("content", marker));
        });
    }

    @Test
    default void a_legacy_and_an_enhanced_client_see_all_that_the_other_does_in_one_order() {
        var here = people().meet();
        try (var bob = chat(here.bob(), here.channel(), 1)) {
            hears(bob, here.alice(), here.channel());
            var hello = here.alice()
                    .sends(here.channel(), "hello")
                    .path("messageId")
                    .asText();
            var seen = bob.await("message", of("content", "hello"));
            assertThat(seen.path("message_id").asText()).isEqualTo(hello);
            assertThat(seen.path("username").asText()).isEqualTo(here.alice().username());
            assertThat(seen.path("channel_id").asText()).isEqualTo(here.channel());
            assertThat(seen.path("timestamp").asText()).endsWith("Z");
            bob.says("message", Map.of("content", "hi", "reply_to", hello, "nonce", "legacy-1"));
            var answered = here.alice().sees("hi");
            assertThat(answered.path("replyTo").asText()).isEqualTo(hello);
            assertThat(bob.await("message", of("content", "hi")).path("nonce").asText())
                    .isEqualTo("legacy-1");
            here.alice().does("message:edit", hello, "content", "hello!");
            assertThat(bob.await("message_edited").path("content").asText()).isEqualTo("hello!");
            here.alice().does("message:react", hello, "emoji", "👍");
            assertThat(bob.await("reaction").path("action").asText()).isEqualTo("added");
            here.alice().does("message:unreact", hello, "emoji", "👍");
            bob.await("reaction", of("action", "removed"));
            here.alice().connection().ack("typing:start", Map.of("channelId", here.channel()));
            bob.await("typing", of("user_id", here.alice().id()));
            bob.says("typing");
            here.alice()
                    .frames()
                    .await(
                            "typing",
                            () -> "bob",
                            data -> data.path("userId")
                                    .asText()
                                    .equals(here.bob().id()));
            here.alice().does("message:delete", hello);
            bob.await("message_deleted", of("message_id", hello));
            assertThat(bob.all()).noneMatch(frame -> frame.has("event") || frame.has("seq"));
        }
    }

    @Test
    default void two_generations_that_write_at_once_are_seen_in_one_order_by_all() {
        var here = people().meet();
        try (var bob = chat(here.bob(), here.channel(), 1);
                var watcher = chat(here.alice(), here.channel(), 0)) {
            hears(bob, here.alice(), here.channel());
            hears(watcher, here.alice(), here.channel());
            var texts = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                texts.add("old " + i);
                texts.add("new " + i);
                bob.says("message", Map.of("content", "old " + i));
                here.alice()
                        .connection()
                        .asks("message:send", Map.of("channelId", here.channel(), "content", "new " + i));
            }
            texts.forEach(text -> bob.await("message", of("content", text)));
            texts.forEach(text -> watcher.await("message", of("content", text)));
            texts.forEach(here.alice()::sees);
            var history = here.alice().texts(here.channel());
            assertThat(here.alice().frames().texts(here.channel())).isEqualTo(history);
            assertThat(contents(bob))
                    .isEqualTo(history.subList(history.size() - contents(bob).size(), history.size()));
            assertThat(contents(watcher))
                    .isEqualTo(
                            history.subList(history.size() - contents(watcher).size(), history.size()));
        }
    }

    private static List<String> contents(FlatSocket socket) {
        return socket.of("message").stream()
                .map(frame -> frame.path("content").asText())
                .toList();
    }

    @Test
    default void a_legacy_client_is_told_who_comes_and_goes() {
        var here = people().meet();
        try (var alice = chat(here.alice(), here.channel(), 0)) {
            hears(alice, here.bob(), here.channel());
            var carol = people().registers("carol", 1);
            carol.joins(here.alice().invites(here.place()));
            carol.connects(people().gateway(1));
            alice.await("user_joined", of("user_id", carol.id()));
            carol.connection().ack("presence:update", Map.of("status", "idle"));
            carol.close();
            alice.await("user_left", of("user_id", carol.id()));
            assertThat(alice.of("user_joined").stream().filter(of("user_id", carol.id())))
                    .hasSize(1);
        }
    }

    @Test
    default void who_has_only_a_legacy_socket_is_online_for_everybody() {
        var here = people().meet();
        var carol = people().registers("carol", 1);
        carol.joins(here.alice().invites(here.place()));
        var elsewhere = carol.createsServer("Elsewhere");
        try (var socket = chat(carol, elsewhere.channelId(), 1)) {
            here.alice()
                    .frames()
                    .await(
                            "presence:user",
                            () -> "carol",
                            data -> data.path("userId").asText().equals(carol.id())
                                    && data.path("status").asText().equals("online"));
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    default void a_channel_that_one_may_not_see_is_none() {
        var here = people().meet();
        var stranger = people().registers("eve", 1);
        try (var socket = FlatSocket.open(
                        people().gateway(1), "/ws/legacy/chat/" + here.channel() + "?token=" + stranger.accessToken());
                var unknown = FlatSocket.open(
                        people().gateway(1),
                        "/ws/legacy/voice/" + UUID.randomUUID() + "?token=" + stranger.accessToken());
                var nobody =
                        FlatSocket.open(people().gateway(1), "/ws/legacy/chat/" + here.channel() + "?token=nonsense")) {
            assertThat(socket.closed().code()).isEqualTo(4504);
            assertThat(unknown.closed().code()).isEqualTo(4504);
            assertThat(nobody.closed().code()).isEqualTo(4501);
        }
    }

    @Test
    default void who_loses_the_channel_loses_the_socket() {
        var here = people().meet();
        try (var bob = chat(here.bob(), here.channel(), 1)) {
            hears(bob, here.alice(), here.channel());
            here.bob().leaves(here.place());
            assertThat(bob.closed().code()).isEqualTo(4504);
        }
    }

    @Test
    default void who_writes_nonsense_is_told_so_and_may_go_on() {
        var here = people().meet();
        try (var bob = FlatSocket.open(people().gateway(1), "/ws/legacy/chat/" + here.channel())) {
            bob.says("authenticate", Map.of("token", here.bob().accessToken()));
            bob.says("shout", Map.of("content", "HI"));
            assertThat(bob.await("error").path("message").asText()).contains("type");
            bob.says("message", Map.of("content", ""));
            bob.await("error", frame -> bob.of("error").size() == 2);
            bob.says("message", Map.of("content", "fine"));
            here.alice().sees("fine");
            bob.await("message", of("content", "fine"));
        }
    }

    @Test
    default void news_of_a_person_come_as_notifications() {
        var here = people().meet();
        try (var bob = notifications(here.bob(), 1)) {
            here.bob().createsServer("Boats");
            var joined = bob.await("notification", of("event", "server:joined"));
            assertThat(joined.path("data").path("server").path("name").asText()).isEqualTo("Boats");
            var conversation = here.alice().opensConversation(here.bob());
            var opened = bob.await("notification", of("event", "dm:created"));
            assertThat(opened.path("data").path("conversation").path("id").asText())
                    .isEqualTo(conversation);
            here.alice().sends(here.channel(), "not for this socket");
            here.bob().sees("not for this socket");
            bob.says("ping");
            bob.await("pong", frame -> bob.of("pong").size() == 2);
            assertThat(bob.of("message")).isEmpty();
        }
    }
}
