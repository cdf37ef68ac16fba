package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Task;
import io.miscord.contract.TaskId;
import io.miscord.contract.TaskKind;
import io.miscord.contract.TaskStatus;
import io.miscord.platform.ids.UuidV7;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TaskOrderTest {
    private final TaskOrder order = new TaskOrder();
    private final TaskId task = new TaskId(UuidV7.next());

    @Test
    void a_task_that_comes_forward_is_news_and_so_is_one_that_stands_still() {
        assertThat(order.isNews(of(task, TaskStatus.QUEUED, 0))).isTrue();
        assertThat(order.isNews(of(task, TaskStatus.RUNNING, 0))).isTrue();
        assertThat(order.isNews(of(task, TaskStatus.RUNNING, 500))).isTrue();
        assertThat(order.isNews(of(task, TaskStatus.QUEUED, 500))).isTrue();
        assertThat(order.isNews(of(task, TaskStatus.RUNNING, 500))).isTrue();
        assertThat(order.isNews(of(task, TaskStatus.DONE, 900))).isTrue();
    }

    @Test
    void what_a_frozen_node_tells_late_is_no_news() {
        order.isNews(of(task, TaskStatus.RUNNING, 500));
        assertThat(order.isNews(of(task, TaskStatus.RUNNING, 499))).isFalse();
        assertThat(order.isNews(of(new TaskId(UuidV7.next()), TaskStatus.RUNNING, 1)))
                .isTrue();
    }

    @Test
    void nothing_is_news_of_what_has_ended() {
        order.isNews(of(task, TaskStatus.CANCELLED, 500));
        assertThat(order.isNews(of(task, TaskStatus.RUNNING, 501))).isFalse();
        assertThat(order.isNews(of(task, TaskStatus.DONE, 900))).isFalse();
    }

    @Test
    void so_many_are_remembered_and_no_more() {
        order.isNews(of(task, TaskStatus.DONE, 500));
        for (int i = 0; i < 1_000; i++) {
            order.isNews(of(new TaskId(UuidV7.next()), TaskStatus.RUNNING, 1));
        }
        assertThat(order.isNews(of(task, TaskStatus.RUNNING, 1))).isTrue();
    }

    private static Task of(TaskId id, TaskStatus status, long processed) {
        return new Task(
                id, TaskKind.EXPORT, status, 0, processed, 1_000, null, null, Instant.EPOCH, null, null, null, null);
    }
}
