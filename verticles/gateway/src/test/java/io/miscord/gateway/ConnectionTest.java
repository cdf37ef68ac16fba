package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerFrame;
import io.miscord.gateway.Connection.Effect;
import io.miscord.gateway.wire.MainWire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTest {
    private static final String CHANNEL = "01890000-0000-7000-8000-000000000001";
    private static final String SEND = "{\"event\":\"message:send\",\"id\":\"%s\",\"data\":{\"channelId\":\"" + CHANNEL
            + "\",\"content\":\"hi\"}}";
    private static final String SYNC = "{\"event\":\"sync\",\"data\":{\"stream\":\"" + CHANNEL + "\",\"after\":0}}";
    private static final String HELLO = "{\"event\":\"authenticate\",\"data\":{\"token\":\"t\"}}";
    private static final ConnectionLimits LIMITS = new ConnectionLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMillis(37_500), 65_536, 50, 100);

    private static final ServerFrame GOODBYE = new ServerFrame.Reconnect(100);

    private final Connection connection = new Connection(LIMITS, MainWire.WIRE, 0);

    @Test
    void the_first_frame_must_authenticate() {
        assertThat(connection.received(SEND.formatted("1"), 5)).containsExactly(close(Disconnect.UNAUTHENTICATED));
    }

    @Test
    void silence_before_authentication_ends_the_socket() {
        assertThat(connection.tick(10_000)).isEmpty();
        assertThat(connection.tick(10_001)).containsExactly(close(Disconnect.UNAUTHENTICATED));
    }

    @Test
    void frames_sent_while_the_token_is_looked_at_are_carried_out_afterwards() {
        assertThat(connection.received(HELLO, 1)).containsExactly(new Effect.Authenticate("t", null));
        assertThat(connection.received(SEND.formatted("1"), 2)).isEmpty();

        assertThat(connection.welcomed(Long.MAX_VALUE)).singleElement().isInstanceOf(Effect.Carry.class);
    }

    @Test
    void requests_are_carried_out_one_at_a_time_in_their_order() {
        live();
        assertThat(carried(connection.received(SEND.formatted("a"), 2))).isEqualTo("a");
        assertThat(connection.received(SEND.formatted("b"), 2)).isEmpty();
        assertThat(connection.received(SEND.formatted("c"), 2)).isEmpty();

        var afterFirst = connection.finished(null, Answer.Done.DONE);
        assertThat(afterFirst.getFirst()).isInstanceOf(Effect.Write.class);
        assertThat(carried(afterFirst.subList(1, 2))).isEqualTo("b");
        assertThat(carried(connection
                        .finished(null, Problem.of(Refusal.NO_SUCH_CHANNEL))
                        .subList(1, 2)))
                .isEqualTo("c");
    }

    @Test
    void whoever_leaves_a_call_and_closes_has_left_it_though_something_else_is_still_carried_out() {
        live();
        connection.received("{\"event\":\"voice:state\",\"data\":{\"muted\":true}}", 2);
        connection.received("{\"event\":\"voice:leave\",\"data\":{}}", 2);

        assertThat(connection.gone()).isTrue();
        assertThat(connection.gone()).as("once").isFalse();
    }

    @Test
    void a_ping_does_not_wait_for_what_is_being_carried_out() {
        live();
        connection.received(SEND.formatted("a"), 2);

        assertThat(connection.received("{\"event\":\"ping\",\"id\":7,\"data\":{\"t\":5}}", 3))
                .singleElement()
                .isInstanceOf(Effect.Pong.class);
    }

    @Test
    void reading_stops_while_too_much_waits_and_goes_on_later() {
        live();
        List<Effect> effects = List.of();
        int sent = 0;
        while (!effects.contains(new Effect.Read(false))) {
            effects = connection.received(SEND.formatted(++sent), 1_000L * sent);
        }
        assertThat(sent).isEqualTo(Connection.PAUSE_AT + 1);

        do {
            effects = connection.finished(null, Answer.Done.DONE);
        } while (!effects.contains(new Effect.Read(true)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | not valid JSON",
                "[] | one JSON object",
                "{\"event\":5} | event",
                "{\"event\":\"message:shout\",\"data\":{}} | event",
                "{\"event\":\"message:send\",\"data\":{\"content\":\"x\"}} | channelId",
                "{\"event\":\"message:send\",\"data\":{\"channelId\":\"x\",\"content\":\"x\"}} | channelId",
                "{\"event\":\"message:send\",\"data\":{\"channelId\":\"" + CHANNEL + "\",\"content\":5}} | content",
                "{\"event\":\"message:send\",\"data\":{\"channelId\":\"" + CHANNEL
                        + "\",\"content\":\"x\",\"z\":1}} | z",
                "{\"event\":\"ping\",\"extra\":1} | extra",
                "{\"event\":\"ping\",\"id\":{}} | id",
                "{\"event\":\"ping\",\"data\":[]} | ",
            })
    void a_malformed_frame_is_answered_by_an_error_that_says_what_is_wrong(String frame, String word) {
        live();
        var effects = connection.received(frame, 2);

        assertThat(effects).singleElement().isInstanceOf(Effect.Write.class);
        assertThat(text(effects.getFirst()))
                .contains("\"event\":\"error\"", "\"code\":\"invalid\"", word == null ? "" : word)
                .doesNotContain("Exception", "jackson", "io.miscord");
    }

    @Test
    void a_client_that_sends_nothing_but_malformed_frames_is_sent_away() {
        live();
        for (int i = 0; i < 5; i++) {
            assertThat(connection.received("nonsense", 2)).singleElement().isInstanceOf(Effect.Write.class);
        }
        assertThat(connection.received("nonsense", 2)).containsExactly(close(Disconnect.PROTOCOL));
    }

    @Test
    void an_oversize_frame_ends_the_socket_unless_it_authenticates() {
        live();
        var large = SEND.formatted("1").replace("hi", "x".repeat(70_000));
        assertThat(connection.received(large, 2)).containsExactly(close(Disconnect.PROTOCOL));

        var other = new Connection(LIMITS, MainWire.WIRE, 0);
        assertThat(other.received(HELLO.replace("\"t\"", "\"" + "t".repeat(70_000) + "\""), 1))
                .singleElement()
                .isInstanceOf(Effect.Authenticate.class);
    }

    @Test
    void too_many_frames_are_refused_and_in_the_end_the_socket_ended() {
        live();
        for (int i = 0; i < 99; i++) {
            assertThat(connection.received("{\"event\":\"ping\"}", 2))
                    .singleElement()
                    .isInstanceOf(Effect.Pong.class);
        }
        var refused = connection.received("{\"event\":\"ping\",\"id\":\"x\"}", 2);
        assertThat(text(refused.getFirst())).contains("rate_limited", "\"id\":\"x\"");
        List<Effect> effects = refused;
        for (int i = 0; i < 100; i++) {
            effects = connection.received("{\"event\":\"ping\"}", 2);
        }
        assertThat(effects).containsExactly(close(Disconnect.FLOODING));
    }

    @Test
    void a_silent_socket_is_pinged_and_ended_after_two_and_a_half_intervals() {
        live();
        assertThat(connection.tick(15_001)).containsExactly(new Effect.Ping());
        assertThat(connection.tick(16_000)).isEmpty();
        connection.alive(16_000);
        assertThat(connection.tick(30_900)).isEmpty();
        assertThat(connection.tick(31_000)).containsExactly(new Effect.Ping());
        assertThat(connection.tick(53_501)).containsExactly(close(Disconnect.HEARTBEAT_TIMEOUT));
        assertThat(connection.tick(60_000)).isEmpty();
    }

    @Test
    void who_reads_slowly_is_alive_though_pings_wait_behind_the_rest_but_not_who_stops() {
        live();
        var outflow = new Outflow(new Outflow.Bounds(1_000, 200_000, 50_000, 1_000_000, 30_000));
        long written = 150_000;
        long pending = written;
        for (long now = 1_000; now <= 240_000; now += 1_000) {
            boolean reads = now <= 120_000;
            pending -= reads ? 1_000 : 0;
            if (outflow.drains(pending, written)) {
                connection.alive(now);
            }
            var effects = connection.tick(now);
            if (now <= 157_000) {
                assertThat(effects).as("at %d", now).doesNotContain(close(Disconnect.HEARTBEAT_TIMEOUT));
            } else {
                assertThat(effects).as("at %d", now).containsExactly(close(Disconnect.HEARTBEAT_TIMEOUT));
                return;
            }
        }
    }

    @Test
    void a_token_that_expires_ends_the_socket_unless_renewed() {
        connection.received(HELLO, 1);
        connection.welcomed(5_000);
        assertThat(connection.received("{\"event\":\"authenticate\",\"id\":\"r\",\"data\":{\"token\":\"u\"}}", 4_000))
                .singleElement()
                .isInstanceOf(Effect.Renew.class);
        connection.renewed(null, 9_000);
        assertThat(connection.tick(5_000)).isEmpty();
        assertThat(connection.tick(9_000)).containsExactly(close(Disconnect.TOKEN_EXPIRED));
    }

    @Test
    void typing_in_one_channel_is_passed_on_once_in_three_seconds() {
        live();
        var typing = "{\"event\":\"typing:start\",\"data\":{\"channelId\":\"" + CHANNEL + "\"}}";
        assertThat(connection.received(typing, 100)).singleElement().isInstanceOf(Effect.Carry.class);
        connection.finished(null, Answer.Done.DONE);
        assertThat(connection.received(typing, 3_000)).singleElement().isInstanceOf(Effect.Write.class);
        assertThat(connection.received(typing, 3_101)).singleElement().isInstanceOf(Effect.Carry.class);
    }

    @Test
    void who_waits_too_long_to_be_let_in_is_told_that_there_is_too_much_to_do() {
        connection.received(HELLO, 1);
        assertThat(connection.tick(30_000)).doesNotContain(close(Disconnect.OVERLOADED));
        connection.alive(30_000);
        assertThat(connection.tick(30_001)).containsExactly(close(Disconnect.OVERLOADED));
    }

    @Test
    void a_second_token_before_the_first_is_answered_renews_it_afterwards_and_holds_nothing_up() {
        connection.received(HELLO, 1);
        assertThat(connection.received(HELLO, 2)).isEmpty();
        assertThat(connection.received(SEND.formatted("a"), 3)).isEmpty();
        var effects = connection.welcomed(Long.MAX_VALUE);
        assertThat(effects.getFirst()).isEqualTo(new Effect.Renew(null, "t"));
        assertThat(carried(effects.subList(1, 2))).isEqualTo("a");
    }

    @Test
    void who_is_sent_elsewhere_gets_their_answers_first() {
        live();
        connection.received(SEND.formatted("a"), 2);
        connection.received(SEND.formatted("b"), 2);
        assertThat(connection.leave(GOODBYE)).containsExactly(new Effect.Write(null, GOODBYE), new Effect.Read(false));
        var first = connection.finished(null, Answer.Done.DONE);
        assertThat(carried(first.subList(1, 2))).isEqualTo("b");
        assertThat(connection.tick(1_000_000))
                .as("its pongs are not read")
                .doesNotContain(close(Disconnect.HEARTBEAT_TIMEOUT));
        assertThat(connection.finished(null, Answer.Done.DONE)).last().isEqualTo(close(Disconnect.GOING_AWAY));
    }

    @Test
    void who_asked_for_nothing_is_sent_elsewhere_at_once() {
        live();
        assertThat(connection.leave(GOODBYE)).last().isEqualTo(close(Disconnect.GOING_AWAY));
    }

    @Test
    void who_is_not_in_yet_is_told_when_to_come_elsewhere_as_well() {
        var told = new Effect.Write(null, GOODBYE);
        assertThat(new Connection(LIMITS, MainWire.WIRE, 0).leave(GOODBYE))
                .containsExactly(told, close(Disconnect.GOING_AWAY));
        connection.received(HELLO, 1);
        assertThat(connection.leave(GOODBYE)).containsExactly(told, close(Disconnect.GOING_AWAY));
        assertThat(connection.leave(GOODBYE)).as("it is gone").isEmpty();
    }

    @Test
    void a_sync_holds_up_nothing_and_nothing_holds_it_up() {
        live();
        connection.received(SEND.formatted("a"), 2);
        assertThat(connection.received(SYNC, 2)).as("in its order").isEmpty();
        var afterFirst = connection.finished(null, Answer.Done.DONE);
        assertThat(afterFirst.getLast()).isInstanceOf(Effect.Sync.class);
        assertThat(carried(connection.received(SEND.formatted("b"), 2))).isEqualTo("b");
        assertThat(connection.synced(null, ServerFrame.Ack.DONE))
                .containsExactly(new Effect.Write(null, ServerFrame.Ack.DONE));
        assertThat(connection.received(SEND.formatted("c"), 2))
                .as("b is being carried out")
                .isEmpty();
    }

    @Test
    void more_syncs_than_may_be_under_way_are_refused_until_some_are_done() {
        live();
        for (int i = 0; i < Connection.MAX_SYNCS; i++) {
            assertThat(connection.received(SYNC, i)).singleElement().isInstanceOf(Effect.Sync.class);
        }
        assertThat(connection.received(SYNC, 50))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Write.class,
                        refusal -> assertThat(refusal.said()).isInstanceOf(ServerFrame.Refused.class));
        connection.synced(null, ServerFrame.Ack.DONE);
        assertThat(connection.received(SYNC, 51)).singleElement().isInstanceOf(Effect.Sync.class);
    }

    private void live() {
        connection.received(HELLO, 1);
        connection.welcomed(Long.MAX_VALUE);
    }

    private static String carried(List<Effect> effects) {
        var carry = (Effect.Carry) effects.getFirst();
        assertThat(carry.frame()).isInstanceOf(ClientFrame.Send.class);
        return carry.id().asText();
    }

    private static String text(Effect effect) {
        var write = (Effect.Write) effect;
        return MainWire.WIRE.frame(write.id(), write.said()).orElseThrow().text();
    }

    private static Effect.Close close(Disconnect why) {
        return new Effect.Close(why);
    }
}
