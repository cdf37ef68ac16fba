package io.miscord.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FrameLogTest {
    private final FrameLog log = new FrameLog();

    @Test
    void a_whole_stream_is_in_order_also_through_batches() {
        log.add(Http.tree("{\"event\":\"authenticated\",\"data\":{\"positions\":{\"s\":4}}}"));
        log.add(frame(5));
        log.add(Http.tree("{\"event\":\"batch\",\"data\":[" + frame(6) + "," + frame(7) + "]}"));
        log.inOrder();
        assertThat(log.all()).hasSize(4);
        assertThat(log.positions()).containsEntry("s", 7L);
    }

    @Test
    void a_gap_a_repetition_and_a_wrong_start_are_found() {
        log.add(Http.tree("{\"event\":\"authenticated\",\"data\":{\"positions\":{\"s\":4}}}"));
        log.add(frame(6));
        log.add(frame(6));
        assertThatThrownBy(log::inOrder).hasMessageContaining("6 after 4").hasMessageContaining("6 after 6");
    }

    private static com.fasterxml.jackson.databind.JsonNode frame(long seq) {
        return Http.tree("{\"event\":\"message:new\",\"stream\":\"s\",\"seq\":" + seq + ",\"data\":{}}");
    }
}
