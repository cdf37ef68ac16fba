package io.miscord.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.IceCandidate;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoiceParticipant;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyVoiceWireTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.000Z");
    private static final ChannelId CHANNEL = new ChannelId(new UUID(0x7000, 1));
    private static final ParticipantId ADA = new ParticipantId(new UUID(0x7000, 2));
    private static final ParticipantId BOB = new ParticipantId(new UUID(0x7000, 3));
    private static final UserId USER = new UserId(new UUID(0x7000, 4));

    private final LegacyVoiceWire wire = new LegacyVoiceWire(CHANNEL, () -> NOW);

    @Test
    void what_old_clients_say_is_what_new_ones_say() throws Unreadable {
        assertThat(said("join", "null")).isEqualTo(new ClientFrame.VoiceJoin(CHANNEL, null, null, null));
        assertThat(said("leave", "null")).isEqualTo(new ClientFrame.VoiceLeave());
        assertThat(said("mute", "false")).isEqualTo(new ClientFrame.VoiceState(false, null, null, null, null));
        assertThat(said("mute", "{\"muted\":true}"))
                .isEqualTo(new ClientFrame.VoiceState(true, null, null, null, null));
        assertThat(said("offer", "\"v=0\"")).isEqualTo(new ClientFrame.VoiceOffer(BOB, "v=0", "legacy"));
        assertThat(said("answer", "{\"type\":\"answer\",\"sdp\":\"v=0\"}"))
                .isEqualTo(new ClientFrame.VoiceAnswer(BOB, "v=0", "legacy"));
        assertThat(said("ice", "{\"candidate\":\"candidate:1\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0}"))
                .isEqualTo(new ClientFrame.VoiceIce(BOB, new IceCandidate("candidate:1", "0", 0, null), "legacy"));
        assertThat(said("ice", "null")).isEqualTo(new ClientFrame.VoiceIce(BOB, null, "legacy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"offer\",\"data\":\"v=0\"} | to",
                "{\"type\":\"offer\",\"to\":\"everybody\",\"data\":\"v=0\"} | to",
                "{\"type\":\"offer\",\"to\":\"00000000-0000-7000-0000-000000000003\",\"data\":{}} | data",
            })
    void what_is_for_nobody_or_says_nothing_is_refused_with_the_reason(String text, String field) {
        assertThatThrownBy(() -> wire.read(text))
                .isInstanceOfSatisfying(
                        Unreadable.class, why -> assertThat(why.isMalformed()).isTrue())
                .hasMessageContaining(field);
    }

    @Test
    void what_new_clients_hear_is_told_flat_and_one_by_one() {
        var both = List.of(somebody(ADA), somebody(BOB));
        assertThat(wire.parts(new ServerFrame.VoiceStates(CHANNEL, both)))
                .extracting(this::text)
                .satisfiesExactly(
                        ada -> assertThat(ada).contains("\"type\":\"mute\"", "\"from\":\"" + ADA, "\"muted\":true"),
                        bob -> assertThat(bob).contains("\"type\":\"mute\"", "\"from\":\"" + BOB));
        assertThat(text(new ServerFrame.VoiceJoined(CHANNEL, somebody(ADA))))
                .contains("\"type\":\"join\"", "\"from\":\"" + ADA, "\"userId\":\"" + USER);
        assertThat(text(new ServerFrame.VoiceLeft(CHANNEL, ADA, USER, VoiceEnd.LEFT, null, null)))
                .contains("\"type\":\"leave\"", "\"from\":\"" + ADA, "\"reason\":\"left\"");
    }

    private static VoiceParticipant somebody(ParticipantId who) {
        return new VoiceParticipant(who, USER, true, false, false, false, false, false, null, NOW);
    }

    private ClientFrame said(String type, String data) throws Unreadable {
        return wire.read("{\"type\":\"%s\",\"to\":\"%s\",\"data\":%s}".formatted(type, BOB, data))
                .frame();
    }

    private String text(ServerFrame said) {
        return wire.frame(null, said).orElseThrow().text();
    }
}
