package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.StreamEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private static final int HISTORIES = 3_000;

    @Test
    void the_next_event_is_delivered_and_an_old_one_dropped() {
        var sequencer = new Sequencer(4);

        assertThat(seqs(sequencer.accept(Events.of(5)))).containsExactly(5L);
        assertThat(sequencer.accept(Events.of(5))).isEmpty();
        assertThat(sequencer.accept(Events.of(2))).isEmpty();
        assertThat(sequencer.isBehind()).isFalse();
    }

    @Test
    void an_early_event_waits_for_those_before_it() {
        var sequencer = new Sequencer(0);

        assertThat(sequencer.accept(Events.of(3))).isEmpty();
        assertThat(sequencer.isBehind()).isTrue();
        assertThat(sequencer.accept(Events.of(2))).isEmpty();
        assertThat(seqs(sequencer.accept(Events.of(1)))).containsExactly(1L, 2L, 3L);
        assertThat(sequencer.isBehind()).isFalse();
    }

    @Test
    void a_head_that_somebody_tells_of_makes_it_behind() {
        var sequencer = new Sequencer(7);

        sequencer.heard(9);

        assertThat(sequencer.isBehind()).isTrue();
        assertThat(sequencer.delivered()).isEqualTo(7);
    }

    @Test
    void what_is_given_up_is_not_waited_for() {
        var sequencer = new Sequencer(0);
        sequencer.accept(Events.of(5));
        sequencer.accept(Events.of(11));

        sequencer.skipTo(10);

        assertThat(seqs(sequencer.accept(Events.of(11)))).containsExactly(11L);
    }

    @Test
    void no_more_than_the_bound_is_held_and_the_rest_comes_with_the_repair() {
        var sequencer = new Sequencer(0);
        long last = Sequencer.MAX_HELD + 10L;
        LongStream.rangeClosed(2, last).forEach(seq -> sequencer.accept(Events.of(seq)));

        var ready = seqs(sequencer.accept(Events.of(1)));

        assertThat(ready).hasSize(Sequencer.MAX_HELD + 1);
        assertThat(sequencer.isBehind()).isTrue();
    }

    @Test
    void whatever_the_bus_does_each_event_is_delivered_once_and_in_order() {
        long seed = Long.getLong("miscord.seed", System.nanoTime());
        System.out.println("SequencerTest seed=" + seed);
        var random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            int events = 1 + random.nextInt(40);
            var sequencer = new Sequencer(0);
            var delivered = new ArrayList<Long>();
            for (var event : disturbed(events, random)) {
                delivered.addAll(seqs(sequencer.accept(event)));
            }
            // the repair brings what was dropped
            while (sequencer.isBehind()) {
                delivered.addAll(seqs(sequencer.accept(Events.of(sequencer.delivered() + 1))));
            }
            assertThat(delivered)
                    .as("seed %d history %d", seed, history)
                    .isEqualTo(
                            LongStream.rangeClosed(1, delivered.size()).boxed().toList());
        }
    }

    private static List<StreamEvent> disturbed(int events, Random random) {
        var sent = new ArrayList<StreamEvent>();
        for (long seq = 1; seq <= events; seq++) {
            int copies = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2);
            for (int copy = 0; copy < copies; copy++) {
                sent.add(Events.of(seq));
            }
        }
        for (int i = 0; i + 3 < sent.size(); i++) {
            if (random.nextInt(4) == 0) {
                Collections.swap(sent, i, i + 1 + random.nextInt(3));
            }
        }
        return sent;
    }

    private static List<Long> seqs(List<StreamEvent> events) {
        return events.stream().map(StreamEvent::seq).toList();
    }
}
