package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final OneAtATime turns = new OneAtATime();

    @Test
    void turns_come_one_after_the_other_and_those_of_another_thing_at_once() {
        var first = turns.after(ONE).orElseThrow();
        var second = turns.after(ONE).orElseThrow();
        var third = turns.after(ONE).orElseThrow();
        var other = turns.after(OTHER).orElseThrow();
        assertThat(first.come().isComplete()).isTrue();
        assertThat(other.come().isComplete()).isTrue();
        assertThat(second.come().isComplete()).isFalse();
        first.leave();
        assertThat(second.come().isComplete()).isTrue();
        assertThat(third.come().isComplete()).isFalse();
        second.leave();
        third.leave();
        other.leave();
        assertThat(turns.isEmpty()).isTrue();
    }

    @Test
    void who_gives_up_is_passed_over() {
        var first = turns.after(ONE).orElseThrow();
        var second = turns.after(ONE).orElseThrow();
        var third = turns.after(ONE).orElseThrow();
        second.leave();
        assertThat(third.come().isComplete()).isFalse();
        first.leave();
        assertThat(third.come().isComplete()).isTrue();
        first.leave();
        third.leave();
        assertThat(turns.isEmpty()).isTrue();
    }

    @Test
    void a_turn_that_must_be_now_is_none_after_others() {
        var now = turns.now(ONE).orElseThrow();
        assertThat(now.come().isComplete()).isTrue();
        assertThat(turns.now(ONE)).isEmpty();
        now.leave();
        assertThat(turns.now(ONE)).isPresent();
    }

    @Test
    void so_many_wait_and_no_more() {
        for (int i = 0; i <= OneAtATime.MOST; i++) {
            assertThat(turns.after(ONE)).isPresent();
        }
        assertThat(turns.after(ONE)).isEmpty();
        assertThat(turns.after(OTHER)).isPresent();
    }

    @Test
    void of_many_threads_one_has_the_turn() throws Exception {
        var inside = new AtomicInteger();
        var done = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < OneAtATime.MOST; i++) {
                all.add(threads.submit(() -> {
                    var turn = turns.after(ONE).orElseThrow();
                    turn.come().toCompletionStage().toCompletableFuture().join();
                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                    Thread.onSpinWait();
                    inside.decrementAndGet();
                    done.incrementAndGet();
                    turn.leave();
                }));
            }
            for (var one : all) {
                one.get();
            }
        }
        assertThat(done).hasValue(OneAtATime.MOST);
        assertThat(turns.isEmpty()).isTrue();
    }
}
