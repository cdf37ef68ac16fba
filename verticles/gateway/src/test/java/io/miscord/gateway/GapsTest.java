package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapsTest {
    private final Gaps gaps = new Gaps();

    @Test
    void a_gap_is_closed_when_its_last_event_is_there() {
        gaps.noticed(5, 6, 100);
        gaps.noticed(8, 8, 130);
        assertThat(gaps.closed(5)).isEmpty();
        assertThat(gaps.closed(7)).containsExactly(new Gaps.Gap(5, 6, 100));
        assertThat(gaps.closed(7)).isEmpty();
        assertThat(gaps.closed(20)).containsExactly(new Gaps.Gap(8, 8, 130));
    }

    @Test
    void where_nothing_is_missing_there_is_no_gap() {
        gaps.noticed(5, 4, 100);
        assertThat(gaps.closed(100)).isEmpty();
    }

    @Test
    void beyond_the_bound_gaps_are_not_measured() {
        for (int i = 1; i <= Gaps.MOST + 10; i++) {
            gaps.noticed(2L * i, 2L * i, 0);
        }
        assertThat(gaps.closed(Long.MAX_VALUE)).hasSize(Gaps.MOST);
    }
}
