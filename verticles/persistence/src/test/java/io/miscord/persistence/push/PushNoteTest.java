package io.miscord.persistence.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.json.Json;
import io.miscord.platform.web.PushServices;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a browser is pushed fits into what every service takes. */
final class PushNoteTest {
    private static final UUID ID = UUID.fromString("0192f0c0-0000-7000-8000-000000000001");

    @Test
    void what_would_be_too_much_comes_without_its_text() {
        assertThat(Json.tree(new String(note("x".repeat(300)).bytes(), StandardCharsets.UTF_8))
                        .path("text")
                        .asText())
                .hasSize(300);
        var cut = note("\u0001".repeat(1_000)).bytes();
        assertThat(cut.length).isLessThan(PushServices.LARGEST);
        var told = Json.tree(new String(cut, StandardCharsets.UTF_8));
        assertThat(told.path("by").asText()).isEqualTo("Alice");
        assertThat(told.has("text")).isFalse();
        assertThat(told.has("names")).isFalse();
    }

    @Test
    void its_topic_is_one_that_services_take() {
        assertThat(note("x").topic()).hasSize(32).matches("[A-Za-z0-9_-]+");
    }

    private static PushNote note(String text) {
        var names = Json.tree("{\"%s\": \"Bob\"}".formatted(ID));
        return new PushNote(ID, "dm", "Alice", null, null, null, ID, null, ID, text, names);
    }
}
