package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Nonce;
import io.miscord.platform.ids.UuidV7;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation on messages becomes the ask it should, and its answer the body that the contract promises. */
class MessageTranslationTest {
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void messages_are_sent_with_the_nonce_of_the_body_or_else_of_the_header() {
        server.owners.answer(
                MessageAsk.Send.class, ask -> new Answer.Sent(Samples.message(ask.content(), ask.nonce()), false));
        server.owners.answer(
                MessageAsk.Reply.class, ask -> new Answer.Sent(Samples.message(ask.content(), ask.nonce()), true));
        var path = "/api/channels/" + Samples.CHANNEL + "/messages";
        var sent =
                server.as("POST", path).header("Idempotency-Key", "from-header").json("{\"content\":\"hi\"}");
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.json().getString("nonce")).isEqualTo("from-header");
        var both = server.as("POST", path)
                .header("Idempotency-Key", "from-header")
                .json("{\"content\":\"hi\",\"nonce\":\"from-body\",\"replyTo\":\"" + Samples.MESSAGE + "\"}");
        assertThat(both.json().getString("nonce")).isEqualTo("from-body");
        assertThat(server.owners.last(MessageAsk.Send.class).replyTo()).isEqualTo(Samples.MESSAGE);
        server.as("POST", path).header("Idempotency-Key", "\"quoted\"").json("{\"content\":\"hi\"}");
        assertThat(server.owners.last(MessageAsk.Send.class).nonce()).isEqualTo(new Nonce("quoted"));
        var none = server.as("POST", path).json("{\"content\":\"hi\"}");
        assertThat(none.json().containsKey("nonce")).isFalse();
        var reply =
                server.as("POST", "/api/messages/" + Samples.MESSAGE + "/reply").json("{\"content\":\"yes\"}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(server.owners.last(MessageAsk.Reply.class).to()).isEqualTo(Samples.MESSAGE);
    }

    @Test
    void history_is_read_from_one_anchor_at_most() {
        server.owners.answer(
                MessageAsk.History.class,
                ask -> new Answer.Listing<>(List.of(Samples.message("new", null), Samples.orphan()), null));
        var path = "/api/channels/" + Samples.CHANNEL + "/messages";
        var messages = (JsonArray) server.as("GET", path).send().any();
        assertThat(messages).hasSize(2);
        assertThat(messages.getJsonObject(0)
                        .getJsonArray("reactions")
                        .getJsonObject(0)
                        .getBoolean("me"))
                .isTrue();
        var anchor = new MessageId(UuidV7.next());
        server.as("GET", path + "?limit=100&around=" + anchor).send();
        var asked = server.owners.last(MessageAsk.History.class);
        assertThat(asked.around()).isEqualTo(anchor);
        assertThat(asked.before()).isNull();
        assertThat(asked.limit()).isEqualTo(100);
        var two = server.as("GET", path + "?before=" + anchor + "&after=" + anchor)
                .send();
        assertThat(two.status()).isEqualTo(400);
    }

    @Test
    void messages_are_changed_pinned_reacted_to_and_deleted() {
        var changed = new Answer.Changed(9L, Samples.message("new", null));
        server.owners.answer(MessageAsk.Edit.class, ask -> changed);
        server.owners.answer(MessageAsk.Delete.class, ask -> changed);
        server.owners.answer(MessageAsk.Pin.class, ask -> changed);
        server.owners.answer(MessageAsk.Unpin.class, ask -> changed);
        server.owners.answer(MessageAsk.React.class, ask -> changed);
        server.owners.answer(MessageAsk.Unreact.class, ask -> changed);
        var path = "/api/messages/" + Samples.MESSAGE;
        assertThat(server.as("PUT", path).json("{\"content\":\"new\"}").json().getString("content"))
                .isEqualTo("new");
        assertThat(server.as("POST", path + "/pin").send().status()).isEqualTo(200);
        assertThat(server.as("DELETE", path + "/pin").send().status()).isEqualTo(200);
        assertThat(server.as("PUT", path + "/reactions/%F0%9F%91%8D").send().status())
                .isEqualTo(200);
        assertThat(server.owners.last(MessageAsk.React.class).emoji()).isEqualTo("👍");
        assertThat(server.as("DELETE", path + "/reactions/%2B1%2F%25").send().status())
                .isEqualTo(200);
        assertThat(server.owners.last(MessageAsk.Unreact.class).emoji()).isEqualTo("+1/%");
        assertThat(server.as("DELETE", path).send().status()).isEqualTo(204);
    }

    @Test
    void several_messages_are_deleted_at_once() {
        server.owners.answer(MessageAsk.BulkDelete.class, ask -> Answer.Done.DONE);
        var path = "/api/channels/" + Samples.CHANNEL + "/messages/bulk-delete";
        var other = new MessageId(UuidV7.next());
        var body = "{\"messageIds\":[\"%s\",\"%s\"]}".formatted(Samples.MESSAGE, other);
        assertThat(server.as("POST", path).json(body).status()).isEqualTo(204);
        assertThat(server.owners.last(MessageAsk.BulkDelete.class).channel()).isEqualTo(Samples.CHANNEL);
        assertThat(server.owners.last(MessageAsk.BulkDelete.class).messages()).containsExactly(Samples.MESSAGE, other);
        var one = "{\"messageIds\":[\"%s\"]}".formatted(other);
        assertThat(server.as("POST", path).json(one).status()).isEqualTo(400);
        assertThat(server.as("POST", path).json("{}").status()).isEqualTo(400);
    }
}
