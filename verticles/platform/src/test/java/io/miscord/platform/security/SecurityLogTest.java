package io.miscord.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.security.SecurityLog.Event;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SecurityLogTest {
    private final AtomicLong now = new AtomicLong();
    private final Meters meters = new Meters(now::get);
    private final SecurityLog log = new SecurityLog(meters, now::get);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("miscord.security");

    @BeforeEach
    void listen() {
        written.start();
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        logger.addAppender(written);
    }

    @AfterEach
    void close() {
        logger.detachAppender(written);
        logger.setLevel(null);
        meters.close();
    }

    @Test
    void an_event_is_one_line_of_a_constant_and_keys_with_values_and_is_counted() {
        log.happened(Event.AUTH_FAILED, "address", "10.0.0.1", "login", "alice smith");
        assertThat(lines()).containsExactly("authentication failed address=10.0.0.1 login=\"alice smith\"");
        assertThat(meters.document("n", List.of()).security().authFailures()).isEqualTo(1);
    }

    @Test
    void what_people_send_cannot_begin_a_line_or_a_key_of_its_own() {
        log.happened(
                Event.AUTH_FAILED,
                "login",
                "x\r\nsigned in user=admin\u2028next\u0085\u001b[31m\u202eevil",
                "quote",
                "a\" user=\"b");
        assertThat(lines().getFirst())
                .isEqualTo("authentication failed login=\"x\\u000d\\u000asigned in user=admin\\u2028next\\u0085"
                        + "\\u001b[31m\\u202eevil\" quote=\"a\\\" user=\\\"b\"");
    }

    @Test
    void a_token_or_key_given_by_mistake_is_not_written_and_a_long_value_is_cut() {
        log.happened(
                Event.FORBIDDEN,
                "a",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln",
                "b",
                "before eyJhbGciOiJIUzI1NiJ9.eyJz after",
                "c",
                "y".repeat(5_000));
        assertThat(lines().getFirst())
                .doesNotContain("eyJ")
                .contains("a=(secret)")
                .contains("before (secret) after")
                .hasSizeLessThan(300);
    }

    @Test
    void a_flood_writes_so_many_lines_a_second_counts_all_and_says_how_many_it_left_out() {
        for (int i = 0; i < 1_000; i++) {
            log.happened(Event.RATE_LIMITED, "address", "10.0.0.1");
        }
        assertThat(lines()).hasSize(SecurityLog.LINES_A_SECOND);
        now.addAndGet(1_000_000_000L);
        log.happened(Event.SIGNED_IN, "user", "alice");
        assertThat(lines().getLast()).isEqualTo("signed in user=alice omitted=" + (1_000 - SecurityLog.LINES_A_SECOND));
        assertThat(meters.document("n", List.of()).security().rateLimited()).isEqualTo(1_000);
    }

    @Test
    void a_key_without_a_value_is_a_mistake() {
        assertThatThrownBy(() -> log.line(Event.FORBIDDEN, "user")).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
