package io.miscord.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of the histograms that nodes tell. */
class RepairsTest {
    private final Repairs repairs = new Repairs();

    @Test
    void a_quantile_lies_in_the_bucket_that_holds_it() {
        var time = Repairs.Times.in(metrics(50, 99, 100)).time();
        assertThat(time.count()).isEqualTo(100);
        assertThat(time.quantile(0.25)).isCloseTo(50, within(1e-6));
        assertThat(time.quantile(0.5)).isCloseTo(100, within(1e-6));
        assertThat(time.quantile(0.99)).isCloseTo(200, within(1e-6));
        assertThat(time.quantile(1))
                .as("no more is known than that it took longer")
                .isCloseTo(200, within(1e-6));
        assertThat(Histogram.NONE.quantile(0.99)).isZero();
    }

    @Test
    void what_a_killed_node_had_measured_counts_and_its_next_process_begins_anew() {
        repairs.calmBegins(Map.of(1L, metrics(10, 10, 10), 2L, metrics(0, 0, 0)));
        repairs.calmEnds(Map.of(1L, metrics(15, 15, 15), 2L, metrics(0, 4, 4)));
        repairs.calmBegins(Map.of(3L, metrics(1, 1, 1), 2L, metrics(0, 9, 9)));
        repairs.calmEnds(Map.of(3L, metrics(3, 3, 3), 2L, metrics(0, 9, 9)));
        assertThat(repairs.all().time().count()).isEqualTo(15 + 9 + 3);
        assertThat(repairs.calm().time().count()).isEqualTo(5 + 4 + 2);
        assertThat(repairs.calm().age().count()).isZero();
    }

    private static String metrics(int first, int second, int all) {
        return """
                # TYPE miscord_repair_time_seconds histogram
                miscord_repair_time_seconds_bucket{le="0.1"} %d.0
                miscord_repair_time_seconds_bucket{le="0.2"} %d.0
                miscord_repair_time_seconds_bucket{le="+Inf"} %d.0
                miscord_repair_time_seconds_count %d
                """.formatted(first, second, all, all);
    }
}
