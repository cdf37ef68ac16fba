package io.miscord.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What push services know an instance by. */
final class VapidKeyTest {
    private static final Secret SECRET = Secret.of("a secret that all nodes of an instance have");
    /** The pair of RFC 8291, appendix A. */
    private static final String PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";

    private static final String PUBLIC =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    @Test
    void nodes_of_one_secret_have_one_key_and_others_another() {
        var key = key(Map.of()).publicKey();
        assertThat(key).hasSize(87).isEqualTo(key(Map.of()).publicKey());
        var other = Secret.of("a secret that other nodes have, of another instance");
        assertThat(VapidKey.of(Config.defaults(), other).orElseThrow().publicKey())
                .isNotEqualTo(key);
    }

    @Test
    void one_that_is_set_is_the_one() {
        assertThat(key(Map.of("push.privateKey", PRIVATE)).publicKey()).isEqualTo(PUBLIC);
    }

    @Test
    void what_is_no_key_stops_the_start() {
        assertThatThrownBy(() -> key(Map.of("push.privateKey", "A".repeat(43))))
                .hasMessageContaining("push.privateKey");
    }

    @Test
    void where_nothing_is_pushed_there_is_none() {
        assertThat(VapidKey.of(Config.of(Map.of("push.enabled", "false")), SECRET))
                .isEmpty();
    }

    @Test
    void a_service_is_told_whom_to_turn_to() {
        assertThat(claims(Map.of())).contains("\"aud\":\"https://push.org\"").doesNotContain("\"sub\"");
        assertThat(claims(Map.of("http.publicUrl", "http://chat.org"))).doesNotContain("\"sub\"");
        assertThat(claims(Map.of("http.publicUrl", "https://chat.org"))).contains("\"sub\":\"https://chat.org\"");
        assertThat(claims(Map.of("push.subject", "mailto:op@chat.org", "http.publicUrl", "https://chat.org")))
                .contains("\"sub\":\"mailto:op@chat.org\"");
    }

    private static VapidKey key(Map<String, String> settings) {
        return VapidKey.of(Config.of(settings), SECRET).orElseThrow();
    }

    private static String claims(Map<String, String> settings) {
        var header = key(settings).authorization("https://push.org/some/browser");
        var claims = header.substring(header.indexOf("t=") + 2).split("\\.", -1)[1];
        return new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8).replace("\\/", "/");
    }
}
