package io.miscord.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SignedLinksTest {
    private static final Secret SECRET = Secret.of("a secret that is only for tests, and long enough");
    private static final Duration LIFE = Duration.ofMinutes(15);

    private Instant now = Instant.parse("2026-11-21T04:00:00Z");
    private final SignedLinks links = new SignedLinks(SECRET, LIFE, () -> now);

    @Test
    void a_link_is_good_until_it_expires_and_at_every_node_with_the_secret() {
        var link = Link.of(links.sign("/files/a"));
        assertThat(link.isGood(links)).isTrue();
        assertThat(link.isGood(new SignedLinks(SECRET, Duration.ofDays(1), () -> now)))
                .isTrue();
        now = now.plus(LIFE).minusSeconds(1);
        assertThat(link.isGood(links)).isTrue();
        now = now.plusSeconds(1);
        assertThat(link.isGood(links)).isFalse();
    }

    @Test
    void a_link_is_good_for_its_path_its_end_and_its_secret_alone() {
        var link = Link.of(links.sign("/files/a"));
        assertThat(links.isGood("/files/b", link.expires, link.signature)).isFalse();
        assertThat(links.isGood("/files/a", link.expires + 1, link.signature)).isFalse();
        assertThat(links.isGood("/files/a", link.expires, "")).isFalse();
        var other = new SignedLinks(Secret.of("another secret that is only for tests, as long"), LIFE, () -> now);
        assertThat(link.isGood(other)).isFalse();
    }

    private record Link(String path, long expires, String signature) {
        static Link of(String signed) {
            var parts = signed.split("[?&]", -1);
            return new Link(
                    parts[0],
                    Long.parseLong(parts[1].substring("expires=".length())),
                    parts[2].substring("signature=".length()));
        }

        boolean isGood(SignedLinks links) {
            return links.isGood(path, expires, signature);
        }
    }
}
