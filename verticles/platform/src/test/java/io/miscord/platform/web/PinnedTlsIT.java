package io.miscord.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Config;
import io.miscord.platform.security.ClusterCertificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a site whose address was looked up before: the connection is the address's, the certificate the name's. */
@Timeout(60)
class PinnedTlsIT {
    private static final byte[] SITE = {127, 0, 0, 1};
    private static final byte[] ELSEWHERE = {127, 0, 0, 2};

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, List<byte[]>> names =
            Map.of("site.org", List.of(SITE), "other.org", List.of(SITE), "moved.org", List.of(ELSEWHERE));
    private ClusterCertificates authority;
    private int port;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        authority = ClusterCertificates.in(folder.resolve("ca"), Instant.now(), new SecureRandom());
        port = serve("127.0.0.1", 0, "site.org");
        serve("127.0.0.2", port, "somebody.org");
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void the_name_is_asked_for_at_the_address_that_was_looked_up() {
        var page = read(trusting(), "site.org");
        assertThat(page).hasValueSatisfying(read -> {
            assertThat(read.host()).isEqualTo("site.org");
            assertThat(read.html().toString()).contains("127.0.0.1");
        });
        assertThat(asked).as("the name in TLS, in the request").containsExactly("site.org site.org:" + port);
    }

    @Test
    void a_certificate_of_another_name_is_refused() {
        assertThat(read(trusting(), "other.org"))
                .as("the site's, under another name")
                .isEmpty();
        assertThat(read(trusting(), "moved.org")).as("another's").isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        assertThat(read(new HttpClientOptions(), "site.org")).isEmpty();
        assertThat(asked).isEmpty();
    }

    private int serve(String address, int at, String name) {
        var own = authority.issue("site", List.of(name), Instant.now());
        var options = new HttpServerOptions()
                .setSsl(true)
                .setSni(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(own.key().reveal()))
                        .addCertValue(Buffer.buffer(own.certificate())));
        return await(vertx.createHttpServer(options)
                        .requestHandler(request -> {
                            asked.add(request.connection().indicatedServerName() + " " + request.getHeader("Host"));
                            request.response()
                                    .putHeader("Content-Type", "text/html")
                                    .end("<title>" + request.localAddress().hostAddress() + "</title>");
                        })
                        .listen(at, address))
                .actualPort();
    }

    private HttpClientOptions trusting() {
        return new HttpClientOptions()
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority.certificate())));
    }

    private Optional<Page> read(HttpClientOptions options, String host) {
        var fetcher = new Fetcher(
                vertx,
                Config.of(Map.of("previews.timeout", "30s")).previews(),
                name -> Future.succeededFuture(names.get(name)),
                address -> Arrays.equals(address, SITE) || Arrays.equals(address, ELSEWHERE),
                allowed -> allowed == port,
                options,
                System::nanoTime);
        return await(fetcher.page("https://" + host + ":" + port + "/"));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
