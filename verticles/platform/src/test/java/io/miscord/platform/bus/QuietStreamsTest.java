package io.miscord.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.StreamId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QuietStreamsTest {
    private static final StreamId ONE = stream(1);
    private static final StreamId OTHER = stream(2);

    private final QuietStreams quiet = new QuietStreams();

    @Test
    void a_stream_is_told_of_twice_after_its_last_event() {
        quiet.moved(ONE, 7, 0);
        assertThat(quiet.due(49)).isEmpty();
        assertThat(quiet.due(50)).isEqualTo(Map.of(ONE, 7L));
        assertThat(quiet.due(149)).isEmpty();
        assertThat(quiet.isEmpty()).isFalse();
        assertThat(quiet.due(150)).isEqualTo(Map.of(ONE, 7L));
        assertThat(quiet.isEmpty()).isTrue();
        assertThat(quiet.due(10_000)).isEmpty();
    }

    @Test
    void a_stream_that_goes_on_moving_is_not_told_of_and_the_others_need_not_wait_for_it() {
        quiet.moved(OTHER, 3, 0);
        for (int i = 1; i <= 100; i++) {
            quiet.moved(ONE, i, i * 40L);
            assertThat(quiet.due(i * 40L)).doesNotContainKey(ONE);
        }
        assertThat(quiet.due(4_050)).isEqualTo(Map.of(ONE, 100L));
    }

    @Test
    void whatever_came_last_the_largest_seq_is_told() {
        quiet.moved(ONE, 8, 0);
        quiet.moved(ONE, 7, 10); // announced again, or by another writer
        assertThat(quiet.due(60)).isEqualTo(Map.of(ONE, 8L));
        quiet.moved(ONE, 6, 70);
        assertThat(quiet.due(120)).isEqualTo(Map.of(ONE, 8L));
    }

    @Test
    void what_is_told_at_once_is_bounded_and_so_is_what_is_remembered() {
        for (int i = 0; i < QuietStreams.MOST + 500; i++) {
            quiet.moved(stream(i), 1, 0);
        }
        int told = 0;
        for (int turn = 0; turn < 100; turn++) {
            var due = quiet.due(1_000);
            assertThat(due.size()).isLessThanOrEqualTo(QuietStreams.AT_ONCE);
            told += due.size();
        }
        assertThat(told).isEqualTo(2 * QuietStreams.MOST);
        assertThat(quiet.isEmpty()).isTrue();
    }

    private static StreamId stream(int number) {
        return new StreamId(new UUID(1, number));
    }
}
