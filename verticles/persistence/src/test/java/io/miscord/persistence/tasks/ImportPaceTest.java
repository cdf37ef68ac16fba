package io.miscord.persistence.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ImportPaceTest {
    private final ImportPace pace = new ImportPace(1_000);

    @Test
    void whoever_appends_waits_until_that_many_were_due() {
        assertThat(pace.after(200, 5_000)).isEqualTo(200);
        assertThat(pace.after(200, 5_200)).isEqualTo(200);
        assertThat(pace.after(200, 5_450)).as("150 ms were taken already").isEqualTo(200);
    }

    @Test
    void two_tasks_share_it() {
        assertThat(pace.after(200, 5_000)).isEqualTo(200);
        assertThat(pace.after(200, 5_010)).isEqualTo(390);
        assertThat(pace.after(200, 5_200)).isEqualTo(400);
    }

    @Test
    void what_was_not_used_is_not_saved_up() {
        pace.after(200, 5_000);
        assertThat(pace.after(500, 60_000)).isEqualTo(500);
    }
}
