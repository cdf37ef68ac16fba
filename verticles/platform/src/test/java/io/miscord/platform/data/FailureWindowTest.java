package io.miscord.platform.data;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FailureWindowTest {
    private static final long WINDOW = SECONDS.toNanos(60);

    @Test
    void ten_failures_within_sixty_seconds_fill_it_and_nine_do_not() {
        var window = FailureWindow.empty(10, WINDOW);
        for (int i = 0; i < 9; i++) {
            window = window.failed(SECONDS.toNanos(i * 6L));
        }
        assertThat(window.isFull(SECONDS.toNanos(48))).isFalse();
        assertThat(window.failed(SECONDS.toNanos(59)).isFull(SECONDS.toNanos(59)))
                .isTrue();
    }

    @Test
    void ten_failures_over_sixty_one_seconds_do_not_fill_it() {
        var window = FailureWindow.empty(10, WINDOW);
        for (int i = 0; i < 9; i++) {
            window = window.failed(SECONDS.toNanos(i));
        }
        window = window.failed(SECONDS.toNanos(61));
        assertThat(window.isFull(SECONDS.toNanos(61))).isFalse();
        assertThat(window.failures(SECONDS.toNanos(61)))
                .as("those of 0 and 1 s are gone")
                .isEqualTo(8);
    }

    @Test
    void a_clock_that_began_below_zero_and_passes_it_makes_no_difference() {
        var window = FailureWindow.empty(2, WINDOW).failed(-5).failed(5);
        assertThat(window.isFull(5)).isTrue();
        assertThat(FailureWindow.empty(2, WINDOW)
                        .failed(Long.MAX_VALUE)
                        .failed(Long.MIN_VALUE)
                        .isFull(Long.MIN_VALUE))
                .isTrue();
    }

    @Test
    void it_agrees_with_counting_by_hand_over_random_histories() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int history = 0; history < 300; history++) {
            int threshold = 1 + random.nextInt(12);
            var window = FailureWindow.empty(threshold, 1_000);
            var all = new ArrayDeque<Long>();
            long now = random.nextInt(10_000);
            for (int i = 0; i < 60; i++) {
                now += random.nextInt(400);
                long at = now;
                window = window.failed(at);
                all.add(at);
                all.removeIf(time -> at - time >= 1_000);
                assertThat(window.isFull(at)).isEqualTo(all.size() >= threshold);
                assertThat(window.failures(at)).isEqualTo(Math.min(threshold, all.size()));
            }
        }
    }

    @Test
    void a_window_of_nothing_is_refused() {
        assertThatThrownBy(() -> FailureWindow.empty(0, WINDOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FailureWindow.empty(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
