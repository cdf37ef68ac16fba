package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchWindowTest {
    private static final Batching BATCHING = new Batching(50, 10, 1_000);

    private final BatchWindow window = new BatchWindow(BATCHING);

    @Test
    void the_first_event_of_a_quiet_stream_leaves_at_once_and_the_next_ones_wait() {
        assertThat(window.arrived(10, false)).isTrue();
        assertThat(window.left(0)).isEqualTo(5);
        assertThat(window.arrived(10, false)).isFalse();
        assertThat(window.arrived(10, false)).isFalse();
    }

    @Test
    void a_window_without_events_makes_the_stream_quiet_again() {
        window.arrived(10, false);
        window.left(0);

        assertThat(window.ended()).isFalse();
        assertThat(window.arrived(10, false)).isTrue();
    }

    @Test
    void windows_widen_with_company_and_narrow_without() {
        assertThat(width(1)).isEqualTo(5);
        assertThat(width(2)).isEqualTo(10);
        assertThat(width(9)).isEqualTo(20);
        assertThat(width(2)).isEqualTo(40);
        assertThat(width(2)).as("the widest").isEqualTo(50);
        assertThat(width(1)).isEqualTo(25);
        assertThat(width(1)).isEqualTo(12);
        assertThat(width(1)).isEqualTo(6);
        assertThat(width(1)).as("the narrowest").isEqualTo(5);
    }

    /** So many events gather, and leave at the window's end. */
    private int width(int events) {
        for (int i = 0; i < events; i++) {
            window.arrived(10, false);
        }
        window.ended();
        return window.left(0);
    }

    @Test
    void a_busy_loop_makes_windows_wide_at_once() {
        window.arrived(10, false);
        assertThat(window.left(0.5)).isEqualTo(27);
        window.arrived(10, false);
        window.ended();
        assertThat(window.left(1)).isEqualTo(50);
    }

    @Test
    void a_full_batch_and_an_urgent_event_do_not_wait_and_leave_the_width_as_it_is() {
        width(1);
        width(2);
        for (int i = 1; i < 10; i++) {
            assertThat(window.arrived(10, false)).isFalse();
        }
        assertThat(window.arrived(10, false)).as("ten events").isTrue();
        assertThat(window.left(0)).isEqualTo(10);

        assertThat(window.arrived(999, false)).isFalse();
        assertThat(window.arrived(1, false)).as("a thousand bytes").isTrue();
        assertThat(window.left(0)).isEqualTo(10);

        assertThat(window.arrived(10, true)).as("urgent").isTrue();
        assertThat(window.left(0)).isEqualTo(10);
    }

    @Test
    void with_a_flush_interval_of_zero_nothing_waits() {
        var never = new BatchWindow(new Batching(0, 10, 1_000));
        for (int i = 0; i < 5; i++) {
            assertThat(never.arrived(10, false)).isTrue();
            assertThat(never.left(1)).isZero();
        }
    }
}
