package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes<String> lanes = new Lanes<>();

    @Test
    void who_comes_later_goes_after_the_one_before_has_gone_and_need_not_wait_for_its_arrival() {
        var first = lanes.enter("lane");
        var second = lanes.enter("lane");
        assertThat(first.ahead()).isEmpty();
        var wait = second.ahead().orElseThrow();
        assertThat(wait.isComplete()).isFalse();
        first.goes(1);
        assertThat(wait.isComplete()).isTrue();
        assertThat(second.ahead()).isEmpty();
        assertThat(second.ahead(1)).isEmpty();
    }

    @Test
    void under_another_version_it_waits_for_the_arrival() {
        var first = lanes.enter("lane");
        var second = lanes.enter("lane");
        first.goes(1);
        var wait = second.ahead(2).orElseThrow();
        first.leave();
        assertThat(wait.isComplete()).isTrue();
        assertThat(second.ahead(2)).isEmpty();
    }

    @Test
    void who_comes_back_goes_again_before_those_who_came_later() {
        var first = lanes.enter("lane");
        var second = lanes.enter("lane");
        first.goes(1);
        second.goes(1);
        var third = lanes.enter("lane");
        first.comesBack();
        assertThat(third.ahead(2))
                .as("the second went under the old one, and will come back")
                .isPresent();
        second.comesBack();
        assertThat(third.ahead()).isPresent();
        assertThat(second.ahead()).isPresent();
        first.goes(2);
        assertThat(second.ahead(2)).isEmpty();
        assertThat(third.ahead(2)).isPresent();
        second.goes(2);
        assertThat(third.ahead(2)).isEmpty();
    }

    @Test
    void who_hears_first_that_the_version_was_old_waits_until_those_before_have_heard_it_too() {
        var first = lanes.enter("lane");
        var second = lanes.enter("lane");
        first.goes(1);
        second.goes(1);
        second.comesBack();
        var wait = second.ahead().orElseThrow();
        first.comesBack();
        assertThat(wait.isComplete()).isTrue();
        assertThat(second.ahead()).isPresent();
        first.goes(2);
        assertThat(second.ahead()).isEmpty();
        assertThat(second.ahead(2)).isEmpty();
    }

    @Test
    void lanes_know_nothing_of_each_other() {
        lanes.enter("lane");
        assertThat(lanes.enter("other").ahead()).isEmpty();
    }

    @Test
    void in_whatever_order_they_leave_nothing_of_them_stays() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var in = new ArrayList<Lanes<String>.Place>();
            for (int i = 0; i < 6; i++) {
                in.add(lanes.enter("lane"));
            }
            while (!in.isEmpty()) {
                assertThat(lanes.isEmpty()).isFalse();
                in.remove(random.nextInt(in.size())).leave();
            }
            assertThat(lanes.isEmpty()).isTrue();
        }
    }

    @Test
    void who_left_though_others_came_before_holds_nobody_up_and_lets_nobody_pass() {
        var first = lanes.enter("lane");
        var second = lanes.enter("lane");
        second.leave();
        var third = lanes.enter("lane");
        Future<Void> wait = third.ahead().orElseThrow();
        first.leave();
        assertThat(wait.isComplete()).isTrue();
        assertThat(third.ahead()).isEmpty();
        third.leave();
        assertThat(lanes.isEmpty()).isTrue();
    }
}
