package io.miscord.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortsTest {
    private static final String HOST = "127.0.0.1";

    @TempDir
    private Path data;

    @Test
    void a_port_is_the_same_at_the_next_start() {
        int port = ports().free("redis", HOST);
        assertThat(new Ports(data, new Random(2)).free("redis", HOST)).isEqualTo(port);
    }

    @Test
    void a_port_that_somebody_comes_back_to_is_nobody_elses() {
        int first = ports().free("cluster-8000", HOST);
        assertThat(ports().free("bus-8000", HOST))
                .as("the same chance, and nobody listens yet")
                .isNotEqualTo(first);
    }

    @Test
    void a_taken_port_is_changed_unless_others_rely_on_it() throws IOException {
        int port = ports().free("postgres", HOST);
        try (var stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(stranger.isBound()).isTrue();
            assertThatThrownBy(() -> ports().free("postgres", HOST, false))
                    .hasMessageContaining("port " + port + " of postgres");
            assertThat(ports().free("postgres", HOST)).isNotEqualTo(port);
        }
    }

    private Ports ports() {
        return new Ports(data, new Random(1));
    }
}
