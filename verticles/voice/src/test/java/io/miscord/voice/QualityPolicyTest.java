package io.miscord.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.LineQuality;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.VoiceQuality;
import io.miscord.contract.VoiceQuality.Reason;
import io.miscord.platform.config.Config;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityPolicyTest {
    private static final QualityPolicy.Measured FINE = new QualityPolicy.Measured(0.0, 40.0);
    private static final QualityPolicy.Measured LOSSY = new QualityPolicy.Measured(0.06, 40.0);
    private static final QualityPolicy.Measured LATE = new QualityPolicy.Measured(null, 401.0);
    private static final VoiceQuality NORMAL = new VoiceQuality(64, Reason.NORMAL);
    private static final VoiceQuality POOR = new VoiceQuality(32, Reason.POOR_LINE);
    private static final VoiceQuality RECOVERING = new VoiceQuality(48, Reason.RECOVERING);
    private static final VoiceQuality LOADED = new VoiceQuality(32, Reason.HIGH_LOAD);

    private final QualityPolicy policy = new QualityPolicy(Config.defaults().voice());
    private final ParticipantId bob = new ParticipantId(UuidV7.next());
    private final ParticipantId carol = new ParticipantId(UuidV7.next());
    private QualityPolicy.Line line = QualityPolicy.Line.NEW;

    private VoiceQuality at(int second, ParticipantId by, QualityPolicy.Measured measured, int people) {
        line = policy.reported(line, by, measured, List.of(bob, carol), people, second * 1_000L);
        line = Json.readOwn(Json.text(line), QualityPolicy.Line.class); // as it is kept
        return line.told();
    }

    @Test
    void one_bad_report_is_tolerated_and_two_in_a_row_from_one_peer_are_not() {
        assertThat(at(0, bob, LOSSY, 8)).isEqualTo(NORMAL);
        assertThat(at(1, carol, LOSSY, 8)).as("another peer's").isEqualTo(NORMAL);
        assertThat(at(5, bob, FINE, 8)).isEqualTo(NORMAL);
        assertThat(at(10, bob, LATE, 8)).isEqualTo(NORMAL);
        assertThat(at(15, bob, LOSSY, 8)).isEqualTo(POOR);
    }

    @Test
    void a_line_that_is_good_for_15_s_goes_up_a_step_and_after_15_s_more_all_the_way() {
        at(0, bob, LOSSY, 8);
        assertThat(at(5, bob, LOSSY, 8)).isEqualTo(POOR);
        assertThat(at(10, bob, FINE, 8)).isEqualTo(POOR);
        assertThat(at(19, bob, FINE, 8)).isEqualTo(POOR);
        assertThat(at(20, bob, FINE, 8)).isEqualTo(RECOVERING);
        assertThat(at(34, bob, FINE, 8)).isEqualTo(RECOVERING);
        assertThat(at(35, bob, FINE, 8)).isEqualTo(NORMAL);
    }

    @Test
    void a_bad_report_on_the_way_up_starts_the_15_s_again_and_two_go_down() {
        at(0, bob, LOSSY, 8);
        at(5, bob, LOSSY, 8);
        assertThat(at(20, bob, FINE, 8)).isEqualTo(RECOVERING);
        assertThat(at(30, carol, LOSSY, 8)).isEqualTo(RECOVERING);
        assertThat(at(44, carol, FINE, 8)).isEqualTo(RECOVERING);
        assertThat(at(45, carol, FINE, 8)).isEqualTo(NORMAL);
        at(50, carol, LATE, 8);
        assertThat(at(55, carol, LATE, 8)).isEqualTo(POOR);
    }

    @Test
    void above_500_people_all_send_less_and_a_poor_line_is_still_named() {
        assertThat(policy.now(QualityPolicy.Line.NEW, 500)).isEqualTo(NORMAL);
        assertThat(policy.now(QualityPolicy.Line.NEW, 501)).isEqualTo(LOADED);
        assertThat(at(0, bob, LOSSY, 501)).isEqualTo(LOADED);
        assertThat(at(5, bob, LOSSY, 501)).isEqualTo(POOR);
        assertThat(at(20, bob, FINE, 501)).isEqualTo(LOADED);
        assertThat(at(21, bob, FINE, 500)).isEqualTo(RECOVERING);
    }

    @Test
    void what_somebody_said_who_has_gone_counts_no_more() {
        at(0, bob, LOSSY, 8);
        line = policy.reported(line, carol, FINE, List.of(carol), 8, 1_000);
        assertThat(line.peers()).containsOnlyKeys(carol.toString());
        assertThat(at(5, bob, LOSSY, 8)).isEqualTo(NORMAL);
    }

    @Test
    void a_line_is_shown_as_the_middle_of_what_the_peers_said_lately() {
        assertThat(QualityPolicy.shown(line, 0)).isNull();
        at(0, bob, FINE, 8);
        assertThat(QualityPolicy.shown(line, 0)).isEqualTo(LineQuality.EXCELLENT);
        at(1, carol, new QualityPolicy.Measured(0.02, 299.0), 8);
        assertThat(QualityPolicy.shown(line, 1_000)).isEqualTo(LineQuality.GOOD);
        at(2, carol, new QualityPolicy.Measured(0.03, 10.0), 8);
        assertThat(QualityPolicy.shown(line, 2_000)).isEqualTo(LineQuality.POOR);
        assertThat(QualityPolicy.shown(line, 16_500)).as("bob's is old").isEqualTo(LineQuality.POOR);
        assertThat(QualityPolicy.shown(line, 20_000)).isNull();
    }
}
