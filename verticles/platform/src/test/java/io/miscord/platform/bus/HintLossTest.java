package io.miscord.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Frame;
import io.miscord.contract.Hint;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HintLossTest {
    private static final int MANY = 10_000;
    private static final StreamId STREAM = new StreamId(new UUID(1, 1));

    @Test
    void without_faults_all_pass_in_order() {
        assertThat(passed(HintFaults.NONE, MANY))
                .isEqualTo(LongStream.rangeClosed(1, MANY).boxed().toList());
    }

    @Test
    void so_many_of_a_hundred_are_lost_and_the_rest_keep_their_order() {
        var passed = passed(new HintFaults(5, 0, 7), MANY);
        assertThat(passed.size()).isBetween(MANY * 94 / 100, MANY * 96 / 100);
        assertThat(passed).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void all_can_be_lost() {
        assertThat(passed(new HintFaults(100, 0, 7), MANY)).isEmpty();
    }

    @Test
    void so_many_of_a_hundred_let_later_ones_pass_and_none_is_lost_or_doubled() {
        var passed = passed(new HintFaults(0, 10, 7), MANY);
        long late = 0;
        for (int i = 1; i < passed.size(); i++) {
            if (passed.get(i) < passed.get(i - 1)) {
                late++;
            }
        }
        assertThat(late).isBetween(MANY / 20L, MANY / 8L);
        assertThat(passed).doesNotHaveDuplicates();
        // Only those that nothing followed are missing.
        assertThat(passed.size()).isGreaterThan(MANY - 10);
    }

    @Test
    void the_same_seed_has_the_same_fate() {
        var faults = new HintFaults(5, 5, 42);
        assertThat(passed(faults, 1_000)).isEqualTo(passed(faults, 1_000));
        assertThat(passed(faults, 1_000)).isNotEqualTo(passed(new HintFaults(5, 5, 43), 1_000));
    }

    private static List<Long> passed(HintFaults faults, int hints) {
        var loss = new HintLoss(faults, new Random(faults.seed()));
        var passed = new ArrayList<Long>();
        for (int seq = 1; seq <= hints; seq++) {
            loss.pass(hint(seq)).forEach(hint -> passed.add(((StreamEvent) hint).seq()));
        }
        return passed;
    }

    private static Hint hint(long seq) {
        return new StreamEvent(
                STREAM, seq, AccessDomain.of(new ServerId(new UUID(1, 2))), 1, "message:new", 0, false, Frame.of("x"));
    }
}
