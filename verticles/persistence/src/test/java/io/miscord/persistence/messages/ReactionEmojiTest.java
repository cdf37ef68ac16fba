package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReactionEmojiTest {
    @ParameterizedTest
    @ValueSource(strings = {"👍", "👍🏽", "❤️", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "©️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"})
    void one_emoji_is_one_however_many_code_points_it_takes(String emoji) {
        assertThat(ReactionEmoji.of(emoji)).isEqualTo(emoji);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1", "#", "👍👍", "<b>", " 👍", "👍 ", "\u0000", "ok", "‍"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> ReactionEmoji.of(text)).isInstanceOf(ProblemException.class);
    }
}
