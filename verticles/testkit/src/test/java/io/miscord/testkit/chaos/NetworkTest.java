package io.miscord.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.testkit.Eventually;
import io.miscord.testkit.NodeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** This process plays node 0, and the one that is called. */
class NetworkTest {
    private final Network network =
            new Network(() -> List.of(ProcessHandle.current().pid()));
    private final int port = NodeProcess.freePort();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void what_is_sent_passes_until_it_is_cut_and_comes_after_the_heal() throws IOException {
        try (var target = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            network.join(1, port);
            try (var from = new Socket(Network.host(1), port);
                    var to = target.accept()) {
                to.setSoTimeout(20_000);
                from.getOutputStream().write('a');
                assertThat(to.getInputStream().read()).isEqualTo('a');

                network.cut(1, 0);
                from.getOutputStream().write('b');
                to.setSoTimeout(300);
                assertThatThrownBy(() -> to.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

                network.heal();
                to.setSoTimeout(20_000);
                assertThat(to.getInputStream().read()).isEqualTo('b');
            }
        }
    }

    @Test
    void others_are_not_cut() throws IOException {
        try (var target = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            network.join(1, port);
            network.cut(1, 2);
            try (var from = new Socket(Network.host(1), port);
                    var to = target.accept()) {
                to.setSoTimeout(20_000);
                from.getOutputStream().write('a');
                assertThat(to.getInputStream().read()).isEqualTo('a');
            }
        }
    }

    @Test
    void an_end_is_passed_on_and_nobody_there_is_an_end() throws IOException {
        network.join(1, port);
        try (var target = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
                var from = new Socket(Network.host(1), port)) {
            target.accept().close();
            from.setSoTimeout(20_000);
            assertThat(from.getInputStream().read()).isEqualTo(-1);
        }
        try (var from = new Socket(Network.host(1), port)) {
            from.setSoTimeout(20_000);
            Eventually.that(() -> "still open", () -> ended(from));
        }
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException e) {
            return true; // reset
        }
    }
}
