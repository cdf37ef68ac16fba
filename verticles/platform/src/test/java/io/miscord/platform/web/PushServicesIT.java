package io.miscord.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.miscord.platform.security.VapidKey;
import io.miscord.platform.web.PushServices.Browser;
import io.miscord.platform.web.PushServices.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pushing by way of services that are anybody's. They are at 127.0.0.1; the node's own is 127.0.0.2. */
@Timeout(60)
class PushServicesIT {
    private static final byte[] SERVICE = {127, 0, 0, 1};
    private static final byte[] OWN = {127, 0, 0, 2};
    private static final String TOPIC = "0192f0c0000070008000000000000001";
    private static final String PUBLIC_KEY =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String SECRET = "BTBZMqHH6r4Tts7J_aSIgg";

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
    private final List<String> reachedOwn = new CopyOnWriteArrayList<>();
    private volatile int status = 201;
    private volatile List<byte[]> addresses = List.of(SERVICE);
    private int port;
    private PushServices services;

    @BeforeEach
    void start() {
        var certificate = SelfSignedCertificate.create("push.org");
        var tls = new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
        port = await(vertx.createHttpServer(tls)
                        .requestHandler(request -> request.body().onSuccess(body -> {
                            asked.add(request);
                            request.response()
                                    .setStatusCode(status)
                                    .putHeader("Location", "https://own.org:" + port + "/")
                                    .end();
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        await(vertx.createHttpServer(tls)
                .requestHandler(request -> {
                    reachedOwn.add(request.uri());
                    request.response().end();
                })
                .listen(port, "127.0.0.2"));
        services = new PushServices(
                vertx,
                VapidKey.of(Config.defaults(), Secret.of("a secret that all nodes of an instance have")),
                host -> Future.succeededFuture(host.equals("own.org") ? List.of(OWN) : addresses),
                address -> Arrays.equals(address, SERVICE),
                allowed -> allowed == port,
                new HttpClientOptions().setTrustOptions(certificate.trustOptions()));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void a_service_is_told_how_to_keep_it_and_who_it_is_from_and_nothing_of_what_it_says() {
        assertThat(push("/browser/1?token=2")).isEqualTo(Outcome.TAKEN);
        var request = asked.getFirst();
        assertThat(request.method().name()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/browser/1?token=2");
        assertThat(request.getHeader("Host")).isEqualTo("push.org:" + port);
        assertThat(request.getHeader("TTL")).isEqualTo("86400");
        assertThat(request.getHeader("Urgency")).isEqualTo("high");
        assertThat(request.getHeader("Topic")).isEqualTo(TOPIC);
        assertThat(request.getHeader("Content-Encoding")).isEqualTo("aes128gcm");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(request.getHeader("Authorization"))
                .startsWith("vapid t=")
                .contains(services.publicKey().orElseThrow());
        assertThat(request.bytesRead())
                .as("16 of salt, 4, 1, 65 of key, 5, 1 of padding, 16")
                .isEqualTo(108);
    }

    @Test
    void what_became_of_it_is_what_the_service_answers() {
        assertThat(answered(200)).isEqualTo(Outcome.TAKEN);
        assertThat(answered(404)).isEqualTo(Outcome.GONE);
        assertThat(answered(410)).isEqualTo(Outcome.GONE);
        assertThat(answered(429)).isEqualTo(Outcome.LATER);
        assertThat(answered(503)).isEqualTo(Outcome.LATER);
        assertThat(answered(403)).isEqualTo(Outcome.REFUSED);
        assertThat(answered(307)).as("nobody is sent on elsewhere").isEqualTo(Outcome.REFUSED);
        assertThat(reachedOwn).isEmpty();
    }

    @Test
    void a_name_of_which_any_address_is_not_public_is_not_connected_to() {
        addresses = List.of(SERVICE, OWN);
        assertThat(push("/")).isEqualTo(Outcome.REFUSED);
        addresses = List.of();
        assertThat(push("/")).isEqualTo(Outcome.REFUSED);
        assertThat(asked).isEmpty();
        assertThat(reachedOwn).isEmpty();
    }

    @Test
    void a_service_that_is_not_the_one_it_says_is_told_nothing() {
        var browser = new Browser("https://other.org:" + port + "/", PUBLIC_KEY, SECRET);
        assertThat(await(services.push(browser, "hello".getBytes(StandardCharsets.UTF_8), TOPIC)))
                .isEqualTo(Outcome.LATER);
        assertThat(asked).isEmpty();
    }

    @Test
    void what_can_be_no_browser_is_not_taken() {
        var good = "https://push.org:" + port + "/";
        assertThat(services.accepts(new Browser(good, PUBLIC_KEY, SECRET))).isTrue();
        for (var endpoint : List.of(
                "http://push.org:" + port + "/",
                "https://push.org/",
                "https://127.0.0.1:" + port + "/",
                "https://localhost:" + port + "/",
                "https://a:b@push.org:" + port + "/",
                "file:///etc/passwd",
                "nonsense",
                good + "x".repeat(1_000))) {
            assertThat(services.accepts(new Browser(endpoint, PUBLIC_KEY, SECRET)))
                    .as(endpoint)
                    .isFalse();
        }
        for (var key : List.of("", "!", "BCVx", PUBLIC_KEY.replace("BCVx", "BCVy"), SECRET)) {
            assertThat(services.accepts(new Browser(good, key, SECRET))).as(key).isFalse();
        }
        for (var secret : List.of("", "BTBZ", PUBLIC_KEY)) {
            assertThat(services.accepts(new Browser(good, PUBLIC_KEY, secret)))
                    .as(secret)
                    .isFalse();
        }
    }

    @Test
    void an_instance_without_a_key_pushes_nothing() {
        var none = new PushServices(vertx, Optional.empty());
        assertThat(none.publicKey()).isEmpty();
        var browser = new Browser("https://push.org/", PUBLIC_KEY, SECRET);
        assertThat(await(none.push(browser, new byte[0], TOPIC))).isEqualTo(Outcome.REFUSED);
    }

    private Outcome answered(int how) {
        status = how;
        return push("/");
    }

    private Outcome push(String path) {
        var browser = new Browser("https://push.org:" + port + path, PUBLIC_KEY, SECRET);
        return await(services.push(browser, "hello".getBytes(StandardCharsets.UTF_8), TOPIC));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
