package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.StreamEvent;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RingTest {
    private final Ring ring = new Ring();

    @Test
    void gives_all_after_a_seq_it_reaches_back_to() {
        LongStream.rangeClosed(5, 9).forEach(seq -> ring.add(Events.of(seq)));

        assertThat(ring.after(6).orElseThrow()).extracting(StreamEvent::seq).containsExactly(7L, 8L, 9L);
        assertThat(ring.after(4).orElseThrow()).hasSize(5);
        assertThat(ring.after(9).orElseThrow()).isEmpty();
    }

    @Test
    void says_when_it_does_not_reach_back_or_forward_that_far() {
        LongStream.rangeClosed(5, 9).forEach(seq -> ring.add(Events.of(seq)));

        assertThat(ring.after(3)).isEmpty();
        assertThat(ring.after(10)).isEmpty();
        assertThat(new Ring().after(0)).isEmpty();
    }

    @Test
    void forgets_the_oldest_past_its_bounds() {
        LongStream.rangeClosed(1, 300).forEach(seq -> ring.add(Events.of(seq)));
        assertThat(ring.after(43)).isEmpty();
        assertThat(ring.after(44).orElseThrow()).hasSize(256);

        LongStream.rangeClosed(301, 310).forEach(seq -> ring.add(Events.of(seq, 60_000)));
        assertThat(ring.after(305)).isEmpty();
        assertThat(ring.after(306).orElseThrow()).hasSize(4);
    }

    @Test
    void starts_anew_when_an_event_does_not_follow() {
        ring.add(Events.of(1));
        ring.add(Events.of(2));
        ring.add(Events.of(7));

        assertThat(ring.after(1)).isEmpty();
        assertThat(ring.after(6).orElseThrow()).hasSize(1);
    }

    @Test
    void takes_what_was_fetched_before_what_it_has() {
        LongStream.rangeClosed(5, 9).forEach(seq -> ring.add(Events.of(seq)));

        ring.precede(LongStream.rangeClosed(2, 6).mapToObj(Events::of).toList(), 9);
        assertThat(ring.after(1).orElseThrow())
                .extracting(StreamEvent::seq)
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(ring.after(0)).isEmpty();
    }

    @Test
    void takes_what_was_fetched_when_it_has_nothing_if_it_leads_up_to_the_last() {
        ring.precede(LongStream.rangeClosed(2, 4).mapToObj(Events::of).toList(), 5);
        assertThat(ring.after(2)).isEmpty();

        ring.precede(LongStream.rangeClosed(2, 7).mapToObj(Events::of).toList(), 5);
        assertThat(ring.after(1).orElseThrow()).extracting(StreamEvent::seq).containsExactly(2L, 3L, 4L, 5L);

        ring.add(Events.of(6));
        assertThat(ring.after(1).orElseThrow()).hasSize(5);
    }

    @Test
    void what_is_fetched_does_not_take_it_past_its_bounds_nor_push_the_newest_out() {
        LongStream.rangeClosed(301, 400).forEach(seq -> ring.add(Events.of(seq)));

        ring.precede(LongStream.rangeClosed(1, 300).mapToObj(Events::of).toList(), 400);
        assertThat(ring.after(144).orElseThrow()).hasSize(256);
        assertThat(ring.after(143)).isEmpty();
    }
}
