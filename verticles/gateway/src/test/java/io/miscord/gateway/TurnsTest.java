package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(1);

    @Test
    void questions_wait_for_each_other_in_their_order() {
        Promise<String> first = Promise.promise();
        var asked = new ArrayList<String>();
        var one = turns.run(() -> {
            asked.add("one");
            return first.future();
        });
        var two = turns.run(() -> {
            asked.add("two");
            return Future.succeededFuture("2");
        });
        assertThat(asked).containsExactly("one");
        first.complete("1");
        assertThat(asked).containsExactly("one", "two");
        assertThat(List.of(one.result(), two.result())).containsExactly("1", "2");
    }

    @Test
    void very_many_that_are_answered_at_once_do_not_pile_up() {
        Promise<String> first = Promise.promise();
        turns.run(first::future);
        var gone = new ArrayList<Future<String>>();
        for (int i = 0; i < 200_000; i++) {
            gone.add(turns.run(() -> Future.failedFuture("gone while it waited")));
        }
        first.complete("1");
        assertThat(gone).allMatch(Future::failed);
        assertThat(turns.run(() -> Future.succeededFuture("on")).result()).isEqualTo("on");
    }

    @Test
    void a_question_that_cannot_even_be_asked_does_not_keep_its_turn() {
        Future<String> broken = turns.run(() -> {
            throw new IllegalStateException("broken");
        });
        assertThat(broken.cause()).hasMessage("broken");
        assertThat(turns.run(() -> Future.succeededFuture("on")).result()).isEqualTo("on");
    }
}
