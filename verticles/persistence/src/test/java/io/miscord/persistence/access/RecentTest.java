package io.miscord.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
    @Test
    void what_is_asked_for_stays_and_the_rest_is_forgotten_within_the_bound() {
        var recent = new Recent<Integer, String>(100);
        recent.put(-1, "asked for");
        for (int i = 0; i < 10_000; i++) {
            recent.put(i, "x");
            assertThat(recent.get(-1)).isEqualTo("asked for");
            assertThat(recent.size()).isLessThanOrEqualTo(102);
        }
        assertThat(recent.get(0)).isNull();
        recent.remove(-1);
        assertThat(recent.get(-1)).isNull();
    }
}
