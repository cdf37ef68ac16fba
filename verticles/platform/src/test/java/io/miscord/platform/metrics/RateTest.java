package io.miscord.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
    private static final long SECOND = 1_000_000_000L;

    private final Rate rate = new Rate();

    @Test
    void the_first_look_tells_nothing() {
        assertThat(rate.at(7 * SECOND, 1_000)).isZero();
    }

    @Test
    void a_steady_count_has_its_rate_from_the_second_look_on() {
        for (int i = 0; i < 30; i++) {
            double told = rate.at(i * SECOND, 40L * i);
            assertThat(told).isEqualTo(i == 0 ? 0 : 40);
        }
    }

    @Test
    void looks_that_come_late_do_not_make_it_wrong() {
        rate.at(0, 0);
        rate.at((long) (1.4 * SECOND), 56);
        assertThat(rate.at((long) (3.1 * SECOND), 124)).isCloseTo(40, within(1e-9));
    }

    @Test
    void what_is_over_is_forgotten_after_some_seconds() {
        for (int i = 0; i <= 10; i++) {
            rate.at(i * SECOND, 40L * i);
        }
        double told = 40;
        for (int i = 11; i <= 15; i++) {
            double next = rate.at(i * SECOND, 400);
            assertThat(next).isLessThan(told);
            told = next;
        }
        assertThat(told).isZero();
    }

    @Test
    void after_a_long_pause_the_rate_is_that_since_the_look_before() {
        rate.at(0, 0);
        rate.at(60 * SECOND, 600);
        assertThat(rate.at(120 * SECOND, 1_800)).isEqualTo(20);
    }
}
