package io.miscord.platform.web;

import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import com.zerodeplibs.webpush.header.TTL;
import com.zerodeplibs.webpush.header.Topic;
import com.zerodeplibs.webpush.header.Urgency;
import io.miscord.platform.security.VapidKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what browsers are told to the services of their makers (RFC 8030), encrypted so that these cannot read it (RFC
 * 8291). Where a browser is reached is what somebody's client said, so it is guarded like a link: https on port 443
 * alone, a name all of whose addresses are public, a connection to one of those that were looked at, and no redirects.
 * A push takes 10 s at most, 8 at a time go to one service and 100 more wait for it. For one context at a time.
 */
public final class PushServices {
    private static final Logger LOG = LoggerFactory.getLogger(PushServices.class);

    /** The longest text: with what encrypts it 4,096 bytes, which every service takes. */
    public static final int LARGEST = 3_900;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** How long a service keeps a push for a browser that is away: what is older is told to nobody any more. */
    private static final long KEPT_SECONDS = TTL.days(1);

    private static final int SECRET = 16;
    private static final int HTTPS = 443;
    private static final int AT_ONCE = 8;
    private static final int WAITING = 100;
    private static final int LONGEST_ADDRESS = 1_000;

    private final Vertx vertx;
    private final Resolver resolver;
    private final Predicate<byte[]> allowed;
    private final IntPredicate ports;
    private final HttpClient client;
    private final Optional<VapidKey> key;

    /**
     * Pushes to browsers by way of the public internet.
     *
     * @param key what signs it; without one nothing is pushed
     */
    public PushServices(Vertx vertx, Optional<VapidKey> key) {
        this(
                vertx,
                key,
                new NameServers(vertx),
                PublicAddresses::isPublic,
                port -> port == HTTPS,
                new HttpClientOptions());
    }

    /**
     * Pushes to wherever a test has its browsers.
     *
     * @param allowed which addresses may be connected to
     * @param ports which ports may be
     * @param options whom TLS trusts
     */
    public PushServices(
            Vertx vertx,
            Optional<VapidKey> key,
            Resolver resolver,
            Predicate<byte[]> allowed,
            IntPredicate ports,
            HttpClientOptions options) {
        this.vertx = vertx;
        this.key = key;
        this.resolver = resolver;
        this.allowed = allowed;
        this.ports = ports;
        var connecting = new HttpClientOptions(options)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) PATIENCE.toMillis());
        this.client = vertx.createHttpClient(
                connecting, new PoolOptions().setHttp1MaxSize(AT_ONCE).setMaxWaitQueueSize(WAITING));
    }

    /**
     * A browser that wants to be told.
     *
     * @param endpoint where its maker's service takes what is for it
     * @param publicKey its key, a point of P-256 without compression, in Base64 for URLs
     * @param secret 16 bytes that it made, in Base64 for URLs
     */
    public record Browser(String endpoint, String publicKey, String secret) {}

    /** What became of a push. */
    public enum Outcome {
        TAKEN,
        /** The browser does not want to be told any more, or is gone: it is never to be tried again. */
        GONE,
        /** Not now. */
        LATER,
        /** The service will not have it, and neither a second time. */
        REFUSED
    }

    /** What browsers subscribe to; empty where nothing is pushed. */
    public Optional<String> publicKey() {
        return key.map(VapidKey::publicKey);
    }

    /** Whether it can be a browser at all; its name is looked up with each push, not here. */
    public boolean accepts(Browser browser) {
        try {
            UserAgentMessageEncryptionKeyInfo.of(browser.publicKey, browser.secret);
            return Base64.getUrlDecoder().decode(browser.secret).length == SECRET
                    && address(browser).isPresent();
        } catch (RuntimeException e) { // the library has a kind for each way in which it can be no key
            return false;
        }
    }

    /**
     * Hands over a text. Never fails.
     *
     * @param text at most {@link #LARGEST} bytes
     * @param topic of several that a browser was not told yet, the last of a topic alone: 32 letters, digits, - and _
     */
    public Future<Outcome> push(Browser to, byte[] text, String topic) {
        var address = address(to);
        if (address.isEmpty() || key.isEmpty()) {
            return Future.succeededFuture(Outcome.REFUSED);
        }
        var keys = UserAgentMessageEncryptionKeyInfo.of(to.publicKey, to.secret);
        var encrypted = MessageEncryptions.of().encrypt(keys, PushMessage.of(text));
        return resolver.addresses(address.get().host())
                .compose(addresses -> addresses.isEmpty() || !addresses.stream().allMatch(allowed)
                        ? Future.succeededFuture(Outcome.REFUSED)
                        : client.request(request(address.get(), addresses, topic)
                                        .putHeader("Authorization", key.get().authorization(to.endpoint))
                                        .putHeader(HttpHeaders.CONTENT_ENCODING, encrypted.contentEncoding())
                                        .putHeader(HttpHeaders.CONTENT_TYPE, encrypted.mediaType()))
                                .compose(open -> send(open, Buffer.buffer(encrypted.toBytes())))
                                .map(response -> outcome(response.statusCode())))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> {
                    LOG.debug("not pushed cause={}", failure.toString());
                    return Outcome.LATER;
                });
    }

    private Optional<WebAddress> address(Browser of) {
        return of.endpoint.length() > LONGEST_ADDRESS
                ? Optional.empty()
                : WebAddress.of(of.endpoint).filter(to -> to.secure() && ports.test(to.port()));
    }

    private static RequestOptions request(WebAddress to, List<byte[]> addresses, String topic) {
        return to.at(addresses.getFirst())
                .setMethod(HttpMethod.POST)
                .setTimeout(PATIENCE.toMillis())
                .putHeader(TTL.HEADER_NAME, Long.toString(KEPT_SECONDS))
                .putHeader(Urgency.HEADER_NAME, Urgency.high())
                .putHeader(Topic.HEADER_NAME, topic);
    }

    /** What a service says besides its status nobody reads; one that never comes to its end is cut off. */
    private Future<HttpClientResponse> send(HttpClientRequest open, Buffer body) {
        vertx.setTimer(PATIENCE.toMillis(), late -> open.reset());
        return open.send(body);
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return Outcome.TAKEN;
        }
        if (status == 404 || status == 410) {
            return Outcome.GONE;
        }
        return status == 429 || status >= 500 ? Outcome.LATER : Outcome.REFUSED;
    }
}
