package io.miscord.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterCertificatesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Instant now = Instant.now();

    @TempDir
    private Path data;

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void the_authority_is_made_once_and_is_for_its_owner_alone() throws Exception {
        var directory = data.resolve("ca");
        var made = ClusterCertificates.in(directory, now, RANDOM);
        var again = ClusterCertificates.in(directory, now, RANDOM);
        assertThat(again.certificate()).isEqualTo(made.certificate());
        assertThat(again.key()).isEqualTo(made.key());
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("key.pem"))).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("certificate.pem"))).isEqualTo("rw-------");
        try (var left = Files.list(data)) {
            assertThat(left).containsExactly(directory);
        }
    }

    @Test
    void nodes_that_start_at_once_on_one_directory_have_one_authority() throws Exception {
        for (int round = 0; round < 10; round++) {
            var directory = data.resolve("ca-" + round);
            int nodes = 8;
            var together = new CountDownLatch(nodes);
            Callable<String> start = () -> {
                together.countDown();
                together.await();
                return ClusterCertificates.in(directory, now, RANDOM).certificate();
            };
            try (var threads = Executors.newFixedThreadPool(nodes)) {
                var seen = new HashSet<String>();
                for (var started : threads.invokeAll(java.util.Collections.nCopies(nodes, start))) {
                    seen.add(started.get());
                }
                assertThat(seen).hasSize(1);
            }
        }
        try (var left = Files.list(data)) {
            assertThat(left.count()).as("no draft is left").isEqualTo(10);
        }
    }

    @Test
    void an_authority_travels_as_text() throws Exception {
        var here = ClusterCertificates.in(data.resolve("ca"), now, RANDOM);
        var there = ClusterCertificates.of(here.certificate(), here.key(), now, RANDOM);
        assertThat(talks(here.issue("a", List.of("127.0.0.1"), now), there.issue("b", List.of("::1"), now)))
                .isTrue();
    }

    @Test
    void what_is_no_authority_is_refused_with_the_reason() throws Exception {
        var one = ClusterCertificates.in(data.resolve("one"), now, RANDOM);
        var two = ClusterCertificates.in(data.resolve("two"), now, RANDOM);
        assertThatThrownBy(() -> ClusterCertificates.of(one.certificate(), two.key(), now, RANDOM))
                .hasMessageContaining("not the key of its certificate");
        var node = one.issue("a", List.of(), now);
        assertThatThrownBy(() -> ClusterCertificates.of(node.certificate(), node.key(), now, RANDOM))
                .hasMessageContaining("not one of an authority");
        assertThatThrownBy(() -> ClusterCertificates.of("rubbish", one.key(), now, RANDOM))
                .hasMessageContaining("not a PEM certificate");
        assertThatThrownBy(() -> ClusterCertificates.of(one.certificate(), Secret.of("rubbish!"), now, RANDOM))
                .hasMessageContaining("not an EC key")
                .hasMessageNotContaining("rubbish");
        var later = now.plus(java.time.Duration.ofDays(4000));
        assertThatThrownBy(() -> ClusterCertificates.of(one.certificate(), one.key(), later, RANDOM))
                .hasMessageContaining("expired on");
    }

    @Test
    void a_peer_of_this_authority_is_spoken_with_and_one_of_another_or_of_none_is_not() throws Exception {
        var ours = ClusterCertificates.in(data.resolve("ours"), now, RANDOM);
        var theirs = ClusterCertificates.in(data.resolve("theirs"), now, RANDOM);
        var server = ours.issue("server", List.of("127.0.0.1", "node.example.org"), now);
        assertThat(talks(server, ours.issue("peer", List.of("127.0.0.1"), now))).isTrue();
        assertThat(talks(server, theirs.issue("stranger", List.of("127.0.0.1"), now)))
                .as("a client of another authority, which also distrusts the server")
                .isFalse();
        var trusting = theirs.issue("stranger", List.of("127.0.0.1"), now);
        assertThat(talks(server, new NodeCertificate(trusting.certificate(), trusting.key(), server.authority())))
                .as("a client of another authority that trusts the server")
                .isFalse();
        var noCertificate = new NetClientOptions()
                .setSsl(true)
                .setHostnameVerificationAlgorithm("")
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(server.authority())));
        assertThat(talks(server, noCertificate))
                .as("a client without a certificate")
                .isFalse();
        var old = ours.issue("peer", List.of("127.0.0.1"), now).secured(client());
        assertThat(talks(server, old.setEnabledSecureTransportProtocols(Set.of("TLSv1.2"))))
                .as("a client that speaks TLS 1.2 only")
                .isFalse();
    }

    @Test
    void the_event_bus_asks_for_certificates_and_trusts_nobody_else() throws Exception {
        var options = ClusterCertificates.in(data.resolve("ca"), now, RANDOM)
                .issue("a", List.of(), now)
                .secure(new EventBusOptions());
        assertThat(options.isSsl()).isTrue();
        assertThat(options.getClientAuth()).isEqualTo(ClientAuth.REQUIRED);
        assertThat(options.isTrustAll()).isFalse();
        assertThat(options.getEnabledSecureTransportProtocols()).containsExactly("TLSv1.3");
    }

    @Test
    void a_key_is_never_printed() throws Exception {
        var node = ClusterCertificates.in(data.resolve("ca"), now, RANDOM).issue("a", List.of(), now);
        assertThat(node.toString()).doesNotContain("PRIVATE");
    }

    private static boolean talks(NodeCertificate server, NodeCertificate client) {
        return talks(server, client.secured(client()));
    }

    private static NetClientOptions client() {
        return new NetClientOptions().setHostnameVerificationAlgorithm("");
    }

    /** Whether a byte sent comes back: with TLS 1.3 a client hears of its refusal only after it connected. */
    private static boolean talks(NodeCertificate server, NetClientOptions client) {
        NetServer listening = VERTX.createNetServer(server.secured(new NetServerOptions())
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setHost("127.0.0.1"))
                .connectHandler(socket -> socket.handler(socket::write))
                .exceptionHandler(refused -> {})
                .listen()
                .await();
        var dialing = VERTX.createNetClient(client);
        try {
            return dialing.connect(listening.actualPort(), "127.0.0.1")
                    .compose(socket -> {
                        Promise<Boolean> echo = Promise.promise();
                        socket.handler(bytes -> echo.tryComplete(true));
                        socket.exceptionHandler(failure -> echo.tryComplete(false));
                        socket.closeHandler(closed -> echo.tryComplete(false));
                        socket.write("x");
                        return echo.future();
                    })
                    .recover(refused -> Future.succeededFuture(false))
                    .timeout(30, TimeUnit.SECONDS)
                    .await();
        } finally {
            dialing.close().await();
            listening.close().await();
        }
    }

    private static String permissions(Path path) throws java.io.IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
