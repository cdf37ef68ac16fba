package io.miscord.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonceTest {
    @Test
    void it_has_1_to_64_characters() {
        assertThat(new Nonce("n".repeat(Nonce.MAX_LENGTH)).value()).hasSize(64);
        assertThatThrownBy(() -> new Nonce("n".repeat(Nonce.MAX_LENGTH + 1))).hasMessageStartingWith("nonce: 1 to 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb", "a\u0085b"})
    void blank_ones_and_those_with_control_characters_are_none(String value) {
        assertThatThrownBy(() -> new Nonce(value)).isInstanceOf(IllegalArgumentException.class);
    }
}
