package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {
    private final Windows windows = new Windows(50);

    private static Topic topic() {
        return new Topic(Events.STREAM, new BatchWindow(new Batching(50, 50, 1_000)));
    }

    @Test
    void a_window_ends_when_it_is_as_wide_as_was_asked_for() {
        var topic = topic();
        windows.open(topic, 20, 1_000);
        assertThat(windows.turn(1_015)).isEmpty();
        assertThat(windows.turn(1_020)).containsExactly(topic);
        assertThat(windows.isTurning()).isFalse();
    }

    @Test
    void a_window_opened_anew_ends_once_and_at_its_new_end() {
        var topic = topic();
        windows.open(topic, 20, 1_000);
        assertThat(windows.turn(1_010)).isEmpty();
        windows.open(topic, 50, 1_010);
        assertThat(windows.turn(1_055)).isEmpty();
        assertThat(windows.turn(1_060)).containsExactly(topic);
        assertThat(windows.isTurning()).isFalse();
    }

    @Test
    void a_window_opened_while_the_loop_stood_still_ends_too() {
        var early = topic();
        var late = topic();
        windows.open(early, 5, 1_000);
        windows.open(late, 50, 1_500);
        assertThat(windows.turn(1_500)).contains(early);
        windows.turn(1_550);
        assertThat(windows.isTurning()).as("nothing is forgotten").isFalse();
        assertThat(late.windowEnd).isEqualTo(Topic.NO_WINDOW);
    }

    @Test
    void a_loop_that_is_late_again_and_again_is_under_pressure() {
        long now = 1_000;
        windows.open(topic(), 5, now);
        assertThat(windows.pressure()).isZero();
        for (int i = 0; i < 50; i++) {
            now += 45;
            windows.turn(now);
        }
        assertThat(windows.pressure()).isEqualTo(1);
    }
}
