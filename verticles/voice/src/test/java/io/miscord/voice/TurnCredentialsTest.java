package io.miscord.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.UserId;
import io.miscord.platform.config.Config;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnCredentialsTest {
    private static final UserId ALICE = UserId.of("019a3f1e-7c52-7b1a-9d3e-5f6a7b8c9d0e");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private static TurnCredentials credentials(Map<String, String> settings) {
        return new TurnCredentials(Config.of(settings).voice(), () -> NOW);
    }

    @Test
    void a_relay_s_credentials_are_somebody_s_own_and_signed_as_coturn_checks_them() {
        var settings = new HashMap<String, String>();
        settings.put("voice.turnUrls", "turn:turn.example.org:3478?transport=udp,turns:turn.example.org:5349");
        settings.put("voice.turnSecret", "north");
        var servers = credentials(settings).of(ALICE);
        var relay = servers.iceServers().getFirst();
        assertThat(relay.urls()).hasSize(2);
        assertThat(relay.username()).isEqualTo("1700003600:" + ALICE);
        // printf '%s' 1700003600:019a3f1e-7c52-7b1a-9d3e-5f6a7b8c9d0e | openssl dgst -sha1 -hmac north -binary | base64
        assertThat(relay.credential()).isEqualTo("er82CcA+nuBFPGPRD4AA57Vdwlw=");
        assertThat(servers.expiresAt()).isEqualTo(NOW.plusSeconds(3_600));
    }

    @Test
    void another_secret_or_person_has_other_credentials() {
        var settings = Map.of("voice.turnUrls", "turn:a:1", "voice.turnSecret", "south");
        var one = credentials(settings).of(ALICE).iceServers().getFirst();
        var other = credentials(settings)
                .of(UserId.of("019a3f1e-7c52-7b1a-9d3e-5f6a7b8c9d0f"))
                .iceServers()
                .getFirst();
        assertThat(one.credential()).isNotEqualTo(other.credential()).isNotEqualTo("er82CcA+nuBFPGPRD4AA57Vdwlw=");
    }

    @Test
    void without_relays_of_one_s_own_there_are_none_and_what_needs_no_credentials_has_none() {
        var stun = Map.of("voice.stunUrls", "stun:stun.example.org:3478", "voice.turnUrls", "turn:a:1");
        var servers = credentials(stun).of(ALICE).iceServers();
        assertThat(servers).hasSize(1);
        assertThat(servers.getFirst().urls()).isEqualTo(List.of("stun:stun.example.org:3478"));
        assertThat(servers.getFirst().username()).isNull();
        assertThat(credentials(Map.of()).of(ALICE).iceServers()).isEmpty();
    }
}
