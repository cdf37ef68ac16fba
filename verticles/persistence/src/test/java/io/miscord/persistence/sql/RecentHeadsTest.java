package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.StreamId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentHeadsTest {
    private final AtomicLong now = new AtomicLong();
    private final RecentHeads heads = new RecentHeads(() -> Instant.ofEpochMilli(now.get()));

    @Test
    void a_stream_is_told_for_ten_seconds_with_its_highest_seq() {
        var stream = new StreamId(new UUID(0, 1));
        heads.moved(stream, 7);
        heads.moved(stream, 6);
        now.set(10_000);
        assertThat(heads.parts()).containsExactly(Map.of(stream, 7L));
        now.set(10_001);
        assertThat(heads.parts()).isEmpty();
    }

    @Test
    void those_that_moved_last_are_known_for_good_until_all_is_forgotten() {
        for (int i = 0; i < RecentHeads.NEWEST + 10; i++) {
            now.set(i);
            heads.moved(new StreamId(new UUID(0, i)), i);
        }
        var newest = heads.newest();
        assertThat(newest).hasSize(RecentHeads.NEWEST).doesNotContainValue(9L).containsValue(10L);
        now.set(100_000);
        assertThat(heads.parts()).isEmpty();
        assertThat(heads.newest()).isEqualTo(newest);
        heads.forget();
        assertThat(heads.newest()).isEmpty();
    }

    @Test
    void what_is_on_its_way_in_while_all_is_forgotten_is_forgotten_too() {
        var restored = new AtomicReference<RecentHeads>();
        // The clock is read in the middle of it.
        var late = new RecentHeads(() -> {
            restored.get().forget();
            return Instant.EPOCH;
        });
        restored.set(late);
        late.moved(new StreamId(new UUID(0, 1)), 7);
        assertThat(late.newest()).isEmpty();
    }

    @Test
    void many_streams_are_told_in_parts_and_too_many_are_left_to_the_sweep() {
        for (int i = 0; i < RecentHeads.MOST + 10; i++) {
            heads.moved(new StreamId(new UUID(0, i)), 1);
        }
        var parts = heads.parts();
        assertThat(parts).hasSize(RecentHeads.MOST / RecentHeads.PER_MESSAGE);
        assertThat(parts).allSatisfy(part -> assertThat(part).hasSize(RecentHeads.PER_MESSAGE));
    }
}
