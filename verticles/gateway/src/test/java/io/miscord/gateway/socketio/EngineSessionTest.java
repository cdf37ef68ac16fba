package io.miscord.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session of Engine.IO as a state machine, its time moved by hand. */
final class EngineSessionTest {
    private static final EngineSettings SETTINGS = new EngineSettings(
            Duration.ofMillis(300),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofMillis(10),
            1_000,
            10,
            new EngineSettings.Posts(20, 10),
            1_000,
            250,
            new EngineSettings.Capacity(10, 10, 10, 2_000));

    private final EngineSession polling = new EngineSession(SETTINGS, false, 0);
    private final EngineSession socket = new EngineSession(SETTINGS, true, 0);

    private static EnginePacket packet(String wire) {
        try {
            return EnginePacket.of(wire);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(List<EngineSession.Effect> effects) {
        return effects.stream()
                .map(effect -> switch (effect) {
                    case EngineSession.Effect.AnswerPoll answer -> "answer " + answer.packets();
                    case EngineSession.Effect.Refuse refusal -> "refuse " + refusal.why();
                    case EngineSession.Effect.Write write -> "write " + write.packet();
                    case EngineSession.Effect.WriteCandidate write -> "candidate " + write.packet();
                    case EngineSession.Effect.Deliver message ->
                        "deliver " + message.message().text();
                    case EngineSession.Effect.End end -> "end";
                    default -> effect.getClass().getSimpleName();
                })
                .toList();
    }

    @Test
    void what_is_sent_between_polls_leaves_with_the_next_one() {
        polling.queue(Outgoing.text("4a"));
        polling.queue(Outgoing.text("4b"));

        assertThat(polling.waiting()).isEqualTo(4);
        assertThat(names(polling.poll())).containsExactly("Hold", "answer [4a, 4b]");
        assertThat(polling.waiting()).isZero();
    }

    @Test
    void more_unread_than_may_wait_for_nobody_is_noticed_however_small_the_packets() {
        for (int i = 0; i < 19; i++) {
            polling.queue(Outgoing.text("4abc"));
        }
        assertThat(polling.isOverfull()).isFalse();
        polling.queue(Outgoing.text("4abc"));
        assertThat(polling.isOverfull()).isTrue();
        polling.poll();
        assertThat(polling.isOverfull()).isFalse();
    }

    @Test
    void a_poll_waits_for_what_is_sent_and_gets_all_of_a_turn() {
        assertThat(names(polling.poll())).containsExactly("Hold");
        polling.queue(Outgoing.text("4a"));
        polling.queue(Outgoing.text("4b"));

        assertThat(names(polling.flush())).containsExactly("answer [4a, 4b]");
        assertThat(polling.flush()).isEmpty();
    }

    @Test
    void a_second_poll_ends_the_session_and_the_first_is_told() {
        polling.poll();

        assertThat(names(polling.poll())).containsExactly("refuse BAD_REQUEST", "answer [1]", "end", "Forget");
        assertThat(names(polling.poll())).containsExactly("refuse UNKNOWN_SID");
    }

    @Test
    void a_poll_that_is_cut_off_ends_the_session() {
        polling.poll();

        assertThat(names(polling.pollGone())).containsExactly("end", "Forget");
    }

    @Test
    void packets_of_a_post_are_delivered_in_their_order() {
        assertThat(names(polling.posted(List.of(packet("4a"), packet("3"), packet("4b")), 10, 1)))
                .containsExactly("deliver a", "deliver b", "Thank");
    }

    @Test
    void nothing_after_a_close_packet_is_delivered() {
        polling.poll();

        assertThat(names(polling.posted(List.of(packet("4a"), packet("1"), packet("4b")), 10, 1)))
                .containsExactly("deliver a", "answer [6]", "end", "Forget", "Thank");
    }

    @Test
    void packets_and_pieces_of_posts_beyond_the_pace_end_the_session() {
        var nine = Collections.nCopies(9, packet("4a"));
        assertThat(names(polling.posted(nine, 100, 1))).contains("Thank");
        assertThat(names(polling.posted(nine, 8 * 1_024 - 1, 1))).contains("Thank");
        assertThat(names(polling.posted(nine, 100, 801))).contains("Thank");
        assertThat(names(polling.posted(List.of(packet("4b")), 8 * 1_024, 802)))
                .containsExactly("refuse TOO_MANY", "end", "Forget");
    }

    @Test
    void a_ping_of_the_client_ends_the_session() {
        assertThat(names(polling.posted(List.of(packet("2")), 10, 1)))
                .containsExactly("end", "Forget", "refuse BAD_REQUEST");
        assertThat(names(socket.said(packet("2"), 1))).containsExactly("end", "CloseSocket", "Forget");
    }

    @Test
    void what_means_nothing_from_a_client_is_let_pass() {
        for (var wire : List.of("0{}", "5", "6", "3")) {
            assertThat(names(socket.said(packet(wire), 1))).as(wire).isEmpty();
        }
    }

    @Test
    void pings_come_in_their_interval_and_an_answer_starts_the_next() {
        assertThat(socket.tick(299)).isEmpty();
        assertThat(names(socket.tick(300))).containsExactly("write 2");
        assertThat(socket.tick(400)).isEmpty();
        socket.said(packet("3"), 420);
        assertThat(socket.tick(719)).isEmpty();
        assertThat(names(socket.tick(720))).containsExactly("write 2");
    }

    @Test
    void a_ping_unanswered_for_its_time_ends_the_session_though_it_left_late() {
        assertThat(names(socket.tick(315))).containsExactly("write 2");
        assertThat(socket.tick(499)).isEmpty();
        assertThat(names(socket.tick(500))).containsExactly("end", "CloseSocket", "Forget");
    }

    @Test
    void who_says_something_else_than_a_pong_lives_too() {
        socket.tick(300);
        socket.said(packet("4a"), 450);

        assertThat(socket.tick(600)).isEmpty();
        assertThat(names(socket.tick(650))).contains("end");
    }

    @Test
    void a_client_that_takes_what_it_is_sent_lives_though_its_pong_is_late() {
        socket.tick(300);
        socket.alive(450);

        assertThat(socket.tick(600)).isEmpty();
        assertThat(names(socket.tick(650))).contains("end");
    }

    @Test
    void who_is_not_read_is_not_blamed_for_silence() {
        socket.tick(300);
        socket.reading(false, 310);
        assertThat(socket.tick(60_000)).isEmpty();
        socket.reading(true, 60_000);

        assertThat(socket.tick(60_199)).isEmpty();
        assertThat(names(socket.tick(60_200))).contains("end");
    }

    @Test
    void after_a_sleep_of_the_process_clients_have_their_time_to_answer() {
        assertThat(names(socket.tick(5_000))).containsExactly("write 2");
        assertThat(socket.tick(5_199)).isEmpty();
        assertThat(names(socket.tick(5_200))).contains("end");
    }

    @Test
    void a_polling_session_that_nobody_asks_for_ends() {
        assertThat(polling.tick(300)).isEmpty();
        assertThat(names(polling.tick(500))).containsExactly("end", "Forget");
    }

    @Test
    void an_upgrade_frees_the_poll_and_takes_what_waits_along() {
        polling.poll();
        assertThat(polling.came(1)).isTrue();
        assertThat(names(polling.candidateSaid(packet("2probe")))).containsExactly("candidate 3probe", "answer [6]");
        assertThat(names(polling.poll())).containsExactly("Hold", "answer [6]");
        polling.queue(Outgoing.text("4a"));

        assertThat(names(polling.candidateSaid(packet("5")))).containsExactly("Upgrade", "write 4a");
        assertThat(polling.isOnSocket()).isTrue();
        assertThat(names(polling.poll())).containsExactly("refuse BAD_REQUEST");
        assertThat(names(polling.posted(List.of(packet("4b")), 10, 2))).containsExactly("refuse BAD_REQUEST");
        assertThat(names(polling.wrong(EngineError.TOO_LARGE))).containsExactly("refuse BAD_REQUEST");
        assertThat(polling.postGone()).isEmpty();
        assertThat(names(polling.said(packet("4c"), 3))).containsExactly("deliver c");
    }

    @Test
    void there_is_one_candidate_and_none_beside_a_websocket() {
        assertThat(polling.came(1)).isTrue();
        assertThat(polling.came(1)).isFalse();
        assertThat(socket.came(1)).isFalse();
    }

    @Test
    void a_candidate_that_does_not_follow_the_protocol_leaves_the_session_to_polls() {
        for (var wire : List.of("5", "4a", "2", "2other", "1")) {
            assertThat(polling.came(1)).isTrue();
            assertThat(names(polling.candidateSaid(packet(wire)))).as(wire).containsExactly("CloseCandidate");
            assertThat(polling.isOpen()).isTrue();
        }
        assertThat(polling.came(1)).isTrue();
    }

    @Test
    void a_candidate_that_never_upgrades_is_closed_after_its_timeout() {
        polling.posted(List.of(packet("4a")), 10, 1);
        polling.came(1);
        polling.candidateSaid(packet("2probe"));
        for (long now = 100; now <= 1_000; now += 100) {
            polling.posted(List.of(packet("3")), 10, now);
            polling.tick(now);
        }

        assertThat(names(polling.tick(1_001))).containsExactly("CloseCandidate");
        assertThat(names(polling.poll())).first().isEqualTo("Hold");
    }

    @Test
    void the_last_words_of_the_server_wait_for_a_poll_but_not_for_ever() {
        polling.queue(Outgoing.text("4a"));
        assertThat(names(polling.close(10))).containsExactly("end");
        assertThat(names(polling.posted(List.of(packet("4b")), 10, 11))).containsExactly("refuse UNKNOWN_SID");
        assertThat(names(polling.poll())).containsExactly("Hold", "answer [4a, 1]", "Forget");

        var other = new EngineSession(SETTINGS, false, 0);
        other.close(10);
        assertThat(other.tick(2_009)).isEmpty();
        assertThat(names(other.tick(2_010))).containsExactly("Forget");
    }

    @Test
    void a_waiting_poll_gets_the_last_words_at_once() {
        polling.poll();
        polling.queue(Outgoing.text("4a"));

        assertThat(names(polling.close(10))).containsExactly("end", "answer [4a, 1]", "Forget");
    }

    @Test
    void a_closed_session_ignores_every_input() {
        socket.end("gone");

        assertThat(socket.isClosed()).isTrue();
        assertThat(socket.said(packet("4a"), 1)).isEmpty();
        assertThat(socket.tick(10_000)).isEmpty();
        assertThat(socket.end("again")).isEmpty();
        assertThat(socket.close(1)).isEmpty();
        assertThat(names(socket.wrong(EngineError.TOO_LARGE))).containsExactly("refuse UNKNOWN_SID");
    }
}
