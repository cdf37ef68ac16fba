package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cursor says comes back as it was, and what never was a cursor of ours is refused as such. */
class CursorTest {
    @Test
    void parts_come_back_as_they_were() {
        var cursor = Cursor.of("2026-01-02T03:04:05.678901Z", "", "Ünï");

        assertThat(Cursor.read(cursor, 3)).containsExactly("2026-01-02T03:04:05.678901Z", "", "Ünï");
        assertThatThrownBy(() -> Cursor.read(cursor, 2)).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_time_comes_back_to_the_microsecond() {
        var time = Instant.parse("2026-01-02T03:04:05.678901Z");

        assertThat(Cursor.time(time.toString())).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "+1000000000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "9999-01-01T00:00:00.1Z"})
    void a_time_that_cannot_be_stored_is_no_cursor(String part) {
        assertThatThrownBy(() -> Cursor.time(part)).isInstanceOf(ProblemException.class);
    }

    @Test
    void an_id_is_a_cursor_by_itself_and_none_is_the_beginning() {
        var id = UUID.fromString("0190a000-0000-7000-8000-000000000001");

        assertThat(Cursor.id(id.toString())).isEqualTo(id);
        assertThat(Cursor.id(null)).isNull();
        assertThatThrownBy(() -> Cursor.id("1")).isInstanceOf(ProblemException.class);
    }
}
