package io.miscord.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.AccessDomain;
import io.miscord.contract.Author;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.Message;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Nonce;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.contract.UserId;
import io.miscord.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyChatWireTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.000Z");
    private static final Instant EARLIER = Instant.parse("2026-11-21T09:59:59.250Z");
    private static final ChannelId CHANNEL = new ChannelId(new UUID(0x7000, 1));
    private static final ChannelId OTHER = new ChannelId(new UUID(0x7000, 2));
    private static final MessageId MESSAGE = new MessageId(new UUID(0x7000, 3));
    private static final MessageId FIRST = new MessageId(new UUID(0x7000, 4));
    private static final UserId ALICE = new UserId(new UUID(0x7000, 5));
    private static final ServerId SERVER = new ServerId(new UUID(0x7000, 6));

    private final LegacyChatWire wire = new LegacyChatWire(CHANNEL, () -> NOW);

    @Test
    void what_a_newer_node_calls_otherwise_is_passed_over() {
        var frame = new Frame("{\"event\":\"poll:created\",\"data\":{}}".getBytes(StandardCharsets.UTF_8));
        var event =
                new StreamEvent(StreamId.of(CHANNEL), 7, AccessDomain.of(SERVER), 1, "poll:created", 0, false, frame);

        assertThat(wire.frame(event)).isEmpty();
    }

    @Test
    void a_message_is_told_with_who_wrote_it() {
        var author = new Author(ALICE, "alice", "Alice", null);
        assertThat(told(new ChannelEvent.MessageNew(CHANNEL, message(author))))
                .isEqualTo("""
                {"type":"message","channel_id":"%s","message_id":"%s","user_id":"%s","username":"alice",\
                "display_name":"Alice","content":"hello","reply_to":"%s","nonce":"n-1",\
                "timestamp":"2026-11-21T09:59:59.250Z"}""".formatted(CHANNEL, MESSAGE, ALICE, FIRST));
    }

    @Test
    void a_message_of_a_deleted_account_has_no_author() {
        assertThat(tree(told(new ChannelEvent.MessageNew(CHANNEL, message(null))))
                        .has("user_id"))
                .isFalse();
    }

    @Test
    void only_an_imported_message_is_marked_as_such() {
        var author = new Author(ALICE, "alice", "Alice", null);
        var imported = tree(told(new ChannelEvent.MessageNew(CHANNEL, message(author, Message.IMPORTED))));
        assertThat(imported.path("imported").isBoolean()).isTrue();
        assertThat(imported.path("imported").asBoolean()).isTrue();
        assertThat(tree(told(new ChannelEvent.MessageNew(CHANNEL, message(author))))
                        .has("imported"))
                .isFalse();
    }

    @Test
    void previews_alone_are_not_told() {
        var previews = new ChannelEvent.MessageUpdated(CHANNEL, MESSAGE, null, null, null, List.of());
        assertThat(wire.frame(durable(CHANNEL, previews, 0))).isEmpty();
    }

    @Test
    void an_edit_is_told_with_its_own_time() {
        assertThat(told(new ChannelEvent.MessageUpdated(CHANNEL, MESSAGE, "hello!", EARLIER, null, null)))
                .isEqualTo("""
                {"type":"message_edited","channel_id":"%s","message_id":"%s","content":"hello!",\
                "timestamp":"2026-11-21T09:59:59.250Z"}""".formatted(CHANNEL, MESSAGE));
    }

    @Test
    void a_deletion_is_told_with_who_did_it() {
        assertThat(told(new ChannelEvent.MessageDeleted(CHANNEL, MESSAGE, ALICE, 3L, 5L)))
                .isEqualTo("""
                {"type":"message_deleted","channel_id":"%s","message_id":"%s","message_ids":["%s"],"user_id":"%s",\
                "timestamp":"2026-11-21T10:00:00.000Z"}""".formatted(CHANNEL, MESSAGE, MESSAGE, ALICE));
    }

    @Test
    void several_deletions_at_once_are_one_frame() {
        var frame = tree(told(new ChannelEvent.MessagesDeleted(CHANNEL, List.of(FIRST, MESSAGE), List.of(2L, 3L), 5L)));
        assertThat(frame.has("message_id")).isFalse();
        assertThat(frame.path("message_ids")).hasSize(2);
    }

    @Test
    void a_reaction_says_whether_it_came_or_went() {
        assertThat(told(new ChannelEvent.ReactionAdded(CHANNEL, MESSAGE, "❤", ALICE, 2)))
                .isEqualTo("""
                {"type":"reaction","channel_id":"%s","message_id":"%s","user_id":"%s","emoji":"❤","action":"added",\
                "count":2,"timestamp":"2026-11-21T10:00:00.000Z"}""".formatted(CHANNEL, MESSAGE, ALICE));
        assertThat(tree(told(new ChannelEvent.ReactionRemoved(CHANNEL, MESSAGE, "❤", ALICE, 1)))
                        .path("action")
                        .asText())
                .isEqualTo("removed");
    }

    @Test
    void what_is_not_replayed_has_the_time_at_which_it_was_received() {
        var event = new ChannelEvent.MessageDeleted(CHANNEL, MESSAGE, ALICE, 3L, 5L);
        assertThat(text(wire.frame(durable(CHANNEL, event, EARLIER.toEpochMilli()))))
                .contains("\"timestamp\":\"2026-11-21T09:59:59.250Z\"");
    }

    @Test
    void what_the_previous_generation_has_no_words_for_is_not_told() {
        assertThat(wire.frame(durable(CHANNEL, new ChannelEvent.MessagePinned(CHANNEL, MESSAGE, ALICE), 0)))
                .isEmpty();
        assertThat(wire.frame(durable(CHANNEL, new DurableEvent.Skipped(), 0))).isEmpty();
        var author = new Author(ALICE, "alice", "Alice", null);
        var joined = Message.system(MESSAGE, CHANNEL, author, SystemMessage.joined());
        assertThat(wire.frame(durable(CHANNEL, new ChannelEvent.MessageNew(CHANNEL, joined), 0)))
                .as("it has no text")
                .isEmpty();
        assertThat(wire.frame(new EphemeralEvent.ReadUpdated(ALICE, CHANNEL, 5)))
                .isEmpty();
        assertThat(wire.frame(new ServerFrame.Resumed(3))).isEmpty();
        assertThat(wire.frame(ServerFrame.Ack.DONE)).isEmpty();
    }

    @Test
    void other_channels_are_not_told_of() {
        assertThat(wire.frame(durable(OTHER, new ChannelEvent.MessageDeleted(OTHER, MESSAGE, ALICE, 3L, 5L), 0)))
                .isEmpty();
        assertThat(wire.frame(new EphemeralEvent.Typing(OTHER, ALICE))).isEmpty();
    }

    @Test
    void typing_is_told() {
        assertThat(text(wire.frame(new EphemeralEvent.Typing(CHANNEL, ALICE))))
                .isEqualTo("""
                {"type":"typing","channel_id":"%s","user_id":"%s",\
                "timestamp":"2026-11-21T10:00:00.000Z"}""".formatted(CHANNEL, ALICE));
    }

    @ParameterizedTest
    @CsvSource({
        "OFFLINE, ONLINE, user_joined",
        "OFFLINE, IDLE, user_joined",
        "ONLINE, OFFLINE, user_left",
        "ONLINE, IDLE, ",
        ", ONLINE, ",
    })
    void only_coming_and_going_are_told(@Nullable PresenceStatus was, PresenceStatus is, @Nullable String type) {
        var frame = wire.frame(new EphemeralEvent.PresenceChanged(ALICE, is, null, Set.of(SERVER), was));
        assertThat(frame.map(told -> tree(told.text()).path("type").asText())).isEqualTo(Optional.ofNullable(type));
    }

    @Test
    void pings_and_refusals_are_answered() {
        assertThat(text(wire.frame(new ServerFrame.Pong(null, 5))))
                .isEqualTo("{\"type\":\"pong\",\"timestamp\":\"2026-11-21T10:00:00.000Z\"}");
        assertThat(text(wire.frame(ServerFrame.Refused.of(Problem.later(3, Refusal.NODE_LEAVING)))))
                .isEqualTo("{\"type\":\"error\",\"code\":\"unavailable\","
                        + "\"message\":\"This node is leaving. Connect again.\",\"retry_after\":3,"
                        + "\"timestamp\":\"2026-11-21T10:00:00.000Z\"}");
    }

    @Test
    void what_a_client_says_is_about_its_channel() throws Unreadable {
        assertThat(wire.read("{\"type\":\"message\",\"content\":\"hi\"}").frame())
                .isEqualTo(new ClientFrame.Send(CHANNEL, "hi", null, null));
        assertThat(wire.read("{\"type\":\"message\",\"content\":\"hi\",\"nonce\":\"n\",\"reply_to\":\"" + FIRST
                                + "\",\"channel_id\":\"nobody reads this\"}")
                        .frame())
                .isEqualTo(new ClientFrame.Send(CHANNEL, "hi", new Nonce("n"), FIRST));
        assertThat(wire.read("{\"type\":\"typing\"}").frame()).isEqualTo(new ClientFrame.TypingStart(CHANNEL));
        assertThat(wire.read("{\"type\":\"ping\"}").frame()).isEqualTo(new ClientFrame.Ping(null));
        assertThat(wire.read("{\"type\":\"authenticate\",\"token\":\"t\"}").frame())
                .isEqualTo(new ClientFrame.Authenticate("t", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | JSON",
                "[] | JSON object",
                "{} | type",
                "{\"type\":5} | type",
                "{\"type\":\"shout\"} | type",
                "{\"type\":\"message\"} | content",
                "{\"type\":\"message\",\"content\":5} | content",
                "{\"type\":\"message\",\"content\":\"x\",\"reply_to\":\"nobody\"} |",
                "{\"type\":\"authenticate\"} | token",
            })
    void what_cannot_be_read_is_refused_with_the_reason(String text, @Nullable String word) {
        assertThatThrownBy(() -> wire.read(text))
                .isInstanceOfSatisfying(
                        Unreadable.class, why -> assertThat(why.isMalformed()).isTrue())
                .hasMessageContaining(word == null ? "" : word);
    }

    private String told(DurableEvent event) {
        return text(wire.frame(durable(CHANNEL, event, 0)));
    }

    private static StreamEvent durable(ChannelId channel, DurableEvent event, long acceptedAt) {
        var stream = StreamId.of(channel);
        return new StreamEvent(
                stream, 7, AccessDomain.of(SERVER), 1, event.event(), acceptedAt, false, Json.frame(event, stream, 7));
    }

    private static Message message(@Nullable Author author) {
        return message(author, 0);
    }

    private static Message message(@Nullable Author author, int flags) {
        return new Message(
                MESSAGE,
                CHANNEL,
                7,
                author,
                author == null ? "Ada" : null,
                "hello",
                MessageType.TEXT,
                FIRST,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                flags,
                null,
                null,
                new Nonce("n-1"),
                EARLIER,
                null);
    }

    private static String text(Optional<Frame> frame) {
        return frame.orElseThrow().text();
    }

    private static JsonNode tree(String text) {
        return Json.tree(text);
    }
}
