package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutflowTest {
    private static final int MB = 1024 * 1024;

    private final Outflow outflow = new Outflow(new Outflow.Bounds(100, 200, 50, MB, 30_000));

    @Test
    void what_may_be_lost_is_left_out_first() {
        assertThat(outflow.isBusy(100)).isFalse();
        assertThat(outflow.isBusy(101)).isTrue();
    }

    @Test
    void too_much_is_too_slow_at_once() {
        assertThat(outflow.isTooSlow(MB, 0)).isFalse();
        assertThat(outflow.isTooSlow(MB + 1, 0)).isTrue();
    }

    @Test
    void who_does_not_drain_in_time_is_too_slow() {
        outflow.filled(1_000);
        outflow.filled(20_000);
        assertThat(outflow.isLagging()).isTrue();
        assertThat(outflow.isTooSlow(201, 31_000)).isFalse();
        assertThat(outflow.isTooSlow(201, 31_001)).isTrue();
    }

    @Test
    void who_drains_in_time_has_the_whole_time_again() {
        outflow.filled(1_000);
        outflow.drained();
        assertThat(outflow.isLagging()).isFalse();
        outflow.filled(30_000);
        assertThat(outflow.isTooSlow(201, 60_000)).isFalse();
    }

    @Test
    void a_large_greeting_does_not_count_and_may_take_its_time() {
        outflow.greeted(3 * MB);
        outflow.filled(0);
        assertThat(outflow.isTooSlow(4 * MB, 0)).isFalse();
        assertThat(outflow.isTooSlow(4 * MB + 1, 0)).isTrue();
        assertThat(outflow.isTooSlow(MB, 120_000)).isFalse();
        assertThat(outflow.isTooSlow(MB, 120_001)).isTrue();

        outflow.drained();
        assertThat(outflow.isTooSlow(MB + 1, 0)).as("it was read").isTrue();
    }

    @Test
    void who_takes_of_what_waited_reads() {
        assertThat(outflow.drains(100, 100)).as("nothing waited").isFalse();
        assertThat(outflow.drains(100, 100)).isFalse();
        assertThat(outflow.drains(150, 151)).as("more came, and one byte left").isTrue();
        assertThat(outflow.drains(250, 251)).as("more came").isFalse();
        assertThat(outflow.drains(0, 251)).isTrue();
        assertThat(outflow.drains(0, 900)).as("only on its way: nothing waited").isFalse();
    }
}
