package io.miscord.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WorkerExecutor WORKERS = VERTX.createSharedWorkerExecutor("passwords", 2);

    private final AtomicLong nanos = new AtomicLong();
    private final Passwords passwords = new Passwords(WORKERS, 2, 4, nanos::get);

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void knows_a_password_by_its_hash() {
        var hash = passwords.hash("correct horse");
        assertThat(hash).startsWith("$2a$04$").isNotEqualTo(passwords.hash("correct horse"));
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("correct hors", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void every_letter_of_a_long_password_counts() {
        var hundred = "ж".repeat(100);
        var hash = passwords.hash(hundred);
        assertThat(passwords.matches(hundred, hash)).isTrue();
        assertThat(passwords.matches(hundred + "ж", hash)).isFalse();
        assertThat(passwords.matches("ж".repeat(36), hash)).isFalse();
    }

    @Test
    void an_accent_is_the_same_from_every_keyboard() {
        assertThat(passwords.matches("cafe\u0301 noir", passwords.hash("caf\u00e9 noir")))
                .isTrue();
    }

    @Test
    void nobody_has_any_password() {
        assertThat(passwords.matches("nobody has this password", null)).isFalse();
        assertThat(passwords.matches("x".repeat(100_000), null)).isFalse();
    }

    @Test
    void a_hash_of_less_work_is_weak() {
        assertThat(passwords.isWeak(passwords.hash("correct horse"))).isFalse();
        assertThat(new Passwords(WORKERS, 2, 5, nanos::get).isWeak(passwords.hash("correct horse")))
                .isTrue();
    }

    @Test
    void refuses_short_and_endless_passwords() {
        assertThatThrownBy(() -> Passwords.checked("seven77")).isInstanceOf(ProblemException.class);
        assertThat(Passwords.checked("eight888")).isEqualTo("eight888");
        assertThat(Passwords.checked("😀".repeat(128))).hasSize(256);
        assertThatThrownBy(() -> Passwords.checked("x".repeat(129))).isInstanceOf(ProblemException.class);
    }

    @Test
    void refuses_at_once_what_has_no_room_and_late_what_waited_too_long() throws Exception {
        var gate = new CountDownLatch(1);
        var slow = VERTX.createSharedWorkerExecutor("slow", 1);
        var busy = new Passwords(slow, 1, 4, nanos::get);
        busy.matches("the first hash is done", null);
        slow.executeBlocking(() -> {
            gate.await();
            return null;
        });
        var answers = new LinkedBlockingQueue<String>();
        for (int i = 0; i <= Passwords.QUEUE_PER_THREAD; i++) {
            Thread.startVirtualThread(() -> answers.add(answer(busy)));
        }
        // Nothing is done before the gate opens: this is the one that found no room, and all the others wait.
        assertThat(answers.take()).isEqualTo("UNAVAILABLE");
        nanos.addAndGet(6_000_000_000L);
        gate.countDown();
        for (int i = 0; i < Passwords.QUEUE_PER_THREAD; i++) {
            assertThat(answers.take()).isEqualTo("UNAVAILABLE");
        }
        assertThat(answer(busy)).isEqualTo("a hash");
    }

    private static String answer(Passwords passwords) {
        try {
            passwords.hash("correct horse");
            return "a hash";
        } catch (ProblemException refused) {
            return refused.problem().kind().name();
        }
    }
}
