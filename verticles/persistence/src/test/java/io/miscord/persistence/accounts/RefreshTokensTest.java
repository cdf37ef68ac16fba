package io.miscord.persistence.accounts;

import static io.miscord.persistence.accounts.RefreshTokens.GRACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.persistence.accounts.RefreshTokens.Standing;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RefreshTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(30));

    @Test
    void a_token_is_256_random_bits_and_its_hash_another_256() {
        var tokens = new RefreshTokens(new SecureRandom());
        var made = IntStream.range(0, 1_000).mapToObj(i -> tokens.next()).toList();
        assertThat(made).doesNotHaveDuplicates().allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
        assertThat(RefreshTokens.hash(made.getFirst())).hasSize(32).isEqualTo(RefreshTokens.hash(made.getFirst()));
        assertThat(RefreshTokens.hash(made.getFirst())).isNotEqualTo(RefreshTokens.hash(made.getLast()));
    }

    @Test
    void a_token_that_was_not_exchanged_is_good_until_it_expires() {
        assertThat(RefreshTokens.standing(NOW, true, LATER, null, true)).isEqualTo(Standing.GOOD);
        assertThat(RefreshTokens.standing(LATER.minusMillis(1), true, LATER, null, true))
                .isEqualTo(Standing.GOOD);
        assertThat(RefreshTokens.standing(LATER, true, LATER, null, true)).isEqualTo(Standing.ENDED);
    }

    @Test
    void a_token_may_be_exchanged_again_within_the_grace_only() {
        assertThat(RefreshTokens.standing(NOW, true, LATER, NOW, true)).isEqualTo(Standing.REPEATED);
        assertThat(RefreshTokens.standing(NOW, true, LATER, NOW.minus(GRACE), true))
                .isEqualTo(Standing.REPEATED);
        assertThat(RefreshTokens.standing(NOW, true, LATER, NOW.minus(GRACE).minusMillis(1), true))
                .isEqualTo(Standing.REUSED);
    }

    @Test
    void another_device_has_no_grace() {
        assertThat(RefreshTokens.standing(NOW, true, LATER, NOW, false)).isEqualTo(Standing.REUSED);
    }

    @Test
    void an_old_token_that_comes_back_is_reuse_even_after_its_time() {
        assertThat(RefreshTokens.standing(LATER.plusSeconds(1), true, LATER, NOW, true))
                .isEqualTo(Standing.REUSED);
    }

    @Test
    void nothing_comes_of_a_token_whose_session_has_ended() {
        assertThat(RefreshTokens.standing(NOW, false, LATER, null, true)).isEqualTo(Standing.ENDED);
        assertThat(RefreshTokens.standing(NOW, false, LATER, NOW.minusSeconds(60), true))
                .isEqualTo(Standing.ENDED);
    }
}
