package io.miscord.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {
    @Test
    void an_address_is_in_a_network_by_its_leading_bits() {
        var networks = Networks.of(List.of("10.1.0.0/20", "192.0.2.7", "fd00::/8", "0.0.0.0/32"));
        assertThat(networks.contains("10.1.15.255")).isTrue();
        assertThat(networks.contains("10.1.16.0")).isFalse();
        assertThat(networks.contains("192.0.2.7")).isTrue();
        assertThat(networks.contains("192.0.2.8")).isFalse();
        assertThat(networks.contains("fdff::1")).isTrue();
        assertThat(networks.contains("fe00::1")).isFalse();
        assertThat(networks.contains("::ffff:10.1.2.3")).isTrue();
        assertThat(networks.contains("fd00::1%eth0")).isTrue();
    }

    @Test
    void what_is_no_address_is_in_no_network_and_never_looked_up() {
        var all = Networks.of(List.of("0.0.0.0/0", "::/0"));
        for (var text : List.of("", "localhost", "10.1", "999.1.1.1", "unknown", "10.0.0.1:80", "%eth0")) {
            assertThat(all.contains(text)).as(text).isFalse();
        }
        assertThat(Networks.of(List.of()).contains("127.0.0.1")).isFalse();
        assertThatThrownBy(() -> Networks.of(List.of("10.0.0.0/33"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void loopback_is_this_machine_alone() {
        assertThat(List.of("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1")).allMatch(Networks::isLoopback);
        assertThat(List.of("10.0.0.1", "::", "0.0.0.0", "localhost")).noneMatch(Networks::isLoopback);
    }

    @Test
    void limits_of_ipv6_are_counted_by_network() {
        var one = new Client("2001:db8:1:2::1", false, "");
        var other = new Client("2001:db8:1:2:ffff::9", false, "");
        assertThat(one.counted()).isEqualTo(other.counted());
        assertThat(new Client("2001:db8:1:3::1", false, "").counted()).isNotEqualTo(one.counted());
        assertThat(new Client("203.0.113.1", false, "").counted()).isEqualTo("203.0.113.1");
    }
}
