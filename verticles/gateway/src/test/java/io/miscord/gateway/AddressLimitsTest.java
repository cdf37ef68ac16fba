package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import io.miscord.platform.http.Client;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.security.SecurityLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AddressLimitsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final String ONE = "203.0.113.7";
    private static final String OTHER = "203.0.113.8";

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5 * SECOND); // it may well overflow while we look
    private final AddressLimits limits = limits(1);

    private AddressLimits limits(long seed) {
        return new AddressLimits(new AddressLimits.Bounds(2, 3, 2), seed, now::get);
    }

    @Test
    void an_address_has_its_own_pace() {
        int one = limits.slot(ONE);
        int other = limits.slot(OTHER);
        assertThat(one).isNotEqualTo(other);
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take(one)).isZero();
        }
        assertThat(limits.take(one)).isEqualTo(500);
        assertThat(limits.take(other)).isZero();
        now.addAndGet(SECOND / 2);
        assertThat(limits.take(one)).isZero();
    }

    @Test
    void those_who_have_not_said_who_they_are_have_few_places_and_give_them_back() {
        int one = limits.slot(ONE);
        assertThat(limits.admit(one)).isTrue();
        assertThat(limits.admit(one)).isTrue();
        assertThat(limits.admit(one)).isFalse();
        assertThat(limits.admit(one)).as("a refusal takes nothing").isFalse();
        assertThat(limits.admit(limits.slot(OTHER))).isTrue();
        limits.release(one);
        assertThat(limits.admit(one)).isTrue();
        assertThat(limits.admit(one)).isFalse();
    }

    @Test
    void whom_the_node_refuses_has_spent_nothing_of_what_is_their_address_s() {
        var config = Config.of(Map.of("gateway.accepts.perSecond", "2", "gateway.accepts.burst", "1"));
        try (var meters = new Meters(now::get)) {
            var settings = GatewaySettings.of(config);
            var door = new Door(settings, new SecurityLog(meters, now::get), meters, 1, now::get);
            var client = new Client(ONE, false, "");
            int burst = settings.perAddress().burst();
            door.enter(client);
            for (int i = 0; i < 10 * burst; i++) {
                assertThatThrownBy(() -> door.enter(client))
                        .as("%d", i)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refused -> assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
            }
            now.addAndGet(SECOND / 2);
            door.enter(client);
            assertThat(door.connections()).isEqualTo(2);
        }
    }

    @Test
    void one_refusal_in_ten_seconds_is_worth_a_line() {
        int one = limits.slot(ONE);
        assertThat(limits.mayTell(one)).isTrue();
        assertThat(limits.mayTell(one)).isFalse();
        assertThat(limits.mayTell(limits.slot(OTHER))).isTrue();
        now.addAndGet(10 * SECOND - 1);
        assertThat(limits.mayTell(one)).isFalse();
        now.addAndGet(1);
        assertThat(limits.mayTell(one)).isTrue();
    }

    @Test
    void however_many_addresses_come_they_share_the_slots_evenly() {
        var sharers = new int[AddressLimits.SLOTS];
        IntStream.range(0, 100 * AddressLimits.SLOTS)
                .mapToObj(i -> "%d.%d.%d.%d".formatted(i >> 24, i >> 16 & 0xff, i >> 8 & 0xff, i & 0xff))
                .forEach(address -> sharers[limits.slot(address)]++);
        assertThat(IntStream.of(sharers).max().orElseThrow()).isLessThan(170);
        assertThat(IntStream.of(sharers).min().orElseThrow()).isGreaterThan(40);
    }

    @Test
    void who_shares_a_slot_on_one_node_does_not_on_another() {
        var elsewhere = limits(2);
        var sharing = IntStream.range(0, 100_000)
                .mapToObj(i -> "2001:db8::" + Integer.toHexString(i))
                .filter(address -> limits.slot(address) == limits.slot(ONE))
                .toList();
        assertThat(sharing).isNotEmpty();
        assertThat(sharing.stream().filter(address -> elsewhere.slot(address) == elsewhere.slot(ONE)))
                .hasSizeLessThan(3);
    }
}
