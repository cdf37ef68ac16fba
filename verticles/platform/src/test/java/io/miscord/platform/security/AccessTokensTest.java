package io.miscord.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.Problem;
import io.miscord.contract.SessionId;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTokensTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String SECRET = "a secret of this test, and of nobody else";
    private static final UserId USER = new UserId(UUID.fromString("01990000-0000-7000-8000-000000000001"));
    private static final SessionId SESSION = new SessionId(UUID.fromString("01990000-0000-7000-8000-000000000002"));
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AccessTokens tokens = new AccessTokens(VERTX, Secret.of(SECRET), Duration.ofMinutes(15), now::get);

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void a_token_says_who_it_was_issued_to() {
        var verified = tokens.verify(tokens.issue(USER, SESSION, START));
        assertThat(verified.user()).isEqualTo(USER);
        assertThat(verified.session()).isEqualTo(SESSION);
        assertThat(verified.expiresAt()).isEqualTo(START.plus(Duration.ofMinutes(15)));
        assertThat(verified.actor("10.0.0.1").user()).isEqualTo(USER);
    }

    @Test
    void another_node_with_the_same_secret_accepts_it_even_if_its_clock_is_behind() {
        var other = new AccessTokens(
                VERTX, Secret.of(SECRET), Duration.ofMinutes(1), () -> START.minus(Duration.ofMinutes(5)));
        assertThat(other.verify(tokens.issue(USER, SESSION, START)).user()).isEqualTo(USER);
    }

    @Test
    void an_expired_token_is_told_apart_from_a_wrong_one() {
        var token = tokens.issue(USER, SESSION, START);
        now.set(START.plus(Duration.ofMinutes(15)).plusSeconds(4));
        assertThat(tokens.verify(token).user()).as("within the skew").isEqualTo(USER);
        now.set(START.plus(Duration.ofMinutes(15)).plusSeconds(5));
        assertThat(refusal(token)).isEqualTo(AccessTokens.EXPIRED);
        assertThat(refusal(token + "x")).isEqualTo(AccessTokens.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "sid", "iss", "aud", "iat", "exp"})
    void a_token_without_one_of_its_claims_is_refused(String claim) {
        assertThat(refusal(forged(claims -> {
                    claims.remove(claim);
                    return claims;
                })))
                .isEqualTo(AccessTokens.INVALID);
    }

    @Test
    void the_forger_of_this_test_makes_tokens_that_are_good() {
        assertThat(tokens.verify(forged(UnaryOperator.identity())).user()).isEqualTo(USER);
    }

    @Test
    void claims_of_another_issuer_audience_kind_or_time_are_refused() {
        assertThat(refusal(forged(claims -> claims.put("iss", "another")))).isEqualTo(AccessTokens.INVALID);
        assertThat(refusal(forged(claims -> claims.put("aud", "another")))).isEqualTo(AccessTokens.INVALID);
        assertThat(refusal(forged(claims -> claims.put("sub", "somebody")))).isEqualTo(AccessTokens.INVALID);
        assertThat(refusal(forged(claims -> claims.put("sub", 7)))).isEqualTo(AccessTokens.INVALID);
        assertThat(refusal(forged(claims -> claims.put("exp", "tomorrow")))).isEqualTo(AccessTokens.INVALID);
        assertThat(refusal(forged(claims -> claims.put("nbf", START.getEpochSecond() + 60))))
                .isEqualTo(AccessTokens.INVALID);
        assertThat(refusal(forged(claims -> claims.put("exp", -1)))).isEqualTo(AccessTokens.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "", "HS512", "RS256"})
    void another_algorithm_or_none_is_refused(String algorithm) {
        var header = base64("{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}");
        var body = header + "." + base64(claims().encode());
        assertThat(refusal(body)).isEqualTo(AccessTokens.INVALID);
        assertThat(refusal(body + ".")).isEqualTo(AccessTokens.INVALID);
        assertThat(refusal(body + "." + signature(body, SECRET))).isEqualTo(AccessTokens.INVALID);
    }

    @Test
    void a_token_that_brings_its_own_key_or_was_signed_by_another_is_refused() {
        var key = base64("an attacker's own key, long enough to be one");
        for (var header : new String[] {
            "{\"alg\":\"HS256\",\"kid\":\"../../x\"}",
            "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"" + key + "\"}}",
            "{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1:1/keys\"}",
            "{\"alg\":\"HS256\",\"x5c\":[\"" + key + "\"]}"
        }) {
            var body = base64(header) + "." + base64(claims().encode());
            assertThat(refusal(body + "." + signature(body, "an attacker's own key, long enough to be one")))
                    .isEqualTo(AccessTokens.INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "Bearer x", "e30.e30.e30", "\u0000", "ü.ü.ü"})
    void nonsense_is_refused(String nonsense) {
        assertThat(refusal(nonsense)).isEqualTo(AccessTokens.INVALID);
    }

    @Test
    void a_token_of_a_megabyte_is_not_looked_at() {
        assertThat(refusal("a.".repeat(500_000))).isEqualTo(AccessTokens.INVALID);
    }

    @Test
    void a_secret_shorter_than_thirty_two_bytes_is_refused() {
        assertThatThrownBy(() -> new AccessTokens(VERTX, Secret.of("x".repeat(31)), Duration.ofMinutes(1), now::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void ten_thousand_checks_take_less_than_an_event_loop_would_notice() {
        var token = tokens.issue(USER, SESSION, START);
        for (int i = 0; i < 5_000; i++) {
            tokens.verify(token);
        }
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            tokens.verify(token);
        }
        double micros = (System.nanoTime() - start) / 1e3 / 10_000;
        System.out.printf("a check takes %.1f µs%n", micros);
        assertThat(micros).isLessThan(2_000);
    }

    private Problem refusal(String token) {
        try {
            tokens.verify(token);
            throw new AssertionError("was accepted: " + token);
        } catch (ProblemException refused) {
            return refused.problem();
        }
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", "miscord")
                .put("aud", "miscord")
                .put("sub", USER.toString())
                .put("sid", SESSION.toString())
                .put("iat", START.getEpochSecond())
                .put("exp", START.getEpochSecond() + 60);
    }

    private static String forged(UnaryOperator<JsonObject> change) {
        var body = base64("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "."
                + base64(change.apply(claims()).encode());
        return body + "." + signature(body, SECRET);
    }

    private static String signature(String body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
