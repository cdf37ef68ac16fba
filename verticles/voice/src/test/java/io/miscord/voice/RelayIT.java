package io.miscord.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miscord.contract.IceServer;
import io.miscord.contract.UserId;
import io.miscord.platform.config.Config;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real coturn with the configuration for production, where one is installed: whom it serves, and whom it reaches. */
final class RelayIT {
    private static final Path CONFIGURATION = Path.of("../../docker/turnserver.conf");
    private static final String SECRET = "the secret of this test";
    private static final long TRY_SECONDS = 5;

    private final Path folder = Folders.temporary("relay");
    private final int port = NodeProcess.freePort();
    private Process relay;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/turnserver")), "coturn is not installed");
        relay = new ProcessBuilder(
                        "turnserver",
                        "-c",
                        CONFIGURATION.toString(),
                        "--listening-port=" + port,
                        "--listening-ip=127.0.0.1",
                        "--relay-ip=127.0.0.1",
                        "--realm=localhost",
                        "--static-auth-secret=a former one",
                        "--static-auth-secret=" + SECRET,
                        "--no-tls",
                        "--no-dtls",
                        "--log-file=stdout",
                        "--pidfile=" + folder.resolve("pid"),
                        "--userdb=" + folder.resolve("db"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Eventually.that(() -> "coturn does not listen", this::listens);
    }

    @AfterEach
    void stop() {
        if (relay != null) {
            relay.destroyForcibly();
        }
        Folders.delete(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.31.0.1",
                "192.168.1.1",
            })
    void nobody_reaches_what_is_private(String peer) {
        assertThat(relays(peer, SECRET)).contains("403 (Forbidden IP)");
    }

    @Test
    void who_has_credentials_of_this_instance_reaches_the_rest_of_the_world_and_nobody_else_does() {
        assertThat(relays("8.8.8.8", SECRET)).doesNotContain("Forbidden").contains("start_mclient");
        assertThat(relays("8.8.8.8", "a guess")).contains("Cannot complete Allocation");
    }

    /** What coturn's own client says of an attempt to relay to a peer. */
    private String relays(String peer, String secret) {
        var named = credentials(secret);
        var command = new ArrayList<>(List.of("timeout", "-k", "1", Long.toString(TRY_SECONDS), "turnutils_uclient"));
        command.addAll(List.of("-u", named.username(), "-w", named.credential(), "-e", peer, "-r", "9"));
        command.addAll(List.of("-n", "1", "-m", "1", "-c", "-p", Integer.toString(port), "127.0.0.1"));
        var said = folder.resolve("said");
        try {
            var client = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            client.waitFor(2 * TRY_SECONDS, TimeUnit.SECONDS);
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static IceServer credentials(String secret) {
        var settings = Config.of(Map.of("voice.turnUrls", "turn:localhost", "voice.turnSecret", secret))
                .voice();
        return new TurnCredentials(settings, InstantSource.system())
                .of(new UserId(UuidV7.next()))
                .iceServers()
                .getLast();
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
