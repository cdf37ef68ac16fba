package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Seed;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(500, 5_000);

    @Test
    void waits_double_up_to_a_bound_however_often() {
        assertThat(new long[] {BACKOFF.mostMs(0), BACKOFF.mostMs(1), BACKOFF.mostMs(3), BACKOFF.mostMs(4)})
                .containsExactly(500, 1_000, 4_000, 5_000);
        assertThat(BACKOFF.mostMs(Integer.MAX_VALUE)).isEqualTo(5_000);
    }

    @Test
    void chance_takes_half_at_most() {
        var seed = Seed.announced();
        var random = seed.random();
        for (int i = 0; i < 1_000; i++) {
            assertThat(BACKOFF.waitMs(1, random)).as(seed.toString()).isBetween(500L, 1_000L);
        }
    }
}
