package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ParticipantId;
import io.miscord.contract.VoiceSignal;
import io.miscord.platform.ids.UuidV7;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignalOrderTest {
    private final ParticipantId bob = new ParticipantId(UuidV7.next());
    private final SignalOrder order = new SignalOrder(3);

    private VoiceSignal signal(long n) {
        return new VoiceSignal(bob, n, VoiceSignal.Kind.OFFER, "1", "sdp", null);
    }

    private static List<Long> numbers(List<VoiceSignal> signals) {
        return signals.stream().map(VoiceSignal::n).toList();
    }

    @Test
    void signals_are_given_once_and_in_their_order() {
        assertThat(numbers(order.take(signal(4)))).containsExactly(4L);
        assertThat(order.take(signal(4))).isEmpty();
        assertThat(order.take(signal(6))).isEmpty();
        assertThat(order.isApart()).isTrue();
        assertThat(numbers(order.take(signal(5)))).containsExactly(5L, 6L);
        assertThat(order.isApart()).isFalse();
    }

    @Test
    void what_is_kept_nowhere_any_more_is_not_waited_for() {
        order.take(signal(9));
        assertThat(numbers(order.caughtUp(List.of(signal(2), signal(7))))).containsExactly(7L, 9L);
        assertThat(order.n()).isEqualTo(9);
    }

    @Test
    void what_redis_counts_after_nobody_did_is_not_taken_for_old() {
        assertThat(numbers(order.take(signal(0)))).containsExactly(4L);
        assertThat(numbers(order.take(signal(0)))).containsExactly(5L);
        assertThat(numbers(order.take(signal(4)))).as("it does not know of two").containsExactly(6L);
        assertThat(order.isApart()).isTrue();
        order.caughtUp(List.of());
        assertThat(numbers(order.take(signal(5)))).as("on its way before").containsExactly(7L);
        order.caughtUp(List.of());
        assertThat(order.take(signal(7))).isEmpty();
        assertThat(order.isApart()).isFalse();
        assertThat(numbers(order.take(signal(8)))).containsExactly(8L);
    }

    @Test
    void not_more_than_200_wait_for_one_that_is_missing() {
        IntStream.range(5, 400).forEach(n -> order.take(signal(n)));
        assertThat(order.caughtUp(List.of())).hasSize(200);
    }
}
