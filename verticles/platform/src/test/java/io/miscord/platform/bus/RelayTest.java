package io.miscord.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Frame;
import io.miscord.contract.Hint;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final Relay relay = new Relay(1_000, 1_000_000, new HintLoss(HintFaults.NONE, new Random(0)));

    @Test
    void one_batch_is_on_its_way_at_a_time_and_what_comes_meanwhile_gathers() {
        relay.offer(hint(1, 10));
        assertThat(relay.next()).hasSize(1);
        relay.offer(hint(2, 10));
        relay.offer(hint(3, 10));
        assertThat(relay.next()).isEmpty();

        relay.acknowledged();

        assertThat(relay.next()).extracting(it -> ((StreamEvent) it).seq()).containsExactly(2L, 3L);
    }

    @Test
    void a_batch_is_bounded_in_number_and_bytes() {
        for (int i = 0; i < 600; i++) {
            relay.offer(hint(i, 10));
        }
        assertThat(relay.next()).hasSize(Relay.MAX_BATCH_HINTS);
        relay.failed(Relay.MAX_BATCH_HINTS);

        for (int i = 0; i < 9; i++) {
            relay.offer(hint(i, 100_000));
        }
        assertThat(relay.next()).hasSize(3);
    }

    @Test
    void past_its_bounds_all_is_dropped_and_counted() {
        for (int i = 0; i < 1_000; i++) {
            relay.offer(hint(i, 10));
        }
        assertThat(relay.queued()).isEqualTo(1_000);
        relay.offer(hint(1_000, 10));
        assertThat(relay.queued()).isZero();
        assertThat(relay.dropped()).isEqualTo(1_001);

        relay.offer(hint(1, 600_000));
        relay.offer(hint(2, 600_000));
        assertThat(relay.queued()).isZero();
        assertThat(relay.dropped()).isEqualTo(1_003);
    }

    @Test
    void after_a_batch_that_did_not_arrive_the_rest_is_dropped_and_new_hints_go_out() {
        relay.offer(hint(1, 10));
        relay.next();
        relay.offer(hint(2, 10));

        relay.failed(1);

        assertThat(relay.dropped()).isEqualTo(2);
        relay.offer(hint(3, 10));
        assertThat(relay.next()).hasSize(1);
    }

    @Test
    void batches_that_do_not_arrive_are_told_of_once_a_minute() {
        var now = Instant.EPOCH.plusSeconds(1);
        assertThat(relay.isTelling(now)).isTrue();
        assertThat(relay.isTelling(now)).isFalse();
        assertThat(relay.isTelling(now.plusMillis(59_999))).isFalse();
        assertThat(relay.isTelling(now.plusSeconds(60))).isTrue();
        assertThat(relay.isTelling(now.plusSeconds(61))).isFalse();
    }

    private static Hint hint(long seq, int size) {
        return new StreamEvent(
                new StreamId(new UUID(1, 1)),
                seq,
                AccessDomain.of(new ServerId(new UUID(1, 2))),
                1,
                "message:new",
                0,
                false,
                Frame.of("x".repeat(size)));
    }
}
