package io.miscord.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Small pure parts. */
class TextTest {
    @Test
    void a_text_tells_its_nonce_edited_or_not() {
        for (int i = 0; i < 200; i++) {
            var nonce = "42:p7:" + i;
            assertThat(Text.nonce(Text.of(nonce))).isEqualTo(nonce);
            assertThat(Text.nonce(Text.edited(nonce))).isEqualTo(nonce);
        }
        assertThat(Text.nonce("")).isEmpty();
    }

    @Test
    void delays_are_told_to_within_a_tenth() {
        var delays = new Delays();
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            delays.add(random.nextDouble(1_000));
        }
        assertThat(delays.quantile(0.5)).isBetween(450.0, 560.0);
        assertThat(delays.quantile(0.99)).isBetween(900.0, 1_000.0);
        assertThat(delays.most()).isLessThan(1_000);
        assertThat(new Delays().quantile(0.99)).isZero();
    }
}
