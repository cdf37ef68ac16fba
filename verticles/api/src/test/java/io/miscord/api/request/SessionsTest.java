package io.miscord.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.SessionId;
import io.miscord.platform.ids.UuidV7;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final Sessions sessions = new Sessions(3, 5_000);
    private final SessionId session = new SessionId(UuidV7.next());

    @Test
    void what_was_learnt_is_believed_for_a_while() {
        assertThat(sessions.alive(session, 0)).isEmpty();
        sessions.learn(session, true, 0);
        assertThat(sessions.alive(session, 4_999)).hasValue(true);
        assertThat(sessions.alive(session, 5_000)).isEmpty();
    }

    @Test
    void an_ended_session_stays_ended_whatever_a_late_answer_says() {
        sessions.learn(session, false, 0);
        sessions.learn(session, true, 1);
        assertThat(sessions.alive(session, 2)).hasValue(false);
    }

    @Test
    void there_are_never_more_than_the_bound() {
        for (int i = 0; i < 100; i++) {
            sessions.learn(new SessionId(UuidV7.next()), true, i);
            assertThat(sessions.size()).isLessThanOrEqualTo(3);
        }
    }
}
