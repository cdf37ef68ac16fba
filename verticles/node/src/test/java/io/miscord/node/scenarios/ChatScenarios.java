package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Http;
import io.miscord.testkit.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages: written, seen, changed, answered, counted; the same on every topology. */
interface ChatScenarios {
    People people();

    @AfterEach
    default void everybody_leaves() {
        people().leave();
    }

    @Test
    default void a_message_is_acknowledged_seen_by_all_once_and_in_history() {
        var here = people().meet();
        var ack = here.alice().sends(here.channel(), "hello");
        var seen = here.bob().sees("hello");
        assertThat(seen.path("id")).isEqualTo(ack.path("messageId"));
        assertThat(seen.path("seq").asLong())
                .isEqualTo(ack.path("seq").asLong())
                .isPositive();
        assertThat(seen.path("author").path("username").asText())
                .isEqualTo(here.alice().username());
        here.bob().sends(here.channel(), "hi");
        here.alice().seesNothingBut(here.channel(), "hello", "hi");
        here.bob().seesNothingBut(here.channel(), "hello", "hi");
        assertThat(here.bob().texts(here.channel())).containsExactly("hello", "hi");
    }

    @Test
    default void a_message_by_http_is_seen_like_any_other() {
        var here = people().meet();
        var path = "/api/channels/" + here.channel() + "/messages";
        var nonce = UUID.randomUUID().toString();
        var sent = here.alice()
                .http()
                .post(path, Map.of("content", "by http", "nonce", nonce))
                .expect(201);
        var seen = here.bob().sees("by http");
        assertThat(seen.path("id")).isEqualTo(sent.path("id"));
        assertThat(seen.path("nonce").asText()).isEqualTo(nonce);
        here.bob().seesNothingBut(here.channel(), "by http");
    }

    @Test
    default void what_one_socket_sends_without_waiting_keeps_its_order() {
        var here = people().meet();
        var texts = numbered("line", 60);
        var seqs = acked(sendsAtOnce(here.alice(), here.channel(), texts));
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
        here.bob().seesNothingBut(here.channel(), texts.toArray(String[]::new));
        assertThat(here.alice().texts(here.channel())).isEqualTo(texts);
    }

    @Test
    default void two_who_write_at_once_are_seen_in_one_order_by_all() {
        var here = people().meet();
        var fromAlice = numbered("a", 40);
        var fromBob = numbered("b", 40);
        var first = sendsAtOnce(here.alice(), here.channel(), fromAlice);
        var second = sendsAtOnce(here.bob(), here.channel(), fromBob);
        acked(first);
        acked(second);
        var history = here.alice().texts(here.channel());
        assertThat(history).hasSize(80).containsAll(fromAlice).containsAll(fromBob);
        here.alice().seesNothingBut(here.channel(), history.toArray(String[]::new));
        here.bob().seesNothingBut(here.channel(), history.toArray(String[]::new));
    }

    @Test
    default void a_repeated_nonce_answers_with_the_first_message_wherever_it_is_repeated() {
        var here = people().meet();
        var first = here.alice().sends(here.channel(), "once", "one-nonce");
        assertThat(first.has("duplicate")).isFalse();
        var again = here.alice().sends(here.channel(), "once", "one-nonce");
        assertThat(again.path("duplicate").asBoolean()).isTrue();
        assertThat(again.path("messageId")).isEqualTo(first.path("messageId"));
        assertThat(again.path("seq")).isEqualTo(first.path("seq"));
        var elsewhere = here.alice().anotherDevice(people().gateway(1));
        var third = elsewhere.ack(
                "message:send", Map.of("channelId", here.channel(), "content", "once", "nonce", "one-nonce"));
        assertThat(third.path("messageId")).isEqualTo(first.path("messageId"));
        assertThat(third.path("duplicate").asBoolean()).isTrue();
        var byHttp = here.alice()
                .http()
                .post("/api/channels/" + here.channel() + "/messages", Map.of("content", "once", "nonce", "one-nonce"))
                .expect(200, 201);
        assertThat(byHttp.path("id")).isEqualTo(first.path("messageId"));
        here.alice().sends(here.channel(), "marker");
        here.bob().seesNothingBut(here.channel(), "once", "marker");
        assertThat(here.bob().texts(here.channel())).containsExactly("once", "marker");
    }

    @Test
    default void the_same_nonce_of_another_person_is_another_message() {
        var here = people().meet();
        var first = here.alice().sends(here.channel(), "mine", "shared-nonce");
        var second = here.bob().sends(here.channel(), "yours", "shared-nonce");
        assertThat(second.has("duplicate")).isFalse();
        assertThat(second.path("messageId")).isNotEqualTo(first.path("messageId"));
    }

    @Test
    default void an_idempotency_key_makes_a_create_safe_to_repeat() {
        var here = people().meet();
        var keyed = here.alice()
                .http()
                .with("Idempotency-Key", "key-" + here.alice().username());
        var path = "/api/channels/" + here.channel() + "/messages";
        var first = keyed.post(path, Map.of("content", "once")).expect(201);
        var again = keyed.post(path, Map.of("content", "once")).expect(200, 201);
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        var server = keyed.post("/api/servers", Map.of("name", "Twice?")).expect(201);
        var same = keyed.post("/api/servers", Map.of("name", "Twice?")).expect(200, 201);
        assertThat(same.path("id")).isEqualTo(server.path("id"));
        assertThat(here.alice().texts(here.channel())).containsExactly("once");
    }

    @Test
    default void an_edit_is_seen_and_stays() {
        var here = people().meet();
        var id = here.alice().sends(here.channel(), "frist").path("messageId").asText();
        var ack = here.alice().does("message:edit", id, "content", "first");
        assertThat(ack.path("seq").asLong()).isPositive();
        var seen = here.bob().sees("message:updated", id);
        assertThat(seen.path("content").asText()).isEqualTo("first");
        assertThat(seen.path("editedAt").asText()).isNotEmpty();
        var stored = here.bob().history(here.channel()).getFirst();
        assertThat(stored.path("content").asText()).isEqualTo("first");
        assertThat(stored.path("editedAt").isTextual()).isTrue();
        here.bob().frames().inOrder();
    }

    @Test
    default void a_deleted_message_is_gone_for_all() {
        var here = people().meet();
        var id = here.alice().sends(here.channel(), "oops").path("messageId").asText();
        here.alice().sends(here.channel(), "stays");
        here.alice().does("message:delete", id);
        assertThat(here.bob().sees("message:deleted", id).path("by").asText())
                .isEqualTo(here.alice().id());
        assertThat(here.bob().texts(here.channel())).containsExactly("stays");
        here.bob().frames().inOrder();
    }

    @Test
    default void reactions_are_counted_and_a_second_one_of_the_same_changes_nothing() {
        var here = people().meet();
        var id = here.alice()
                .sends(here.channel(), "good news")
                .path("messageId")
                .asText();
        assertThat(here.bob().does("message:react", id, "emoji", "👍").has("seq"))
                .isTrue();
        assertThat(here.bob().does("message:react", id, "emoji", "👍").has("seq"))
                .isFalse();
        here.alice().does("message:react", id, "emoji", "👍");
        here.bob()
                .frames()
                .await("reaction:added", () -> "two", data -> data.path("count").asInt() == 2);
        var reaction = here.alice().history(here.channel()).getFirst().path("reactions");
        assertThat(reaction).hasSize(1);
        assertThat(reaction.path(0).path("count").asInt()).isEqualTo(2);
        assertThat(reaction.path(0).path("me").asBoolean()).isTrue();
        here.alice().does("message:unreact", id, "emoji", "👍");
        var removed = here.bob().sees("reaction:removed", id);
        assertThat(removed.path("count").asInt()).isEqualTo(1);
        assertThat(removed.path("userId").asText()).isEqualTo(here.alice().id());
        assertThat(here.bob().frames().of("reaction:added")).hasSize(2);
        here.bob().frames().inOrder();
    }

    @Test
    default void a_pinned_message_is_among_the_pins_until_it_is_unpinned() {
        var here = people().meet();
        var id = here.alice().sends(here.channel(), "rules").path("messageId").asText();
        here.alice().does("message:pin", id);
        here.bob().sees("message:pinned", id);
        var pins = "/api/channels/" + here.channel() + "/pins";
        assertThat(here.bob().http().get(pins).expect(200)).hasSize(1);
        here.alice().does("message:unpin", id);
        here.bob().sees("message:unpinned", id);
        assertThat(here.bob().http().get(pins).expect(200)).isEmpty();
        here.bob().frames().inOrder();
    }

    @Test
    default void a_reply_names_what_it_answers() {
        var here = people().meet();
        var id = here.alice()
                .sends(here.channel(), "question?")
                .path("messageId")
                .asText();
        here.bob()
                .connection()
                .ack("message:send", Map.of("channelId", here.channel(), "content", "answer!", "replyTo", id));
        assertThat(here.alice().sees("answer!").path("replyTo").asText()).isEqualTo(id);
        here.bob()
                .http()
                .post("/api/messages/" + id + "/reply", Map.of("content", "another"))
                .expect(201);
        assertThat(here.alice().sees("another").path("replyTo").asText()).isEqualTo(id);
    }

    @Test
    default void changes_by_http_are_seen_live_too() {
        var here = people().meet();
        var http = here.alice().http();
        var id = here.alice().sends(here.channel(), "one").path("messageId").asText();
        http.put("/api/messages/" + id, Map.of("content", "two")).expect(200);
        assertThat(here.bob().sees("message:updated", id).path("content").asText())
                .isEqualTo("two");
        http.put("/api/messages/" + id + "/reactions/%F0%9F%91%8D").expect(200, 204);
        here.bob().sees("reaction:added", id);
        http.delete("/api/messages/" + id + "/reactions/%F0%9F%91%8D").expect(200, 204);
        here.bob().sees("reaction:removed", id);
        http.post("/api/messages/" + id + "/pin").expect(200, 204);
        here.bob().sees("message:pinned", id);
        http.delete("/api/messages/" + id + "/pin").expect(200, 204);
        here.bob().sees("message:unpinned", id);
        http.delete("/api/messages/" + id).expect(204);
        here.bob().sees("message:deleted", id);
        here.bob().frames().inOrder();
    }

    @Test
    default void history_is_read_in_pages_from_any_place() {
        var here = people().meet();
        acked(sendsAtOnce(here.alice(), here.channel(), numbered("m", 9)));
        var all = here.bob().history(here.channel());
        var http = here.bob().http();
        assertThat(page(http, here.channel(), "limit=3")).containsExactly("m9", "m8", "m7");
        var fifth = all.get(4).path("id").asText();
        assertThat(page(http, here.channel(), "limit=3&before=" + fifth)).containsExactly("m4", "m3", "m2");
        assertThat(page(http, here.channel(), "limit=3&after=" + fifth)).containsExactly("m8", "m7", "m6");
        assertThat(page(http, here.channel(), "limit=3&around=" + fifth)).containsExactly("m6", "m5", "m4");
        assertThat(page(
                        http,
                        here.channel(),
                        "limit=3&before=" + all.getFirst().path("id").asText()))
                .isEmpty();
    }

    @Test
    default void typing_is_seen_by_the_others() {
        var here = people().meet();
        here.alice().connection().ack("typing:start", Map.of("channelId", here.channel()));
        here.bob()
                .frames()
                .await(
                        "typing",
                        () -> "of alice",
                        data -> data.path("userId").asText().equals(here.alice().id())
                                && data.path("channelId").asText().equals(here.channel()));
    }

    @Test
    default void what_one_device_has_read_the_other_device_knows_and_nobody_else() {
        var here = people().meet();
        var tablet = here.alice().anotherDevice(people().gateway(1));
        long seq = here.bob().sends(here.channel(), "read me").path("seq").asLong();
        here.alice().connection().ack("channel:read", Map.of("channelId", here.channel(), "seq", seq));
        var told = tablet.frames()
                .await("read:updated", () -> "seq " + seq, data -> true)
                .path("data");
        assertThat(told.path("channelId").asText()).isEqualTo(here.channel());
        assertThat(told.path("seq").asLong()).isEqualTo(seq);
        here.alice().sends(here.channel(), "marker");
        here.bob().sees("marker");
        assertThat(here.bob().frames().of("read:updated")).isEmpty();
        // A mark that is set while a device is away is told when it comes back: nothing replays it.
        here.alice().connection().drop();
        long later = here.bob().sends(here.channel(), "read me too").path("seq").asLong();
        tablet.ack("channel:read", Map.of("channelId", here.channel(), "seq", later));
        here.alice().resumes(people().gateway(1));
        assertThat(here.alice()
                        .frames()
                        .of("authenticated")
                        .getLast()
                        .at("/data/reads/" + here.channel())
                        .asLong())
                .isEqualTo(later);
    }

    @Test
    default void a_ping_is_answered_with_what_it_said() {
        var alice = people().comes("alice", 0);
        var pong = alice.connection().answer("ping", Map.of("t", 12.5));
        assertThat(pong.path("event").asText()).isEqualTo("pong");
        assertThat(pong.path("data").path("t").asDouble()).isEqualTo(12.5);
        assertThat(pong.path("data").path("serverTime").asLong()).isPositive();
    }

    /** {@code m1} to {@code m9}. */
    static List<String> numbered(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> word + i).toList();
    }

    /** Sends all without waiting for an ack in between. */
    static List<CompletableFuture<JsonNode>> sendsAtOnce(Person person, String channel, List<String> texts) {
        var acks = new ArrayList<CompletableFuture<JsonNode>>();
        for (var text : texts) {
            acks.add(person.connection()
                    .asks(
                            "message:send",
                            Map.of(
                                    "channelId",
                                    channel,
                                    "content",
                                    text,
                                    "nonce",
                                    UUID.randomUUID().toString())));
        }
        return acks;
    }

    /** The seqs that were acknowledged, in the order of the sends. */
    static List<Long> acked(List<CompletableFuture<JsonNode>> answers) {
        var seqs = new ArrayList<Long>();
        for (var answer : answers) {
            var frame =
                    answer.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
            assertThat(frame.path("event").asText()).as(frame.toString()).isEqualTo("ack");
            seqs.add(frame.path("data").path("seq").asLong());
        }
        return seqs;
    }

    private static List<String> page(Http http, String channel, String query) {
        var texts = new ArrayList<String>();
        http.get("/api/channels/" + channel + "/messages?" + query)
                .expect(200)
                .forEach(message -> texts.add(message.path("content").asText()));
        return texts;
    }
}
